/// How far and how flat a line of sight may go before its place is refused.
public struct PlacementLimits: Hashable, Sendable, Codable {
  /// The least depression below the horizon, in degrees: at 5° an error of 0.5° in pitch already moves the place by 10 %.
  public var minimumDepression: Double
  /// The greatest straight distance from the camera, in metres.
  public var maximumRange: Double
  /// The greatest angle between the line of sight and the normal of a wall, in degrees.
  public var maximumIncidence: Double

  /// Creates limits; the defaults are 5°, 3 km and 80°.
  public init(minimumDepression: Double = 5, maximumRange: Double = 3000, maximumIncidence: Double = 80) {
    self.minimumDepression = minimumDepression
    self.maximumRange = maximumRange
    self.maximumIncidence = maximumIncidence
  }
}
