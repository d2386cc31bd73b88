/// How a ``RoadDamageDetector`` decides.
public struct RoadDamageDetectorOptions: Hashable, Sendable {
  /// The confidence from which damage is reported, 0…1; `nil` is each kind's own operating point.
  public var threshold: Double?
  /// Whether cracks that do not lie on a road are reported too, as `crack`.
  public var reportsCracksElsewhere: Bool

  /// The standard options.
  public static let standard = RoadDamageDetectorOptions()

  /// Creates options.
  public init(threshold: Double? = nil, reportsCracksElsewhere: Bool = false) {
    self.threshold = threshold
    self.reportsCracksElsewhere = reportsCracksElsewhere
  }

  /// The confidence from which a kind is reported.
  func threshold(of kind: DamageClass) -> Double {
    if let threshold { return threshold }
    return switch kind {
    case .crack, .sealedCrack: CrackConfidence.network.operatingPoint
    case .longitudinalCrack, .transverseCrack, .blockCrack: 0.28
    case .alligatorCrack: 0.4
    case .repair: 0.4
    case .ravelling: 0.5
    case .pothole: 0.45
    case .utilityCover: 0.7
    default: 0.6
    }
  }
}
