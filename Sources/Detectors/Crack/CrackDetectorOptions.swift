/// What a caller may set of the crack detector.
public struct CrackDetectorOptions: Hashable, Sendable {
  /// The confidence from which a crack is reported, 0…1: lower finds more and invents more.
  public var threshold: Double

  /// Creates options.
  public init(threshold: Double = 0.5) { self.threshold = threshold }

  /// The operating point that all published figures are for.
  public static let standard = CrackDetectorOptions()
}
