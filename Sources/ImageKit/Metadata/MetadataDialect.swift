/// One maker's way of writing EXIF and XMP.
///
/// A dialect adds what it finds to the claims; it never looks at what others claimed. To add a maker, write
/// `Dialects/X.swift` and add `X.self` to the list below, at the place its claims have in the order of trust.
package protocol MetadataDialect: SendableMetatype {
  /// The maker or scheme, as `inspect list` shows it.
  static var name: String { get }
  /// What is read of whom, in a few words.
  static var summary: String { get }
  /// Returns whether a photo speaks this dialect.
  static func recognises(_ header: PhotoHeader) -> Bool
  /// Adds what the photo says in this dialect to the claims.
  static func read(_ header: PhotoHeader, into claims: inout MetadataClaims)
}

/// The dialects this package reads.
package enum MetadataDialects {
  /// All dialects, the most trusted first: gimbal angles of the makers, then `Camera:` angles, then maker notes, then
  /// what every camera writes.
  package static let all: [any MetadataDialect.Type] = [
    DJI.self,
    Autel.self,
    Parrot.self,
    Skydio.self,
    Teal.self,
    Pix4DCamera.self,
    SenseFly.self,
    DJIMakerNote.self,
    StandardEXIF.self,
  ]
}
