/// How high a camera was above the ground it looked at: the number that sizes and places depend on most.
public struct HeightAboveGround: Hashable, Sendable, Codable {
  /// Where a height above the ground came from.
  public enum Source: String, Hashable, Sendable, Codable, CaseIterable {
    /// The user stated the height above the ground.
    case stated
    /// The drone measured it, by range finder or terrain model.
    case measured = "above_ground"
    /// An ellipsoidal height by RTK, less the stated height of the ground.
    case rtk
    /// The height above take-off, over ground that is taken to be level with take-off.
    case takeoff
    /// The height above take-off, less the stated height of the ground above take-off.
    case takeoffOverStatedGround = "takeoff_over_stated_ground"
    /// An absolute height, less the stated height of the ground.
    case absolute
    /// The laser's range times the sine of its depression.
    case laser
    /// An ellipsoidal height by RTK, less the elevation model's.
    case rtkOverElevation = "rtk_dem"
    /// The height above take-off, from the elevation model at take-off to the model below the camera.
    case elevation = "dem"
    /// An absolute height, less the elevation model's.
    case absoluteOverElevation = "absolute_dem"
  }

  /// Metres above the ground.
  public var metres: Double
  /// One standard deviation of the camera's part of it, in metres.
  public var cameraSigma: Double
  /// One standard deviation of the ground's part of it, in metres.
  public var groundSigma: Double
  /// Where it came from.
  public var source: Source

  /// One standard deviation, in metres.
  public var sigma: Double { (cameraSigma * cameraSigma + groundSigma * groundSigma).squareRoot() }
}
