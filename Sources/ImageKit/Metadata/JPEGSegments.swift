import Foundation

/// What stands before the first scan of a JPEG: the frame header, the EXIF block and the XMP packets.
///
/// Segments that are not wanted are stepped over without being read, so that a thermal photo with 700 kB of raw
/// temperatures costs no more than any other. A segment that claims to go on past the end of the file is taken as far
/// as it goes, with a warning. After ITU-T T.81 annex B and Adobe's XMP specification part 3.
package struct JPEGSegments: Sendable {
  /// What the frame header says of the pixels.
  package struct Frame: Sendable, Equatable {
    /// The size of the stored image, in pixels.
    package var width, height: Int
    /// The number of colour components.
    package var components: Int
    /// Bits a sample.
    package var precision: Int
    /// The coding process: 0 baseline, 1 extended, 2 progressive; others are not decoded by anybody here.
    package var process: Int

    /// Whether the image is coded in several passes over the frame.
    package var isProgressive: Bool { process == 2 }
  }

  /// One piece of an extended XMP packet.
  package struct ExtendedXMPChunk: Sendable {
    /// The digest that names the whole packet, 32 characters.
    package var identifier: String
    /// The size of the whole packet, and where in it this piece belongs, in bytes.
    package var totalSize, offset: Int
    /// The piece.
    package var bytes: [UInt8]
  }

  /// The first frame header; `nil` when the file ends before one.
  package private(set) var frame: Frame?
  /// The first EXIF block, starting with `Exif\0\0`.
  package private(set) var exif: [UInt8]?
  /// The first main XMP packet, without its signature.
  package private(set) var xmp: [UInt8]?
  /// The pieces of extended XMP packets, in file order.
  package private(set) var extendedXMP: [ExtendedXMPChunk] = []
  /// What was wrong with the segments.
  package private(set) var warnings: [MetadataWarning] = []
  private var extendedXMPSize = 0

  /// Reads the segments of a photo in memory.
  package init(bytes: [UInt8]) throws(PhotoError) {
    var source = ArraySource(bytes)
    try self.init(source: &source)
  }

  /// Reads the segments of a photo on disk.
  package init(contentsOf url: URL) throws(PhotoError) {
    var source = FileSource(try RegularFile(url))
    try self.init(source: &source)
  }

  /// Reads the segments of a photo.
  package init(source: inout some ByteSource) throws(PhotoError) {
    let start = try source.bytes(at: 0, count: 3)
    guard !start.isEmpty else { throw .malformed("the file is empty") }
    guard Array(start) == [0xFF, 0xD8, 0xFF] else { throw .notAJPEG }
    var offset = 2
    var steps = 0
    while let marker = try Self.marker(in: &source, at: &offset, warnings: &warnings) {
      steps += 1
      guard steps <= Self.maximumSegments else {
        throw .malformed("more than \(Self.maximumSegments) segments before the image")
      }
      switch marker {
      case 0xDA, 0xD9: return
      case 0x01, 0xD0...0xD8: continue
      default:
        let head = Array(try source.bytes(at: offset, count: 2))
        guard head.count == 2 else { return }
        let length = Int(head[0]) << 8 | Int(head[1])
        // A length below two cannot even hold itself: look for the next marker, as decoders do.
        guard length >= 2 else { continue }
        try read(marker: marker, at: offset + 2, count: length - 2, from: &source)
        offset += length
      }
    }
  }

  private static let maximumSegments = 10_000
  private static let maximumExtendedXMP = 16 << 20
  private static let maximumGarbage = 1 << 20
  private static let exifSignature = Array("Exif\0".utf8)
  private static let xmpSignature = Array("http://ns.adobe.com/xap/1.0/\0".utf8)
  private static let extendedXMPSignature = Array("http://ns.adobe.com/xmp/extension/\0".utf8)

  /// Returns the next marker and moves behind it; `nil` at the end of the file.
  private static func marker(
    in source: inout some ByteSource, at offset: inout Int, warnings: inout [MetadataWarning]
  ) throws(PhotoError) -> UInt8? {
    let limit = offset + maximumGarbage
    var sawGarbage = false
    while offset < limit {
      let window = try source.bytes(at: offset, count: 4096)
      guard window.count >= 2 else { return nil }
      var index = window.startIndex
      while index + 1 < window.endIndex {
        let next = window[index + 1]
        if window[index] == 0xFF && next != 0xFF && next != 0 {
          if sawGarbage {
            warnings.append(
              MetadataWarning("segment_garbage", "bytes between two segments belong to neither; they were skipped"))
          }
          offset += index + 2 - window.startIndex
          return next
        }
        if window[index] != 0xFF { sawGarbage = true }
        index += 1
      }
      offset += window.count - 1
    }
    throw .malformed("no image within \(maximumGarbage >> 20) MB of stray bytes")
  }

  private mutating func read(
    marker: UInt8, at offset: Int, count: Int, from source: inout some ByteSource
  ) throws(PhotoError) {
    switch marker {
    case 0xC0...0xCF where marker != 0xC4 && marker != 0xC8 && marker != 0xCC:
      let body = Array(try source.bytes(at: offset, count: min(count, 6)))
      guard frame == nil, body.count == 6 else { return }
      frame = Frame(
        width: Int(body[3]) << 8 | Int(body[4]), height: Int(body[1]) << 8 | Int(body[2]), components: Int(body[5]),
        precision: Int(body[0]), process: Int(marker) - 0xC0)
    case 0xE1:
      let body = try source.bytes(at: offset, count: count)
      if body.count < count {
        warnings.append(
          MetadataWarning(
            "segment_truncated", "a metadata segment goes on past the end of the file; read as far as it goes"))
      }
      readApplication1(body)
    default: break
    }
  }

  private mutating func readApplication1(_ body: ArraySlice<UInt8>) {
    if body.starts(with: Self.exifSignature) {
      guard exif == nil else {
        warnings.append(MetadataWarning("exif_several", "the file has several EXIF blocks; the first is used"))
        return
      }
      exif = Array(body)
    } else if body.starts(with: Self.xmpSignature) {
      guard xmp == nil else {
        warnings.append(MetadataWarning("xmp_several_packets", "the file has several XMP packets; the first is used"))
        return
      }
      xmp = Array(body.dropFirst(Self.xmpSignature.count))
    } else if body.starts(with: Self.extendedXMPSignature) {
      readExtendedXMP(Array(body.dropFirst(Self.extendedXMPSignature.count)))
    }
  }

  private mutating func readExtendedXMP(_ body: [UInt8]) {
    guard body.count > 40 else { return }
    func number(at index: Int) -> Int { body[index..<(index + 4)].reduce(0) { $0 << 8 | Int($1) } }
    extendedXMPSize += body.count - 40
    guard extendedXMPSize <= Self.maximumExtendedXMP else { return }
    extendedXMP.append(
      ExtendedXMPChunk(
        identifier: String(decoding: body[..<32], as: UTF8.self), totalSize: number(at: 32), offset: number(at: 36),
        bytes: Array(body[40...])))
  }
}
