/// A byte a cell, row after row.
struct MarkingPlane {
  /// Columns and rows.
  let width, height: Int
  /// The cells.
  var values: [UInt8]

  subscript(x: Int, y: Int) -> UInt8 { values[y * width + x] }

  /// The value at a place, in cells from the upper left corner, between the cells' middles by straight interpolation; held at the border.
  func value(u: Float, v: Float) -> UInt8 {
    let (x, y) = (min(max(u - 0.5, 0), Float(width - 1)), min(max(v - 0.5, 0), Float(height - 1)))
    let (left, top) = (Int(x), Int(y))
    let (a, b) = (x - Float(left), y - Float(top))
    let upper = top * width + left
    let lower = top + 1 < height ? upper + width : upper
    let right = left + 1 < width ? 1 : 0
    let above = Float(values[upper]) * (1 - a) + Float(values[upper + right]) * a
    let below = Float(values[lower]) * (1 - a) + Float(values[lower + right]) * a
    return UInt8(above * (1 - b) + below * b + 0.5)
  }
}
