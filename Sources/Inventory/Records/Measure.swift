/// A measured value with its standard deviation, in the unit its owner documents.
public struct Measure: Sendable, Hashable {
  /// The value.
  public var value: Double
  /// One standard deviation; `nil` when it is not known.
  public var sigma: Double?

  /// Creates a measure.
  public init(_ value: Double, sigma: Double? = nil) {
    self.value = value
    self.sigma = sigma
  }
}
