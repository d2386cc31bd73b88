import Foundation
import ImageKit

/// What an editor does to a photo: the picture turned, the tags as they were.
public enum TurnedPhoto {
  /// Returns the file with its pixels upside down.
  public static func half(_ bytes: [UInt8]) throws -> [UInt8] {
    let picture = try JPEGDecoder.decode(bytes, as: RGB8.self)
    let pixels = picture.withUnsafeBytes { Array($0) }
    var turned = [UInt8](repeating: 0, count: pixels.count)
    let count = picture.width * picture.height
    for index in 0..<count {
      for channel in 0..<3 { turned[3 * (count - 1 - index) + channel] = pixels[3 * index + channel] }
    }
    let image = Image<RGB8>(width: picture.width, height: picture.height) { $0.copyBytes(from: turned) }
    let encoded = try JPEGEncoder.encode(image, quality: 90)
    // The segments of the original stand before the tables of the new file.
    var (segments, index) = ([UInt8](), 2)
    while bytes[index] == 0xFF, (0xE0...0xEF).contains(bytes[index + 1]) {
      let length = 2 + Int(bytes[index + 2]) << 8 + Int(bytes[index + 3])
      segments += bytes[index..<(index + length)]
      index += length
    }
    return Array(encoded.prefix(2)) + segments + Array(encoded.dropFirst(2))
  }
}
