/// How far the places that several photos give for one defect lie from each other, against what was to be expected.
public struct PlaceSpread: Sendable, Hashable {
  /// The sum of squared distances from the common place, in standard deviations of each photo's own.
  public var chiSquared: Double
  /// What it is about when all is right.
  public var degreesOfFreedom: Int

  /// Creates a spread.
  public init(chiSquared: Double, degreesOfFreedom: Int) {
    self.chiSquared = chiSquared
    self.degreesOfFreedom = degreesOfFreedom
  }
}
