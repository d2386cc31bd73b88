/// Skydio: position, height and the structure `CameraOrientationNED` in `drone-skydio:`.
///
/// The sibling structures, such as `CameraOrientationFLU`, have fields of the same names in other frames. Heights are
/// above EGM96. The calibration is measured, in pixels between centres of pixels (Skydio support, article 4417425974683).
enum Skydio: MetadataDialect {
  static let name = "Skydio"
  static let summary = "Skydio 2, X2 and X10: position, angles and calibration in XMP"

  private static let measuredSigma = 0.002

  static func recognises(_ header: PhotoHeader) -> Bool { header.xmp.mentions(.skydio) }

  static func read(_ header: PhotoHeader, into claims: inout MetadataClaims) {
    let packet = header.xmp
    claims.addPosition(
      latitude: claims.degrees(packet, .skydio, "Latitude"), longitude: claims.degrees(packet, .skydio, "Longitude"),
      source: "XMP drone-skydio:Latitude", sigma: GPSTags(header.exif).horizontalSigma ?? DefaultSigma.position)
    claims.addAbsoluteHeight(
      claims.number(packet, .skydio, "AbsoluteAltitude"), datum: .meanSeaLevel,
      source: "XMP drone-skydio:AbsoluteAltitude", sigma: DefaultSigma.satelliteHeight)
    claims.addOrientation(
      yaw: claims.number(packet, .skydio, "CameraOrientationNED", "Yaw"),
      pitch: claims.number(packet, .skydio, "CameraOrientationNED", "Pitch"),
      roll: claims.number(packet, .skydio, "CameraOrientationNED", "Roll"),
      source: "XMP drone-skydio:CameraOrientationNED/Yaw", sigma: DefaultSigma.yaw)
    if let text = packet.text(.xmp, "CreateDate"), let time = TimeText(text) {
      claims.addUTC(time.utc, source: "XMP xmp:CreateDate")
    }
    readCalibration(packet, &claims)
  }

  private static func readCalibration(_ packet: XMPPacket, _ claims: inout MetadataClaims) {
    guard let x = claims.number(packet, .skydio, "CalibratedFocalLengthX"), x > 0 else { return }
    // Real: an infrared photo of an X2 carries the calibration of the colour camera beside it.
    guard packet.text(.skydio, "CameraSource") != "INFRARED" else {
      return claims.warn(
        "calibration_of_other_camera", "the calibration in this infrared photo is the colour camera's; ignored")
    }
    let y = claims.number(packet, .skydio, "CalibratedFocalLengthY").flatMap { $0 > 0 ? $0 : nil }
    var calibration = LensCalibration(focalLengthX: x, focalLengthY: y ?? x)
    if let u = claims.number(packet, .skydio, "CalibratedOpticalCenterX"),
      let v = claims.number(packet, .skydio, "CalibratedOpticalCenterY"), u > 0, v > 0
    {
      calibration.principalPoint = PixelPoint(u: u + 0.5, v: v + 0.5)
    }
    if let k = packet.text(.skydio, "DewarpData").flatMap({ MetadataText.numbers($0) }), k.count == 3 {
      calibration.distortion = LensDistortion(k1: k[0], k2: k[1], k3: k[2])
    }
    claims.calibrations.append(
      Sourced(calibration, source: "XMP drone-skydio:CalibratedFocalLengthX", sigma: measuredSigma))
  }
}
