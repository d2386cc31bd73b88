import Foundation
import ImageKit

/// Binary PPM and PGM pictures of the fixtures.
enum PortableMap {
  /// The file is none, or of another layout.
  struct NotAMap: Error { let path: String }

  /// Reads a picture; its layout must be that of the file.
  static func image<Kind: Pixel>(_ kind: Kind.Type, _ url: URL) throws -> Image<Kind> {
    let bytes = [UInt8](try Data(contentsOf: url))
    // Magic, width, height, greatest value, each ended by one blank.
    var fields: [String] = []
    var index = 0
    while fields.count < 4, let end = bytes[index...].firstIndex(where: { $0 == 0x20 || $0 == 0x0A }) {
      fields.append(String(decoding: bytes[index..<end], as: UTF8.self))
      index = end + 1
    }
    guard
      fields.count == 4, fields[0] == (Kind.channels == 3 ? "P6" : "P5"), let width = Int(fields[1]),
      let height = Int(fields[2]), bytes.count - index == width * height * Kind.channels
    else { throw NotAMap(path: url.path) }
    return unsafe Image(width: width, height: height) { memory in unsafe memory.copyBytes(from: bytes[index...]) }
  }
}
