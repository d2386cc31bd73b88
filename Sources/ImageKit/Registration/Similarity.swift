import Foundation

/// How one group of points is turned, scaled and moved against another.
struct Similarity {
  /// Degrees, counter-clockwise where y points up, in [−180, 180].
  var rotation: Double
  /// The ratio of the second group's size to the first's.
  var scale: Double

  /// Creates the similarity of two groups by least squares; nil when the first has no extent.
  ///
  /// B. Horn, Closed-form solution of absolute orientation, JOSA A 4 (1987), in the plane.
  init?(from: [SIMD2<Double>], to: [SIMD2<Double>]) {
    precondition(from.count == to.count, "every point has a partner")
    guard from.count >= 2 else { return nil }
    let centreA = from.reduce(SIMD2<Double>.zero, +) / Double(from.count)
    let centreB = to.reduce(SIMD2<Double>.zero, +) / Double(to.count)
    var (along, across, size) = (0.0, 0.0, 0.0)
    for (a, b) in zip(from, to) {
      let (p, q) = (a - centreA, b - centreB)
      along += p.x * q.x + p.y * q.y
      across += p.x * q.y - p.y * q.x
      size += p.x * p.x + p.y * p.y
    }
    guard size > 0 else { return nil }
    rotation = degrees(atan2(across, along))
    scale = (along * along + across * across).squareRoot() / size
  }
}
