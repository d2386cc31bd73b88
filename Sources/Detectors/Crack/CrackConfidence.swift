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
    intercept: 1.41,
    weights: [
      2.059,  // logLength
      2.854,  // response
      3.953,  // contrast
      -1.156,  // asymmetry
      -6.920,  // green
      -2.557,  // texture
      -22.699,  // clutter
      -1.276,  // branching
      -1.630,  // tortuosity
      -1.144,  // width
      -4.228,  // widthVariation
      0.112,  // signalToNoise
      -4.867,  // misfit
    ])

  /// Returns the probability, 0 … 1.
  func probability(_ features: CrackFeatures) -> Double {
    let sum = zip(weights, features.values).reduce(intercept) { $0 + $1.0 * $1.1 }
    return 1 / (1 + exp(-sum))
  }
}
