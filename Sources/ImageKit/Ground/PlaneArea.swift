/// An area on a plane map: its rings by the even-odd rule, in metres.
///
/// A ring of one point or two stands for a place or a line.
package struct PlaneArea: Sendable {
  /// The rings without a repeated last point: outer ones and holes, in either direction.
  package let rings: [[SIMD2<Double>]]

  /// Creates an area; rings without points are left out.
  package init(rings: [[SIMD2<Double>]]) { self.rings = rings.filter { !$0.isEmpty } }

  /// The lowest and the highest corner of the rectangle around it; `nil` without points.
  package var bounds: (low: SIMD2<Double>, high: SIMD2<Double>)? {
    guard var low = rings.first?.first else { return nil }
    var high = low
    for point in rings.joined() {
      low = SIMD2(min(low.x, point.x), min(low.y, point.y))
      high = SIMD2(max(high.x, point.x), max(high.y, point.y))
    }
    return (low, high)
  }

  /// Returns whether a point lies inside, by counting crossings.
  package func contains(_ point: SIMD2<Double>) -> Bool { Self.contains(rings, point) }

  /// Returns whether a point lies inside some rings, by counting crossings.
  static func contains(_ rings: [[SIMD2<Double>]], _ point: SIMD2<Double>) -> Bool {
    var inside = false
    for ring in rings {
      guard var previous = ring.last else { continue }
      for current in ring {
        if (current.y > point.y) != (previous.y > point.y) {
          let crossing = current.x + (point.y - current.y) / (previous.y - current.y) * (previous.x - current.x)
          if point.x < crossing { inside.toggle() }
        }
        previous = current
      }
    }
    return inside
  }

  /// Returns the distance to a straight line, 0 where they meet; infinite for an area without points.
  package func distance(from: SIMD2<Double>, to: SIMD2<Double>) -> Double {
    if contains(from) { return 0 }
    var best = Double.infinity
    forEachEdge { start, end in best = min(best, Self.distance(start, end, from, to, below: best)) }
    return best
  }

  /// Returns the distance to another area, 0 where they meet; infinite where one has no points.
  package func distance(to other: PlaneArea) -> Double {
    if rings.contains(where: { $0.first.map(other.contains) ?? false }) { return 0 }
    if other.rings.contains(where: { $0.first.map(contains) ?? false }) { return 0 }
    var best = Double.infinity
    forEachEdge { start, end in
      other.forEachEdge { from, to in best = min(best, Self.distance(start, end, from, to, below: best)) }
    }
    return best
  }

  private func forEachEdge(_ body: (SIMD2<Double>, SIMD2<Double>) -> Void) {
    for ring in rings {
      guard var previous = ring.last else { continue }
      for current in ring {
        body(previous, current)
        previous = current
      }
    }
  }

  /// Returns the distance between two straight lines; something no smaller than `below` where it is not smaller.
  private static func distance(
    _ a: SIMD2<Double>, _ b: SIMD2<Double>, _ c: SIMD2<Double>, _ d: SIMD2<Double>, below: Double
  ) -> Double {
    // What the rectangles around them leave open is a lower bound, and cheaper.
    let gapX = max(0, max(min(c.x, d.x) - max(a.x, b.x), min(a.x, b.x) - max(c.x, d.x)))
    let gapY = max(0, max(min(c.y, d.y) - max(a.y, b.y), min(a.y, b.y) - max(c.y, d.y)))
    guard gapX * gapX + gapY * gapY < below * below else { return below }
    if crosses(a, b, c, d) { return 0 }
    return min(
      min(distance(of: a, from: c, d), distance(of: b, from: c, d)),
      min(distance(of: c, from: a, b), distance(of: d, from: a, b)))
  }

  private static func crosses(
    _ a: SIMD2<Double>, _ b: SIMD2<Double>, _ c: SIMD2<Double>, _ d: SIMD2<Double>
  ) -> Bool {
    func side(_ p: SIMD2<Double>, _ q: SIMD2<Double>, _ r: SIMD2<Double>) -> Double {
      (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x)
    }
    return (side(a, b, c) > 0) != (side(a, b, d) > 0) && (side(c, d, a) > 0) != (side(c, d, b) > 0)
      && side(a, b, c) != 0 && side(c, d, a) != 0
  }

  /// Returns the distance from a point to a straight line between two others.
  static func distance(of point: SIMD2<Double>, from start: SIMD2<Double>, _ end: SIMD2<Double>) -> Double {
    let way = end - start
    let squared = way.x * way.x + way.y * way.y
    let offset = point - start
    let part = squared > 0 ? min(1, max(0, (offset.x * way.x + offset.y * way.y) / squared)) : 0
    let rest = offset - way * part
    return (rest.x * rest.x + rest.y * rest.y).squareRoot()
  }
}
