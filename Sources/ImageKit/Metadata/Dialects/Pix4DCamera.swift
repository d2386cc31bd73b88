/// Pix4D's `Camera:` properties, written by Parrot Sequoia, senseFly, MicaSense and others.
///
/// At yaw, pitch and roll 0 the camera looks straight down with the top of the image to the north. Lengths are in
/// millimetres; the distortion is in the order R1, R2, R3, T1, T2 (Pix4D support, articles 360016450032, 205732309).
enum Pix4DCamera: MetadataDialect {
  static let name = "Pix4D Camera:"
  static let summary = "Sequoia, MicaSense, senseFly and all that write Pix4D's Camera: tags"

  private static let calibrationSigma = 0.01

  static func recognises(_ header: PhotoHeader) -> Bool { namespace(header) != nil }

  static func read(_ header: PhotoHeader, into claims: inout MetadataClaims) {
    guard let namespace = namespace(header) else { return }
    readOrientation(header, namespace, &claims)
    if let height = claims.number(header.xmp, namespace, "AboveGroundAltitude"), (-500...10_000).contains(height) {
      claims.heightsAboveGround.append(
        Sourced(height, source: "XMP Camera:AboveGroundAltitude", sigma: DefaultSigma.relativeHeight(height)))
    }
    // A position that stands in EXIF can have its accuracy here.
    let gps = GPSTags(header.exif)
    if let sigma = positive(claims.number(header.xmp, namespace, "GPSXYAccuracy")) {
      claims.addPosition(latitude: gps.latitude, longitude: gps.longitude, source: "EXIF GPSLatitude", sigma: sigma)
    }
    if let sigma = positive(claims.number(header.xmp, namespace, "GPSZAccuracy")) {
      claims.addAbsoluteHeight(gps.altitude, datum: gps.altitudeDatum, source: "EXIF GPSAltitude", sigma: sigma)
    }
    readCalibration(header, namespace, &claims)
  }

  private static func namespace(_ header: PhotoHeader) -> XMPPacket.Namespace? {
    [.pix4D, .senseFlyCamera].first { header.xmp.mentions($0) }
  }

  private static func positive(_ value: Double?) -> Double? { value.flatMap { $0 > 0 && $0 < 10_000 ? $0 : nil } }

  private static func readOrientation(
    _ header: PhotoHeader, _ namespace: XMPPacket.Namespace, _ claims: inout MetadataClaims
  ) {
    guard let yaw = claims.number(header.xmp, namespace, "Yaw"),
      let pitch = claims.number(header.xmp, namespace, "Pitch"),
      var roll = claims.number(header.xmp, namespace, "Roll")
    else { return }
    let source = "XMP Camera:Yaw"
    let sigma = positive(claims.number(header.xmp, namespace, "IMUYawAccuracy")) ?? DefaultSigma.yaw
    guard abs(yaw) > 1e-4 || abs(pitch) > 1e-4 || abs(roll) > 1e-4 else {
      return claims.warn("gimbal_all_zero", "\(source), pitch and roll are all 0: not measured; ignored")
    }
    // As Pix4D writes it, the camera would look backwards at the horizon; a gimbal never does.
    if pitch <= -45 {
      claims.warn(
        "attitude_convention_guessed",
        "the pitch in Camera:Pitch is \(pitch)°; taken as DJI writes it, −90° straight down")
      return claims.addOrientation(yaw: yaw, pitch: pitch, roll: roll, source: source, sigma: sigma)
    }
    guard abs(pitch) <= 180, abs(yaw) <= 36_000, abs(roll) <= 360 else {
      return claims.warn("pitch_out_of_range", "Camera:Pitch is \(pitch)°; the orientation is ignored")
    }
    // senseFly counts the roll the other way round.
    if header.normalisedMake == "sensefly" || namespace == .senseFlyCamera { roll = -roll }
    claims.orientations.append(
      Sourced(Orientation(pix4DYaw: yaw, pitch: pitch, roll: roll), source: source, sigma: sigma))
  }

  private static func readCalibration(
    _ header: PhotoHeader, _ namespace: XMPPacket.Namespace, _ claims: inout MetadataClaims
  ) {
    if header.xmp.text(namespace, "ModelType")?.lowercased() == "fisheye" { return }
    guard let focalLength = positive(claims.number(header.xmp, namespace, "PerspectiveFocalLength")) else { return }
    guard let density = FocalPlaneTags(header.exif).pixelsPerMillimetre else {
      return claims.warn(
        "calibration_without_scale",
        "Camera:PerspectiveFocalLength is in millimetres, and no tag tells the pixel's size")
    }
    func numbers(_ name: String, _ count: Int) -> [Double]? {
      header.xmp.text(namespace, name).flatMap { MetadataText.numbers($0) }.flatMap { $0.count == count ? $0 : nil }
    }
    var calibration = LensCalibration(focalLengthX: focalLength * density, focalLengthY: focalLength * density)
    if let point = numbers("PrincipalPoint", 2), point[0] > 0, point[1] > 0 {
      calibration.principalPoint = PixelPoint(u: point[0] * density, v: point[1] * density)
    }
    if let r = numbers("PerspectiveDistortion", 5) {
      calibration.distortion = LensDistortion(k1: r[0], k2: r[1], p1: r[3], p2: r[4], k3: r[2])
    }
    claims.calibrations.append(
      Sourced(calibration, source: "XMP Camera:PerspectiveFocalLength", sigma: calibrationSigma))
  }
}
