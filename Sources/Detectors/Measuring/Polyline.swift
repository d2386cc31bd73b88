import ImageKit

/// Points joined by straight lines, in continuous pixels.
struct Polyline {
  /// The points, in order.
  var points: [PixelPoint]

  /// The sum of the lengths of the pieces, in pixels.
  var length: Double {
    zip(points, points.dropFirst()).reduce(0) { $0 + Self.distance($1.0, $1.1) }
  }

  /// The distance from the first point to the last, in pixels.
  var chord: Double {
    guard let first = points.first, let last = points.last else { return 0 }
    return Self.distance(first, last)
  }

  /// Returns the line with each inner point moved to the mean of its neighbourhood, which shrinks towards the ends.
  ///
  /// A line walked from pixel to pixel is up to 8 % longer than the line it follows; this takes the stairs out.
  func smoothed(radius: Int) -> Polyline {
    guard points.count > 2 else { return self }
    var sums: [PixelPoint] = [PixelPoint(u: 0, v: 0)]
    sums.reserveCapacity(points.count + 1)
    for point in points {
      let last = sums[sums.count - 1]
      sums.append(PixelPoint(u: last.u + point.u, v: last.v + point.v))
    }
    return Polyline(
      points: points.indices.map { i in
        let reach = min(radius, i, points.count - 1 - i)
        let (low, high) = (sums[i - reach], sums[i + reach + 1])
        let count = Double(2 * reach + 1)
        return PixelPoint(u: (high.u - low.u) / count, v: (high.v - low.v) / count)
      })
  }

  /// Returns the line with the fewest of its points such that no other lies farther than the tolerance from it.
  ///
  /// D. H. Douglas and T. K. Peucker, 1973, without recursion.
  func simplified(tolerance: Double) -> Polyline {
    guard points.count > 2 else { return self }
    var keep = [Bool](repeating: false, count: points.count)
    keep[0] = true
    keep[points.count - 1] = true
    var open = [(0, points.count - 1)]
    while let (first, last) = open.popLast() {
      var farthest = -1
      var distance = tolerance
      for i in first + 1..<max(first + 1, last) {
        let d = Self.distance(points[i], toPieceFrom: points[first], to: points[last])
        if d > distance {
          distance = d
          farthest = i
        }
      }
      guard farthest >= 0 else { continue }
      keep[farthest] = true
      open.append((first, farthest))
      open.append((farthest, last))
    }
    return Polyline(points: points.indices.filter { keep[$0] }.map { points[$0] })
  }

  static func distance(_ a: PixelPoint, _ b: PixelPoint) -> Double {
    ((a.u - b.u) * (a.u - b.u) + (a.v - b.v) * (a.v - b.v)).squareRoot()
  }

  private static func distance(_ p: PixelPoint, toPieceFrom a: PixelPoint, to b: PixelPoint) -> Double {
    let (du, dv) = (b.u - a.u, b.v - a.v)
    let square = du * du + dv * dv
    guard square > 0 else { return distance(p, a) }
    let t = min(1, max(0, ((p.u - a.u) * du + (p.v - a.v) * dv) / square))
    return distance(p, PixelPoint(u: a.u + t * du, v: a.v + t * dv))
  }
}
