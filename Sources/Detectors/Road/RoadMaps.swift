import ImageKit

/// What the road network says of a photo.
struct RoadMaps: NumberMaps {
  typealias Map = RoadMap

  let bytes: [Image<Gray8>]
  let stride: Double
  /// Pixels of the photo a pixel of the scale at which the network measures.
  let scale: Double
  /// How sure each of the crack network's cells is of a built surface.
  let surface: CellMap

  /// Whether there is a built surface in a cell.
  func isPaved(x: Int, y: Int) -> Bool {
    let pixel = { (index: Int, side: Int) in
      min(side * self.surface.stride - 1, Int((Double(index) + 0.5) * self.stride))
    }
    return surface.value(x: pixel(x, surface.cells.width), y: pixel(y, surface.cells.height)) >= 128
  }
}
