/// What a laser range finder is taken to have hit; its one range says where, not how the surface lies there.
public enum LaserSurface: String, Hashable, Sendable, Codable, CaseIterable {
  /// A plane across the optical axis: nothing is assumed of the surface's slope.
  case axis
  /// A vertical wall that faces the camera.
  case wall
  /// Level ground.
  case ground

  /// The depression of the optical axis above which the laser is taken to hit the ground, in degrees.
  ///
  /// Steeper, a plane across the axis would be more wrong than level ground: roads are level and roofs nearly; flatter,
  /// level ground runs out of range, and what is looked at is mostly upright.
  public static let leastGroundDepression = 30.0

  /// Returns what the laser most probably hit for the depression of the optical axis in degrees.
  public static func likely(depression: Double) -> LaserSurface {
    depression > leastGroundDepression ? .ground : .axis
  }
}
