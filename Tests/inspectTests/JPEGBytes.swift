import Foundation

/// Small changes to the bytes of a JPEG.
enum JPEGBytes {
  /// Returns the photo without its APP1 segments: no EXIF, no XMP.
  static func withoutMetadata(_ photo: Data) -> Data {
    let bytes = [UInt8](photo)
    var kept: [UInt8] = Array(bytes[..<2])
    var index = 2
    while index + 4 <= bytes.count, bytes[index] == 0xFF, bytes[index + 1] != 0xDA {
      let length = 2 + Int(bytes[index + 2]) << 8 + Int(bytes[index + 3])
      if bytes[index + 1] != 0xE1 { kept += bytes[index..<min(index + length, bytes.count)] }
      index += length
    }
    return Data(kept + bytes[index...])
  }
}
