/// A byte a cell, row after row.
struct MarkingPlane {
  /// Columns and rows.
  let width, height: Int
  /// The cells.
  var values: [UInt8]

  subscript(x: Int, y: Int) -> UInt8 { values[y * width + x] }

  /// Returns the plane with each 2 × 2 cells averaged; the last row and column of an odd size count twice.
  func halved() -> MarkingPlane {
    let (columns, rows) = ((width + 1) / 2, (height + 1) / 2)
    var half = [UInt8](repeating: 0, count: columns * rows)
    for y in 0..<rows {
      let upper = 2 * y * width
      let lower = min(2 * y + 1, height - 1) * width
      for x in 0..<columns {
        let (left, right) = (2 * x, min(2 * x + 1, width - 1))
        let sum =
          UInt16(values[upper + left]) + UInt16(values[upper + right]) + UInt16(values[lower + left])
          + UInt16(values[lower + right])
        half[y * columns + x] = UInt8((sum + 2) / 4)
      }
    }
    return MarkingPlane(width: columns, height: rows, values: half)
  }

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
