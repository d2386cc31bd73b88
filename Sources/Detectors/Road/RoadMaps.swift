import Foundation
import ImageKit

/// What the road network says of a photo.
struct RoadMaps {
  /// A byte a cell for each ``RoadMap``: 128 + 16 × the network's number.
  let bytes: [Image<Gray8>]
  /// Pixels of the photo a cell along each side.
  let stride: Double
  /// Pixels of the photo a pixel of the scale at which the network measures.
  let scale: Double
  /// How sure each of the crack network's cells is of a built surface.
  let surface: CellMap

  var width: Int { bytes[0].width }
  var height: Int { bytes[0].height }

  /// The network's number in a cell.
  func value(_ map: RoadMap, x: Int, y: Int) -> Double {
    (Double(bytes[map.rawValue][x, y].value) - 128) / 16
  }

  /// The probability of a cell, 0…1.
  func probability(_ map: RoadMap, x: Int, y: Int) -> Double { Self.sigmoid(value(map, x: x, y: y)) }

  /// The cell that holds a point; the nearest one for a point outside.
  func cell(of point: PixelPoint) -> (x: Int, y: Int) {
    (
      min(width - 1, max(0, Int((point.u / stride).rounded(.down)))),
      min(height - 1, max(0, Int((point.v / stride).rounded(.down))))
    )
  }

  /// Whether there is a built surface in a cell.
  func isPaved(x: Int, y: Int) -> Bool {
    let pixel = { (index: Int, side: Int) in
      min(side * self.surface.stride - 1, Int((Double(index) + 0.5) * self.stride))
    }
    return surface.value(x: pixel(x, surface.cells.width), y: pixel(y, surface.cells.height)) >= 128
  }

  static func sigmoid(_ value: Double) -> Double { 1 / (1 + exp(-value)) }
}
