import Foundation
import ImageKit

/// Photos of 20 MP with real texture and a drone's metadata, made from the photos of a flight.
enum TestPhoto {
  static let width = 5472
  static let height = 3648

  /// Writes photos of one flight laid side by side, each with the metadata of one of them.
  ///
  /// Every photo is shifted by another amount, so that no two have the same bytes.
  static func write(_ count: Int, from flight: URL, to folder: URL) throws {
    let sources = try Flight.scan(flight).photos
    guard !sources.isEmpty else { throw Failure("no photo in \(flight.path)") }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let decoded = try sources.prefix(4).map { try JPEGDecoder.decode(try $0.bytes(limits: .standard), as: RGB8.self) }
    for number in 0..<count {
      let mosaic = mosaic(of: decoded, shift: number * 37)
      let pixels = try JPEGEncoder.encode(mosaic, quality: 92)
      let header = try metadataSegments(of: sources[number % sources.count].bytes(limits: .standard))
      let file = Data(pixels[..<2]) + header + Data(pixels[2...])
      try file.write(to: folder.appending(path: "PHOTO_\(1000 + number).JPG"))
    }
  }

  private static func mosaic(of photos: [Image<RGB8>], shift: Int) -> Image<RGB8> {
    Image(width: width, height: height) { memory in
      for y in 0..<height {
        let row = (y + shift) / photos[0].height
        let sourceY = (y + shift) % photos[0].height
        var x = 0
        while x < width {
          let photo = photos[(row * 2 + x / photos[0].width) % photos.count]
          let sourceX = x % photos[0].width
          let run = min(width - x, photo.width - sourceX)
          photo.withUnsafeBytes { source in
            let from = min(sourceY, photo.height - 1) * photo.stride + sourceX * 3
            memory.baseAddress!.advanced(by: (y * width + x) * 3)
              .copyMemory(from: source.baseAddress!.advanced(by: from), byteCount: run * 3)
          }
          x += run
        }
      }
    }
  }

  /// The APP1 segments: EXIF and XMP.
  private static func metadataSegments(of photo: [UInt8]) -> Data {
    var segments = Data()
    var index = 2
    while index + 4 <= photo.count, photo[index] == 0xFF, photo[index + 1] != 0xDA {
      let length = 2 + Int(photo[index + 2]) << 8 + Int(photo[index + 3])
      if photo[index + 1] == 0xE1 { segments += Data(photo[index..<index + length]) }
      index += length
    }
    return segments
  }
}

struct Failure: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
