/// The sizes of one piece of damage; each is `nil` when it does not apply or cannot be measured.
public struct Measures: Sendable, Hashable {
  /// The length along the centre lines, in metres.
  public var length: Measure?
  /// The width across the centre lines, in millimetres.
  public var width: WidthMeasure?
  /// The area on the ground, in square metres.
  public var area: Measure?
  /// The direction of the damage, 0 ..< 180 degrees clockwise from true north.
  public var orientation: Double?

  /// Creates measures.
  public init(
    length: Measure? = nil, width: WidthMeasure? = nil, area: Measure? = nil, orientation: Double? = nil
  ) {
    self.length = length
    self.width = width
    self.area = area
    self.orientation = orientation
  }
}

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
