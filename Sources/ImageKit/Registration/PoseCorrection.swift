/// What registration adds to a photo's pose as its tags state it.
public struct PoseCorrection: Hashable, Sendable, Codable {
  /// Metres to the east, north and up.
  public var east, north, up: Double
  /// Degrees added to the angles.
  public var yaw, pitch, roll: Double

  /// Creates a correction.
  public init(
    east: Double = 0, north: Double = 0, up: Double = 0, yaw: Double = 0, pitch: Double = 0, roll: Double = 0
  ) {
    self.east = east
    self.north = north
    self.up = up
    self.yaw = yaw
    self.pitch = pitch
    self.roll = roll
  }

  /// No correction.
  public static let none = PoseCorrection()
}
