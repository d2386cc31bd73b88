import Foundation

/// Teal 2 with a Teledyne FLIR payload: angles of platform and camera, to be added, in the `exif:` namespace.
///
/// Heights are above EGM96. The fields of view stand beside the angles and give the focal length.
enum Teal: MetadataDialect {
  static let name = "Teal"
  static let summary = "Teal 2: platform and camera angles"

  private static let fieldOfViewSigma = 0.02

  static func recognises(_ header: PhotoHeader) -> Bool {
    header.xmp.text(.exif, "CameraPitch") != nil && header.xmp.text(.exif, "PlatformYaw") != nil
  }

  static func read(_ header: PhotoHeader, into claims: inout MetadataClaims) {
    func sum(_ name: String) -> Double? {
      guard let platform = claims.number(header.xmp, .exif, "Platform" + name),
        let camera = claims.number(header.xmp, .exif, "Camera" + name)
      else { return nil }
      return platform + camera
    }
    claims.addOrientation(
      yaw: sum("Yaw"), pitch: sum("Pitch"), roll: sum("Roll"), source: "XMP exif:PlatformYaw + exif:CameraYaw",
      sigma: DefaultSigma.yaw)
    claims.addAbsoluteHeight(
      GPSTags(header.exif).altitude, datum: .meanSeaLevel, source: "EXIF GPSAltitude",
      sigma: DefaultSigma.satelliteHeight)
    guard let across = claims.number(header.xmp, .exif, "CameraHorizontalFOV"), (1...170).contains(across) else {
      return
    }
    func focalLength(_ size: Int, _ angle: Double) -> Double { Double(size) / 2 / tan(angle / 2 * .pi / 180) }
    let x = focalLength(header.width, across)
    let down = claims.number(header.xmp, .exif, "CameraVerticalFOV").flatMap { (1...170).contains($0) ? $0 : nil }
    claims.calibrations.append(
      Sourced(
        LensCalibration(focalLengthX: x, focalLengthY: down.map { focalLength(header.height, $0) } ?? x),
        source: "XMP exif:CameraHorizontalFOV", sigma: fieldOfViewSigma))
  }
}
