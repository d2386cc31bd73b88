import Foundation

/// How far a place may be wrong: the covariance of east and north, as an ellipse and as circles.
public struct PositionAccuracy: Hashable, Sendable, Codable {
  /// The variance of the east coordinate, in square metres.
  public var eastEast: Double
  /// The covariance of the east and north coordinates, in square metres.
  public var eastNorth: Double
  /// The variance of the north coordinate, in square metres.
  public var northNorth: Double

  /// Creates an accuracy from a covariance in square metres.
  public init(eastEast: Double, eastNorth: Double, northNorth: Double) {
    self.eastEast = eastEast
    self.eastNorth = eastNorth
    self.northNorth = northNorth
  }

  /// One standard deviation along the ellipse's longer axis, in metres.
  public var major: Double { (mean + spread).squareRoot() }

  /// One standard deviation along the ellipse's shorter axis, in metres.
  public var minor: Double {
    // The product of the eigenvalues over the larger one keeps the digits that a difference would lose.
    let determinant = max(0, eastEast * northNorth - eastNorth * eastNorth)
    return mean + spread > 0 ? (determinant / (mean + spread)).squareRoot() : 0
  }

  /// The direction of the longer axis in degrees clockwise from north, in [0, 180); 0 for a circle.
  public var azimuth: Double {
    let angle = degrees(atan2(2 * eastNorth, northNorth - eastEast)) / 2
    let positive = angle < 0 ? angle + 180 : angle
    return positive >= 180 ? 0 : positive
  }

  /// The radius in metres of the circle that holds the true place in half of all cases.
  public var ce50: Double { circularError(0.5) }

  /// The radius in metres of the circle that holds the true place in nine of ten cases.
  public var ce90: Double { circularError(0.9) }

  /// The radius in metres of the circle that holds the true place in nineteen of twenty cases.
  public var ce95: Double { circularError(0.95) }

  /// Returns the radius of the circle about the place that holds the true one with a probability in 0 ..< 1.
  ///
  /// Exact: with the error in the ellipse's axes R² = ρ² (a² cos² φ + b² sin² φ), ρ Rayleigh and φ uniform,
  /// P(R > r) is the mean over φ of exp(−r² / 2(a² cos² φ + b² sin² φ)); a smooth periodic integrand, so 64 points are
  /// enough for twelve digits. Costs a few microseconds.
  public func circularError(_ probability: Double) -> Double {
    let major = major
    guard major > 0, major.isFinite, probability > 0, probability < 1 else { return major.isFinite ? 0 : major }
    let ratio = min(1, minor / major)
    let count = 64
    let variances = (0...count).map { index -> Double in
      let angle = Double(index) / Double(count) * .pi / 2
      return cos(angle) * cos(angle) + ratio * ratio * sin(angle) * sin(angle)
    }
    // The Rayleigh radius bounds the answer from above; Newton from there, the distribution being concave beyond it.
    let upper = (-2 * log(1 - probability)).squareRoot()
    var radius = upper * (0.78 + 0.22 * ratio)
    for _ in 0..<50 {
      var outside = 0.0
      var density = 0.0
      for (index, variance) in variances.enumerated() {
        let weight = index == 0 || index == count ? 0.5 : 1.0
        let value = weight * exp(-radius * radius / (2 * variance))
        outside += value
        density += value == 0 ? 0 : value * radius / variance
      }
      outside /= Double(count)
      density /= Double(count)
      let step = (outside - (1 - probability)) / density
      radius = min(max(radius + step, radius / 2), upper * 1.000001)
      if abs(step) < 1e-12 { break }
    }
    return radius * major
  }

  /// Returns the accuracy when an independent error of another accuracy is added.
  public func adding(_ other: PositionAccuracy) -> PositionAccuracy {
    PositionAccuracy(
      eastEast: eastEast + other.eastEast, eastNorth: eastNorth + other.eastNorth,
      northNorth: northNorth + other.northNorth)
  }

  private var mean: Double { (eastEast + northNorth) / 2 }

  private var spread: Double {
    let half = (eastEast - northNorth) / 2
    return (half * half + eastNorth * eastNorth).squareRoot()
  }
}
