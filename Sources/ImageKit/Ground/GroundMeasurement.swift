/// A length in metres or an area in square metres, with its doubt.
public struct GroundMeasurement: Hashable, Sendable, Codable {
  /// Metres, or square metres.
  public var value: Double
  /// One standard deviation, in the value's unit.
  public var sigma: Double

  /// Creates a measurement.
  public init(value: Double, sigma: Double) {
    self.value = value
    self.sigma = sigma
  }
}
