/// Autel: new firmware writes DJI's properties under `drone:`, old firmware writes `Camera:` names in a style of its own.
///
/// The address of the `drone:` namespace differs between firmwares, so it is taken from the packet. The sign of the pitch
/// tells the two styles of `Camera:` apart: −90 to 0 as DJI, 0 to 90 as Pix4D (OpenAthena, issue 62 of its iOS program).
enum Autel: MetadataDialect {
  static let name = "Autel"
  static let summary = "Autel drones, old and new firmware"

  static func recognises(_ header: PhotoHeader) -> Bool {
    header.normalisedMake.hasPrefix("autel") || (header.xmp.about ?? "").lowercased().hasPrefix("autel")
      || (header.xmp.about ?? "").hasPrefix("DJI") && !header.xmp.mentions(.dji)
        && !header.xmp.namespaces(boundTo: "drone").isEmpty
  }

  static func read(_ header: PhotoHeader, into claims: inout MetadataClaims) {
    for namespace in header.xmp.namespaces(boundTo: "drone") where header.xmp.mentions(namespace) {
      let properties = GimbalProperties(packet: header.xmp, namespace: namespace, prefix: "drone")
      properties.readPosition(into: &claims, sigma: DefaultSigma.position)
      claims.addAbsoluteHeight(
        claims.number(header.xmp, namespace, "AbsoluteAltitude"), datum: .unknown, source: "XMP drone:AbsoluteAltitude",
        sigma: DefaultSigma.absoluteHeight)
      properties.readRelativeHeight(into: &claims, sigma: nil)
      properties.readOrientation(into: &claims, sigma: DefaultSigma.yaw)
    }
    guard let pitch = claims.number(header.xmp, .pix4D, "Pitch"), pitch < 0 else { return }
    claims.warn(
      "attitude_convention_guessed",
      "the pitch in Camera:Pitch is \(pitch)°; taken as DJI writes it, −90° straight down")
    claims.addOrientation(
      yaw: claims.number(header.xmp, .pix4D, "Yaw"), pitch: pitch, roll: claims.number(header.xmp, .pix4D, "Roll"),
      source: "XMP Camera:Yaw", sigma: DefaultSigma.yaw)
  }
}
