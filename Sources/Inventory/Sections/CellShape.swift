import Foundation

/// In which direction a set of cells is longest, by its second moments.
struct CellShape {
  private var count = 0.0
  private var sum = SIMD2(0.0, 0.0)
  private var squares = SIMD3(0.0, 0.0, 0.0)
  private var origin: MeshCell?

  /// Adds a cell.
  mutating func add(_ cell: MeshCell) {
    let origin = origin ?? cell
    self.origin = origin
    let point = SIMD2(Double(cell.column - origin.column), Double(cell.row - origin.row))
    count += 1
    sum += point
    squares += SIMD3(point.x * point.x, point.x * point.y, point.y * point.y)
  }

  /// The direction, of unit length.
  var axis: SIMD2<Double> {
    guard count > 0 else { return SIMD2(0, 1) }
    let mean = sum / count
    let spread = squares / count - SIMD3(mean.x * mean.x, mean.x * mean.y, mean.y * mean.y)
    let angle = atan2(2 * spread.y, spread.x - spread.z) / 2
    return SIMD2(cos(angle), sin(angle))
  }
}
