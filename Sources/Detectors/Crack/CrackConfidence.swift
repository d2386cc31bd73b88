import Foundation

/// How likely a measured line is a crack: a logistic model of its features.
struct CrackConfidence {
  /// The constant term.
  var intercept: Double
  /// A weight for each feature, in the order of the names.
  var weights: [Double]

  /// The model that is shipped.
  ///
  /// Fitted by `Training/classical-crack/fit_confidence.py` on uav-concrete (training scenes), sut-crack-sample and
  /// drawn scenes with cracks against the other dark lines in them and in forest photos; the constant is shifted so that
  /// 0.5 is the operating point.
  static let standard = CrackConfidence(
    intercept: 3.43,
    weights: [
      2.077,  // logLength
      1.374,  // response
      5.276,  // contrast
      -2.851,  // asymmetry
      -6.876,  // green
      -4.239,  // texture
      -25.213,  // clutter
      -1.048,  // branching
      -1.316,  // tortuosity
      -1.150,  // width
      -5.801,  // widthVariation
      0.064,  // signalToNoise
      -3.147,  // misfit
    ])

  /// Returns the probability, 0 … 1.
  func probability(_ features: CrackFeatures) -> Double {
    let sum = zip(weights, features.values).reduce(intercept) { $0 + $1.0 * $1.1 }
    return 1 / (1 + exp(-sum))
  }
}
