import Foundation
import ImageKit

extension PositionAccuracy {
  /// No doubt.
  static let exact = PositionAccuracy(eastEast: 0, eastNorth: 0, northNorth: 0)

  /// Creates the accuracy of a circle, from one standard deviation an axis in metres.
  init(circle sigma: Double) { self.init(eastEast: sigma * sigma, eastNorth: 0, northNorth: sigma * sigma) }

  /// Creates the accuracy of an ellipse: one standard deviation along its axes, in metres, and the longer one's azimuth.
  init(semiMajor: Double, semiMinor: Double, azimuth: Double) {
    let angle = azimuth * .pi / 180
    let (east, north) = (sin(angle), cos(angle))
    let (long, short) = (semiMajor * semiMajor, semiMinor * semiMinor)
    self.init(
      eastEast: long * east * east + short * north * north, eastNorth: (long - short) * east * north,
      northNorth: long * north * north + short * east * east)
  }

  /// The area of the ellipse over π, squared.
  var determinant: Double { eastEast * northNorth - eastNorth * eastNorth }

  /// Returns the covariance times a factor.
  func scaled(by factor: Double) -> PositionAccuracy {
    PositionAccuracy(eastEast: factor * eastEast, eastNorth: factor * eastNorth, northNorth: factor * northNorth)
  }

  /// The inverse: how much a place of this accuracy counts; `nil` for one without doubt along some axis.
  var information: PositionAccuracy? {
    let determinant = determinant
    guard determinant > 0, determinant.isFinite else { return nil }
    return PositionAccuracy(
      eastEast: northNorth / determinant, eastNorth: -eastNorth / determinant, northNorth: eastEast / determinant)
  }

  /// Returns the matrix times a vector.
  func times(_ vector: SIMD2<Double>) -> SIMD2<Double> {
    SIMD2(eastEast * vector.x + eastNorth * vector.y, eastNorth * vector.x + northNorth * vector.y)
  }

  /// Returns how far off a difference is, squared and in standard deviations: Mahalanobis' distance.
  func squaredDistance(of difference: SIMD2<Double>) -> Double {
    guard let information else { return difference == .zero ? 0 : .infinity }
    return (difference * information.times(difference)).sum()
  }

  /// Returns the logarithm of the normal density at a difference, per square metre.
  func logDensity(at difference: SIMD2<Double>) -> Double {
    -squaredDistance(of: difference) / 2 - log(2 * .pi) - log(max(determinant, 1e-12)) / 2
  }

  /// Returns the accuracy of the difference between two places.
  ///
  /// - Parameter shared: the covariance that they have in common; it does not count against each other.
  static func ofDifference(
    _ first: PositionAccuracy, _ second: PositionAccuracy, shared: PositionAccuracy
  ) -> PositionAccuracy {
    first.adding(second).adding(shared.scaled(by: -2))
  }
}

extension PlaceDoubt {
  /// Returns the accuracy of the difference between two places.
  ///
  /// - Parameter isSameFlight: whether one receiver, one compass and one surface stand behind both.
  static func ofDifference(_ first: PlaceDoubt, _ second: PlaceDoubt, isSameFlight: Bool) -> PositionAccuracy {
    guard isSameFlight else { return .ofDifference(first.total, second.total, shared: .exact) }
    // Registration has made the places of both agree, whatever each photo's own tags would make of what they share.
    if first.isRegistered && second.isRegistered { return .ofDifference(first.own, second.own, shared: .exact) }
    let shared = zip(first.shared, second.shared).reduce(into: PositionAccuracy.exact) { sum, pair in
      sum.eastEast += pair.0.x * pair.1.x
      sum.eastNorth += (pair.0.x * pair.1.y + pair.0.y * pair.1.x) / 2
      sum.northNorth += pair.0.y * pair.1.y
    }
    return .ofDifference(first.total, second.total, shared: shared)
  }
}
