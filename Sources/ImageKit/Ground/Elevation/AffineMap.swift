/// Node coordinates of a raster from map coordinates: a shift, a turn and a scale for each axis.
struct AffineMap: Sendable {
  private let origin: SIMD2<Double>
  private let perX, perY: SIMD2<Double>

  /// Inverts a geographic transform, which leads from the corners of cells to the map, to their middles.
  ///
  /// The six numbers are x = a + b column + c row, y = d + e column + f row. Returns nil when they have no inverse.
  init?(invertingCorners numbers: [Double]) {
    let (b, c, e, f) = (numbers[1], numbers[2], numbers[4], numbers[5])
    let determinant = b * f - c * e
    guard determinant != 0, numbers.allSatisfy(\.isFinite) else { return nil }
    perX = SIMD2(f, -e) / determinant
    perY = SIMD2(-c, b) / determinant
    // The middle of the north-west cell is node (0, 0).
    origin = SIMD2(numbers[0] + (b + c) / 2, numbers[3] + (e + f) / 2)
  }

  /// Returns column and row.
  func callAsFunction(_ map: SIMD2<Double>) -> SIMD2<Double> {
    perX * (map.x - origin.x) + perY * (map.y - origin.y)
  }
}
