import ImageKit

/// An area on a plane, of outer rings and holes.
struct GroundArea {
  /// All rings; a point is inside when it is within an odd number of them.
  private(set) var rings: [[SIMD2<Double>]]
  /// In square metres.
  let area: Double
  /// The corners of the box about it.
  private(set) var low, high: SIMD2<Double>

  /// Points a side that an area is compared by.
  private static let grid = 12

  init?(_ polygons: [GroundPolygon], on plane: EquirectangularPlane) {
    let rings = polygons.flatMap { [$0.outer] + $0.holes }.map { $0.map(plane.point) }.filter { $0.count >= 3 }
    guard let first = rings.first?.first else { return nil }
    var (low, high) = (first, first)
    for point in rings.joined() {
      low = pointwiseMin(low, point)
      high = pointwiseMax(high, point)
    }
    self.rings = rings
    self.low = low
    self.high = high
    area = polygons.reduce(0) { $0 + $1.area }
  }

  /// Returns the area moved.
  func moved(by move: SIMD2<Double>) -> GroundArea {
    var copy = self
    for ring in rings.indices { for corner in rings[ring].indices { copy.rings[ring][corner] += move } }
    copy.low += move
    copy.high += move
    return copy
  }

  /// Returns whether a point lies inside.
  func contains(_ point: SIMD2<Double>) -> Bool {
    var isInside = false
    for ring in rings {
      guard var previous = ring.last else { continue }
      for current in ring {
        if (current.y > point.y) != (previous.y > point.y),
          point.x < current.x + (previous.x - current.x) * (point.y - current.y) / (previous.y - current.y)
        {
          isInside.toggle()
        }
        previous = current
      }
    }
    return isInside
  }

  /// Returns whether a point lies inside, or outside within reach, in metres.
  func covers(_ point: SIMD2<Double>, within reach: Double) -> Bool {
    guard low.x - reach <= point.x, low.y - reach <= point.y, point.x <= high.x + reach,
      point.y <= high.y + reach
    else { return false }
    if contains(point) { return true }
    return rings.contains { ring in
      zip(ring, ring.dropFirst() + ring.prefix(1)).contains { from, to in
        let way = to - from
        let piece = GroundLine.Piece(start: from, way: way, squaredLength: max((way * way).sum(), 1e-18))
        let off = piece.nearest(to: point) - point
        return (off * off).sum() <= reach * reach
      }
    }
  }

  /// Returns the part of the smaller of two areas that lies in the larger one, 0…1, by a grid of points.
  ///
  /// - Parameter shift: what is added to the other area first.
  func intersectionOverSmaller(_ other: GroundArea, shift: SIMD2<Double>) -> Double {
    guard area > 0, other.area > 0 else { return 0 }
    let (small, large, shift) = area <= other.area ? (self, other, -shift) : (other, self, shift)
    guard (small.low + shift).x < large.high.x, large.low.x < (small.high + shift).x,
      (small.low + shift).y < large.high.y, large.low.y < (small.high + shift).y
    else { return 0 }
    var (inside, all) = (0, 0)
    let step = (small.high - small.low) / Double(Self.grid)
    for row in 0..<Self.grid {
      for column in 0..<Self.grid {
        let point = small.low + step * SIMD2(Double(column) + 0.5, Double(row) + 0.5)
        guard small.contains(point) else { continue }
        all += 1
        if large.contains(point + shift) { inside += 1 }
      }
    }
    return all > 0 ? Double(inside) / Double(all) : 0
  }
}
