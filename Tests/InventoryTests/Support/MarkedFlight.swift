import Detectors
import Foundation
import ImageKit
import TestSupport

/// Photos of one colour with the tags of the bundled flight's, and a detector that takes the colour for what they show.
enum MarkedFlight {
  /// What a photo shows, by the brightness of all its pixels.
  enum Mark: UInt8, CaseIterable {
    case nothing = 20
    case deadCrown = 90
    /// A tree across half of the road.
    case fallenTree = 160
    /// A tree across all of it.
    case wideFallenTree = 230
  }

  /// Writes photos that show what the marks say; the first is `STREET_0001.JPG`.
  static func write(_ marks: [Mark], to folder: URL) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (index, mark) in marks.enumerated() {
      let name = "STREET_000\(index + 1).JPG"
      let photo = Fixtures.directory.appending(path: "Flights/kaohsiung-street/photos").appending(path: name)
      try Data(try bytes(mark, tagsOf: [UInt8](try Data(contentsOf: photo)), number: index + 1))
        .write(to: folder.appending(path: name))
    }
  }

  /// A comment makes every file another size, by its number.
  private static func bytes(_ mark: Mark, tagsOf photo: [UInt8], number: Int) throws -> [UInt8] {
    let image = Image<RGB8>(width: 2000, height: 1500) { memory in
      memory.copyBytes(from: [UInt8](repeating: mark.rawValue, count: memory.count))
    }
    let encoded = try JPEGEncoder.encode(image, quality: 90)
    var (segments, index) = ([UInt8](), 2)
    while photo[index] == 0xFF, (0xE0...0xEF).contains(photo[index + 1]) {
      let length = 2 + Int(photo[index + 2]) << 8 + Int(photo[index + 3])
      segments += photo[index..<(index + length)]
      index += length
    }
    let length = 60_000 + number - encoded.count - segments.count
    let comment = [0xFF, 0xFE, UInt8(length >> 8), UInt8(length & 0xFF)] + [UInt8](repeating: 0x20, count: length - 2)
    return Array(encoded.prefix(2)) + segments + comment + Array(encoded.dropFirst(2))
  }

  /// Finds what the brightness says, as a part of the picture; its confidence tells how large the picture was.
  struct MarkDetector: Detector {
    static let name = "mark"
    static let summary = "For tests."
    static let version = 1
    static let damageClasses: [DamageClass] = [.fallenTree, .deadCrown]
    static let groundSampleDistance = 0.001...1.0
    /// Four of the bundled flight's pixels of 5 mm.
    static let sufficientGroundSampleDistance: Double? = 0.022
    static let tiling = Tiling.wholePhoto

    func detections(in tile: Tile) throws -> [Detection] {
      let photo = tile.photo
      let value = photo[photo.width / 2, photo.height / 2].red
      guard let mark = Mark.allCases.first(where: { abs(Int($0.rawValue) - Int(value)) < 20 }), mark != .nothing else {
        return []
      }
      let (width, height) = (Double(photo.width), Double(photo.height))
      func point(_ u: Double, _ v: Double) -> PixelPoint { PixelPoint(u: u * width, v: v * height) }
      let (x, length) = (Int32(photo.width / 4), Int32(photo.width / 2))
      let mask = PixelMask(
        runs: (Int32(photo.height / 4)..<Int32(photo.height / 2)).map { PixelMask.Run(y: $0, x: x, length: length) })
      let ring = [point(0.25, 0.25), point(0.75, 0.25), point(0.75, 0.5), point(0.25, 0.5)]
      var detection = Detection(
        damageClass: .deadCrown, confidence: width / 2000, mask: mask, outline: [ring], tree: TreeView(decline: 1))
      if mark != .deadCrown {
        detection.damageClass = .fallenTree
        detection.centreLines = [[point(0.25, 0.4), point(0.75, 0.4)]]
        let end = mark == .wideFallenTree ? 0.75 : 0.5
        detection.tree = TreeView(
          reach: [point(0.25, 0.4), point(end, 0.4)], carriageway: [point(0.25, 0.4), point(0.75, 0.4)])
      }
      return [detection]
    }
  }

  /// Finds cracks nowhere, and needs all pixels for it.
  struct SlowDetector: Detector {
    static let name = "slow"
    static let summary = "For tests."
    static let version = 1
    static let damageClasses: [DamageClass] = [.crack]
    static let groundSampleDistance = 0.001...1.0
    static let tiling = Tiling.wholePhoto
    func detections(in tile: Tile) throws -> [Detection] { [] }
  }
}
