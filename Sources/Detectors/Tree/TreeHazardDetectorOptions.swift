/// How a ``TreeHazardDetector`` decides.
public struct TreeHazardDetectorOptions: Hashable, Sendable {
  /// The confidence from which things are reported, 0…1; `nil` is each kind's own operating point.
  public var threshold: Double?

  /// The standard options.
  public static let standard = TreeHazardDetectorOptions()

  /// Creates options.
  public init(threshold: Double? = nil) { self.threshold = threshold }

  /// The confidence from which a kind is reported.
  func threshold(of kind: DamageClass) -> Double {
    if let threshold { return threshold }
    return switch kind {
    // Lower than a single photo deserves: the light was asked before, and the other photos are asked after.
    case .fallenTree: 0.7
    case .decliningCrown: 0.3
    default: 0.4
    }
  }
}
