import Foundation

/// How likely a measured line is a crack: a logistic model of its features.
package struct CrackConfidence: Sendable {
  /// The constant term.
  var intercept: Double
  /// A weight for each feature, in the order of the names.
  var weights: [Double]
  /// The probability from which a line is reported unless the caller says otherwise.
  var operatingPoint = 0.5

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
  ///
  /// Fitted by `Training/crack-network/fit_confidence.py` on validation pictures and fresh drawings, which the network has
  /// not learned from; among those the numbers are calibrated. A crack that is missed costs an inspector more than
  /// one too many to look at, so lines are reported from less than one half.
  static let network = CrackConfidence(
    intercept: -10.699,
    weights: [
      1.071,  // logLength
      7.480,  // response
      4.369,  // contrast
      -1.481,  // asymmetry
      -0.473,  // green
      -2.594,  // texture
      -3.788,  // clutter
      -0.294,  // branching
      0.890,  // wander
      -0.578,  // width
      0.033,  // widthVariation
      0.095,  // signalToNoise
      1.240,  // misfit
      2.396,  // surface
    ], operatingPoint: 0.4)

  /// For lines in the map of sealed cracks of a network; the validation pictures hold too few to fit one of its own.
  static let sealed = network

  /// Returns the probability, 0 … 1.
  func probability(_ features: CrackFeatures) -> Double {
    let sum = zip(weights, features.values).reduce(intercept) { $0 + $1.0 * $1.1 }
    return 1 / (1 + exp(-sum))
  }
}
