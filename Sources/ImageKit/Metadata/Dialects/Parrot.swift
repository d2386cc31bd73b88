/// Parrot ANAFI: camera angles in `drone-parrot:`, position and height in EXIF.
///
/// The angles are in our own convention. Heights are above EGM96, except on the ANAFI Ai, which writes ellipsoidal ones
/// (Parrot, GroundSDK tools, photo metadata).
enum Parrot: MetadataDialect {
  static let name = "Parrot"
  static let summary = "Parrot ANAFI: camera angles in XMP, position in EXIF"

  static func recognises(_ header: PhotoHeader) -> Bool {
    header.xmp.mentions(.parrot) || (header.normalisedMake == "parrot" && isANAFI(header))
  }

  static func read(_ header: PhotoHeader, into claims: inout MetadataClaims) {
    claims.addOrientation(
      yaw: claims.number(header.xmp, .parrot, "CameraYawDegree"),
      pitch: claims.number(header.xmp, .parrot, "CameraPitchDegree"),
      roll: claims.number(header.xmp, .parrot, "CameraRollDegree"), source: "XMP drone-parrot:CameraYawDegree",
      sigma: DefaultSigma.yaw)
    guard isANAFI(header), let height = GPSTags(header.exif).altitude else { return }
    let isAi = (header.model ?? "").lowercased().replacing(" ", with: "").hasPrefix("anafiai")
    claims.addAbsoluteHeight(
      height, datum: isAi ? .ellipsoid : .meanSeaLevel, source: "EXIF GPSAltitude", sigma: DefaultSigma.satelliteHeight)
  }

  private static func isANAFI(_ header: PhotoHeader) -> Bool { (header.model ?? "").lowercased().hasPrefix("anafi") }
}
