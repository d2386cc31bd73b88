import ImageKit

/// Tells what was made with a ruler or a pair of compasses from what broke.
///
/// A joint, a seam and the rim of a cover keep to a straight line or a circle within a fraction of a pixel; a crack goes
/// around the stones and wanders by millimetres to centimetres. The coarser the pixels, the straighter real cracks look:
/// the tolerance shrinks with them, and from ``coarsest`` nothing is called ruled.
struct RuledLine {
  /// Metres per pixel beyond which a crack's wandering cannot be measured.
  static let coarsest = 0.012
  /// The shortest line that tells, and the longest stretch that is looked at in one piece, in points of a line, about a
  /// pixel apart.
  var shortest: Int
  var longest: Int
  /// The largest root mean square distance of a made line from its straight line, in pixels, over the shortest and
  /// over the longest stretch: a crack strays the farther the longer it is.
  var tolerance: ClosedRange<Double>
  /// The part of a line that has to be straight.
  var leastShare = 0.6
  /// The least angle a circle's arc turns through, in radians: less can be a bend of a crack.
  var leastTurn = 2.0

  /// Creates the rule for metres per pixel; where they are unknown only long lines are judged.
  init(groundSampleDistance: Double?) {
    let distance = groundSampleDistance ?? 0
    let points = { (pixels: Double, metres: Double, most: Double) in
      Int(min(most, max(pixels, distance > 0 ? metres / distance : 0)))
    }
    shortest = distance > Self.coarsest ? .max : points(distance > 0 ? 45 : 80, 0.2, 400)
    longest = points(150, 0.7, 1200)
    // Five millimetres a pixel and finer: what counts is how well a line is measured. Coarser: how a crack wanders.
    let scale = distance > 0 ? min(1, 0.005 / distance) : 1
    tolerance = 0.4 * scale...0.7 * scale
  }

  /// Returns whether a line is made of straight stretches or is the arc of a circle.
  func isMade(_ line: Polyline) -> Bool { isStraight(line.points) || isArc(line.points) }

  private func tolerance(over stretch: Int) -> Double {
    let part = Double(stretch - shortest) / Double(max(1, longest - shortest))
    return tolerance.lowerBound + part * (tolerance.upperBound - tolerance.lowerBound)
  }

  private func isStraight(_ points: [PixelPoint]) -> Bool {
    guard points.count >= shortest else { return false }
    let stretch = min(longest, points.count)
    let tolerance = tolerance(over: stretch)
    var sums = [Moments()]
    sums.reserveCapacity(points.count + 1)
    for point in points { sums.append(sums[sums.count - 1].adding(point.u - points[0].u, point.v - points[0].v)) }
    // Every stretch is tried, so that a line with corners is as ruled as its sides are.
    var covered = 0
    var end = 0
    for start in 0...points.count - stretch {
      let moments = sums[start + stretch].less(sums[start])
      guard moments.leastVariance <= tolerance * tolerance else { continue }
      covered += start + stretch - max(end, start)
      end = start + stretch
    }
    return Double(covered) >= leastShare * Double(points.count)
  }

  /// The circle of least squares of x² + y² − 2 a x − 2 b y (Kåsa, 1976) about the mean of the points.
  private func isArc(_ points: [PixelPoint]) -> Bool {
    guard points.count >= shortest else { return false }
    let tolerance = tolerance(over: min(longest, points.count))
    let count = Double(points.count)
    let meanU = points.reduce(0) { $0 + $1.u } / count
    let meanV = points.reduce(0) { $0 + $1.v } / count
    var (uu, uv, vv, uq, vq) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for point in points {
      let (u, v) = (point.u - meanU, point.v - meanV)
      let square = u * u + v * v
      uu += u * u
      uv += u * v
      vv += v * v
      uq += u * square
      vq += v * square
    }
    let determinant = uu * vv - uv * uv
    guard determinant > 1e-6 * (uu + vv) * (uu + vv) else { return false }
    let a = (uq * vv - vq * uv) / (2 * determinant)
    let b = (vq * uu - uq * uv) / (2 * determinant)
    let radius = (a * a + b * b + (uu + vv) / count).squareRoot()
    guard Polyline(points: points).length >= leastTurn * radius else { return false }
    let squares = points.reduce(0.0) { sum, point in
      let (u, v) = (point.u - meanU - a, point.v - meanV - b)
      let error = (u * u + v * v).squareRoot() - radius
      return sum + error * error
    }
    // A circle seen at an angle is an ellipse: twice the tolerance.
    return squares / count <= 4 * tolerance * tolerance
  }
}

/// Sums over points that give the variance across their line.
private struct Moments {
  var count = 0.0
  var u = 0.0
  var v = 0.0
  var uu = 0.0
  var uv = 0.0
  var vv = 0.0

  func adding(_ u: Double, _ v: Double) -> Moments {
    Moments(
      count: count + 1, u: self.u + u, v: self.v + v, uu: uu + u * u, uv: uv + u * v, vv: vv + v * v)
  }

  func less(_ other: Moments) -> Moments {
    Moments(
      count: count - other.count, u: u - other.u, v: v - other.v, uu: uu - other.uu, uv: uv - other.uv,
      vv: vv - other.vv)
  }

  /// The smaller eigenvalue of the covariance.
  var leastVariance: Double {
    let (varianceU, varianceV) = (uu / count - u / count * (u / count), vv / count - v / count * (v / count))
    let covariance = uv / count - u / count * (v / count)
    let half = (varianceU - varianceV) / 2
    return max(0, (varianceU + varianceV) / 2 - (half * half + covariance * covariance).squareRoot())
  }
}
