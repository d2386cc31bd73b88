/// The width of line damage, in millimetres.
public struct WidthMeasure: Sendable, Hashable {
  /// The median width.
  public var median: Double
  /// The 95th percentile of the width.
  public var p95: Double
  /// The ends of the 90 % interval of the median; `low` is 0 when the width is not resolved.
  public var low, high: Double
  /// The width below which the photo resolves nothing: about one pixel on the ground.
  public var minimumGradable: Double

  /// Creates a width.
  public init(median: Double, p95: Double, low: Double, high: Double, minimumGradable: Double) {
    self.median = median
    self.p95 = p95
    self.low = low
    self.high = high
    self.minimumGradable = minimumGradable
  }
}
