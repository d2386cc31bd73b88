/// DJI, and Hasselblad cameras on DJI drones: everything is in `drone-dji:`.
///
/// Angles are north-east-down in the order Z-Y-X (DJI, Mavic 3M user manual, p. 89). The longitude is misspelt
/// `GpsLongtitude` by some models. A calibration is `DewarpData`: date; fx, fy, cx, cy, k1, k2, p1, p2, k3 in pixels,
/// with cx and cy measured from the centre of the photo (DJI, Matrice 4 series user manual, p. 90).
enum DJI: MetadataDialect {
  static let name = "DJI"
  static let summary = "DJI and Hasselblad drones: gimbal angles, heights, RTK and calibration in XMP"

  static func recognises(_ header: PhotoHeader) -> Bool { header.xmp.mentions(.dji) }

  static func read(_ header: PhotoHeader, into claims: inout MetadataClaims) {
    let properties = GimbalProperties(packet: header.xmp, namespace: .dji, prefix: "drone-dji")
    let rtk = DJIReceiver(header.xmp, &claims)
    claims.rtk = claims.rtk ?? rtk.fix
    properties.readPosition(into: &claims, sigma: rtk.positionSigma)
    readAbsoluteHeight(header, rtk, &claims)
    properties.readRelativeHeight(into: &claims, sigma: rtk.heightSigma)
    properties.readOrientation(
      into: &claims, sigma: rtk.fix == .fixed ? DefaultSigma.yawFixed : DefaultSigma.yaw)
    readLaser(header.xmp, &claims)
    readTime(header.xmp, &claims)
    DJICalibration.read(header, into: &claims)
  }

  /// The models whose absolute height is above the ellipsoid of the correction service.
  private static let ellipsoidModels: Set = [
    "FC6310R", "FC6360", "ZENMUSEP1", "ZP1", "ZH20", "ZH20T", "ZH20N", "ZH20W", "ZENMUSEH20", "ZENMUSEH20T", "ZH30",
    "ZH30T", "ZENMUSEL1", "L1", "EP800", "ZENMUSEL2", "L2", "M30", "M30T", "M3E", "M3T", "M3M", "M3TA", "M4E", "M4T",
    "M4D",
    "M4TD", "MAVIC2-ENTERPRISE-ADVANCED", "M2EA",
  ]

  private static func readAbsoluteHeight(_ header: PhotoHeader, _ rtk: DJIReceiver, _ claims: inout MetadataClaims) {
    guard let metres = claims.number(header.xmp, .dji, "AbsoluteAltitude") else { return }
    let relative = claims.number(header.xmp, .dji, "RelativeAltitude")
    var datum = HeightDatum.unknown
    if rtk.fix == .fixed || rtk.fix == .float || header.xmp.text(.dji, "AltitudeType") == "RtkAlt"
      || ellipsoidModels.contains((header.model ?? "").uppercased())
    {
      datum = .ellipsoid
    } else if let relative, abs(metres - relative) < 0.3 {
      datum = .takeoff
      claims.warn(
        "absolute_equals_relative",
        "AbsoluteAltitude and RelativeAltitude are both \(metres) m; taken as above take-off")
    }
    claims.addAbsoluteHeight(
      metres, datum: datum, source: "XMP drone-dji:AbsoluteAltitude",
      sigma: rtk.heightSigma ?? DefaultSigma.absoluteHeight)
  }

  private static func readLaser(_ packet: XMPPacket, _ claims: inout MetadataClaims) {
    guard let range = claims.number(packet, .dji, "LRFTargetDistance") else { return }
    let status = packet.text(.dji, "LRFStatus") ?? "Normal"
    guard status.lowercased() == "normal", range > 0, range < 10_000 else {
      return claims.warn("laser_ignored", "the laser range finder says \(status), \(range) m; ignored")
    }
    // The makers' data sheets of H20, M30 and Mavic 3T state ±(0.2 m + 0.15 % of the distance).
    claims.laserRanges.append(
      Sourced(range, source: "XMP drone-dji:LRFTargetDistance", sigma: 0.2 + 0.0015 * range))
  }

  private static func readTime(_ packet: XMPPacket, _ claims: inout MetadataClaims) {
    guard let text = packet.text(.dji, "UTCAtExposure"), var time = TimeText(text) else { return }
    time.offset = time.offset ?? 0
    claims.addUTC(time.utc, source: "XMP drone-dji:UTCAtExposure")
  }
}
