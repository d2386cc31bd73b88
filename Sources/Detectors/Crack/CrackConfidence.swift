import Foundation

/// How likely a measured line is a crack: a logistic model of its features.
package struct CrackConfidence: Sendable {
  /// The constant term.
  var intercept: Double
  /// A weight for each feature, in the order of the names.
  var weights: [Double]

  /// For lines in a ``RidgeCrackMap``.
  ///
  /// Fitted by `Training/classical-crack/fit_confidence.py` on uav-concrete (training scenes), sut-crack-sample and
  /// drawn scenes with cracks against the other dark lines in them and in forest photos; the constant is shifted so that
  /// 0.5 is the operating point.
  static let ridges = CrackConfidence(
    intercept: -3.25,
    weights: [
      1.336,  // logLength
      3.479,  // response
      3.438,  // contrast
      -0.797,  // asymmetry
      -6.394,  // green
      -3.847,  // texture
      -29.371,  // clutter
      -0.335,  // branching
      0.689,  // wander
      -0.348,  // width
      -1.732,  // widthVariation
      0.128,  // signalToNoise
      -3.260,  // misfit
      0,  // surface
    ])

  /// For lines in the crack map of a network.
  static let network = ridges
  /// For lines in the map of sealed cracks of a network.
  static let sealed = ridges

  /// Returns the probability, 0 … 1.
  func probability(_ features: CrackFeatures) -> Double {
    let sum = zip(weights, features.values).reduce(intercept) { $0 + $1.0 * $1.1 }
    return 1 / (1 + exp(-sum))
  }
}
