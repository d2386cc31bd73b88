/// What the file of a photo says, before anybody interprets it.
package struct PhotoHeader: Sendable {
  /// The size of the stored image, in pixels.
  package let width, height: Int
  /// The EXIF tags.
  package let exif: EXIF
  /// The XMP properties.
  package let xmp: XMPPacket
  /// Maker, camera and program as written, without padding.
  package let make, model, software: String?
  /// Whether the file has an EXIF block or an XMP packet at all.
  package let hasMetadata: Bool
  /// What was wrong with segments, blocks and packets.
  package let warnings: [MetadataWarning]

  /// Reads the blocks and packets of a photo.
  package init(segments: JPEGSegments) throws(PhotoError) {
    guard let frame = segments.frame else { throw .malformed("the file ends before the image") }
    guard frame.width > 0 && frame.height > 0 else {
      throw .malformed("the image is \(frame.width) × \(frame.height) pixels")
    }
    width = frame.width
    height = frame.height
    exif = EXIF(block: segments.exif ?? [])
    xmp = segments.xmp.map { XMPPacket(main: $0, extended: segments.extendedXMP) } ?? XMPPacket()
    make = exif.text(.image, EXIFTag.Image.make) ?? xmp.text(.tiff, "Make")
    model = exif.text(.image, EXIFTag.Image.model) ?? xmp.text(.tiff, "Model")
    software = exif.text(.image, EXIFTag.Image.software)
    hasMetadata = segments.exif != nil || segments.xmp != nil
    var warnings = segments.warnings + xmp.warnings
    if segments.exif != nil && exif.isEmpty {
      warnings.append(MetadataWarning("exif_unreadable", "the EXIF block has no readable tag; ignored"))
    }
    self.warnings = warnings
  }

  /// The maker in lower case; some Autel cameras call themselves just that: a camera.
  package var normalisedMake: String {
    let make = (make ?? "").lowercased()
    return make == "camera" && (model ?? "").lowercased().hasPrefix("xl7") ? "autel robotics" : make
  }
}
