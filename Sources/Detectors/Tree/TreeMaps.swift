import ImageKit

/// What the tree network says of a photo.
struct TreeMaps: NumberMaps {
  typealias Map = TreeMap

  let bytes: [Image<Gray8>]
  let stride: Double
  /// Pixels of the photo a pixel of the scale at which the network measures.
  let scale: Double
  /// Columns and rows of the photo.
  let photoWidth, photoHeight: Int
  /// Metres a cell along each side: where the photo's scale is unknown, as if it had been taken at the scale of the training pictures.
  let cellSize: Double

  /// The scale of the training pictures, in metres a pixel.
  static let usualGroundSampleDistance = 0.045

  init(bytes: [Image<Gray8>], outputStride: Int, scale: Double, tile: Tile) {
    self.bytes = bytes
    self.scale = scale
    stride = scale * Double(outputStride)
    (photoWidth, photoHeight) = (tile.photo.width, tile.photo.height)
    cellSize = (tile.groundSampleDistance ?? Self.usualGroundSampleDistance) * stride
  }

  /// The cells that have at least a probability.
  func cells(_ map: TreeMap, from probability: Double = 0.5) -> CellMask {
    let least = Self.byte(of: probability)
    let image = bytes[map.rawValue]
    var mask = CellMask(width: width, height: height)
    for y in 0..<height { for x in 0..<width where image[x, y].value >= least { mask[x, y] = true } }
    return mask
  }

  /// The middle of a cell, in pixels of the photo.
  func middle(x: Int, y: Int) -> PixelPoint {
    PixelPoint(u: (Double(x) + 0.5) * stride, v: (Double(y) + 0.5) * stride)
  }

  /// A place in cells, in pixels of the photo and inside it.
  func point(x: Double, y: Double) -> PixelPoint {
    PixelPoint(u: min(Double(photoWidth), max(0, x * stride)), v: min(Double(photoHeight), max(0, y * stride)))
  }
}
