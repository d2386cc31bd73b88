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

  /// Creates the diameter in millimetres of the circle that has an area in square metres; `nil` for no area.
  public init?(diameterOfCircleOf area: Measure) {
    guard area.value > 0 else { return nil }
    let diameter = 2 * (area.value / .pi).squareRoot()
    self.init(diameter * 1000, sigma: area.sigma.map { 2 * $0 / (.pi * diameter) * 1000 })
  }
}
