import Foundation
import ImageKit

@testable import Detectors

/// Maps as the tree network would give them, drawn by hand.
struct TreeScene {
  let width, height: Int
  private var bytes: [[UInt8]]

  init(width: Int = 240, height: Int = 160) {
    (self.width, self.height) = (width, height)
    // Surely nothing, and boxes of no offset.
    bytes = TreeMap.allCases.map { map in
      let isMeasure = [.offsetU, .offsetV, .sideU, .sideV].contains(map)
      return [UInt8](repeating: isMeasure ? 128 : 40, count: width * height)
    }
  }

  /// Sets a map's number in cells.
  mutating func set(_ map: TreeMap, to number: Double, where isIn: (Double, Double) -> Bool) {
    for y in 0..<height {
      for x in 0..<width where isIn(Double(x) + 0.5, Double(y) + 0.5) {
        bytes[map.rawValue][y * width + x] = UInt8(max(0, min(255, (128 + 16 * number).rounded())))
      }
    }
  }

  /// Sets a crown: a peak at a cell and its box.
  mutating func setCrown(x: Int, y: Int, halfU: Double, halfV: Double, score: Double = 3) {
    for (dy, dx) in (-1...1).flatMap({ dy in (-1...1).map { (dy, $0) } }) {
      let cell = (y + dy) * width + x + dx
      let step = Double(abs(dx) + abs(dy))
      bytes[TreeMap.crown.rawValue][cell] = UInt8(128 + 16 * (score - step))
      // Two pixels a cell: the middle lies back by the step.
      bytes[TreeMap.offsetU.rawValue][cell] = UInt8(128 - dx)
      bytes[TreeMap.offsetV.rawValue][cell] = UInt8(128 - dy)
      bytes[TreeMap.sideU.rawValue][cell] = UInt8(128 + (16 * log2(halfU / 8)).rounded())
      bytes[TreeMap.sideV.rawValue][cell] = UInt8(128 + (16 * log2(halfV / 8)).rounded())
    }
  }

  /// The photo of 4 cm a pixel, two pixels a cell: grey in one light but where `colour` says otherwise, by cells.
  func photo(_ colour: (Double, Double) -> RGB8? = { _, _ in nil }) -> Image<RGB8> {
    let pixels = (0..<4 * width * height).flatMap { index -> [UInt8] in
      let (x, y) = (Double(index % (2 * width)) / 2, Double(index / (2 * width)) / 2)
      let colour = colour(x, y) ?? RGB8(red: 130, green: 128, blue: 126)
      return [colour.red, colour.green, colour.blue]
    }
    return unsafe Image<RGB8>(width: 2 * width, height: 2 * height) { unsafe $0.copyBytes(from: pixels) }
  }

  /// The maps of that photo.
  var maps: TreeMaps {
    let photo = photo()
    return TreeMaps(
      bytes: bytes.map { Image(width: width, height: height, values: $0) }, outputStride: 2, scale: 1,
      tile: Tile(photo: photo, window: photo.bounds, groundSampleDistance: 0.04))
  }
}
