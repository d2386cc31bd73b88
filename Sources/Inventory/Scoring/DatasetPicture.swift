import Foundation
import ImageKit

/// Decodes the pictures and masks of datasets, JPEG or PNG by their first bytes.
public enum DatasetPicture {
  /// Returns a picture, in grey or in red, green and blue.
  public static func decode<Kind: JPEGPixel>(_ url: URL, as kind: Kind.Type) throws(PhotoError) -> Image<Kind> {
    let bytes = try bytes(of: url)
    return isPNG(bytes) ? try PNGDecoder.decode(bytes, as: Kind.self) : try JPEGDecoder.decode(bytes, as: Kind.self)
  }

  /// Returns a picture's size from its header.
  static func size(of url: URL) throws(PhotoError) -> (width: Int, height: Int) {
    let bytes = try bytes(of: url)
    if isPNG(bytes) { return try PNGDecoder.size(of: bytes) }
    let header = try JPEGDecoder.header(of: bytes)
    return (header.width, header.height)
  }

  private static func isPNG(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) }

  private static func bytes(of url: URL) throws(PhotoError) -> [UInt8] {
    let file = try RegularFile(url)
    let limit = DecodingLimits.standard.maximumFileBytes
    guard file.byteCount <= limit else { throw .tooLarge("\(file.byteCount) bytes, above the limit of \(limit)") }
    return try file.bytes(at: 0, count: file.byteCount)
  }
}
