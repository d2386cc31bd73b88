/// What a caller may set of the crack detector.
public struct CrackDetectorOptions: Hashable, Sendable {
  /// The confidence from which a crack is reported, 0…1: lower finds more and invents more.
  ///
  /// `nil` is the operating point: 0.4 with a network, 0.5 without.
  public var threshold: Double?

  /// Creates options.
  public init(threshold: Double? = nil) { self.threshold = threshold }

  /// The operating point that all published figures are for.
  public static let standard = CrackDetectorOptions()
}
