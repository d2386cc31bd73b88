import Foundation
import ImageKit

/// What a network that measures says of a photo: a map for each case of `Map`, in the order of its outputs.
protocol NumberMaps {
  associatedtype Map: RawRepresentable where Map.RawValue == Int

  /// A byte a cell for each map: 128 + 16 × the network's number.
  var bytes: [Image<Gray8>] { get }
  /// Pixels of the photo a cell along each side.
  var stride: Double { get }
}

extension NumberMaps {
  /// Columns and rows of cells.
  var width: Int { bytes[0].width }
  var height: Int { bytes[0].height }

  /// The network's number in a cell.
  func value(_ map: Map, x: Int, y: Int) -> Double {
    (Double(bytes[map.rawValue][x, y].value) - 128) / 16
  }

  /// The probability of a cell, 0…1.
  func probability(_ map: Map, x: Int, y: Int) -> Double { 1 / (1 + exp(-value(map, x: x, y: y))) }

  /// The byte from which a cell has at least a probability, 1…255.
  static func byte(of probability: Double) -> UInt8 {
    UInt8(max(1, min(255, 128 + 16 * log(probability / (1 - probability)))))
  }

  /// The cell that holds a point; the nearest one for a point outside.
  func cell(of point: PixelPoint) -> (x: Int, y: Int) {
    (
      min(width - 1, max(0, Int((point.u / stride).rounded(.down)))),
      min(height - 1, max(0, Int((point.v / stride).rounded(.down))))
    )
  }
}
