import Foundation

/// Where a camera looks: yaw, pitch and roll of its optical axis, in degrees.
///
/// The angles turn the body frame (x along the optical axis, y right, z down) into north-east-down, in the intrinsic
/// order Z-Y-X. Yaw is clockwise from *true* north, pitch is positive upwards, roll is positive with the right side
/// down. At a pitch of −90° the camera looks straight down and the top of the image points to azimuth `yaw`.
public struct Orientation: Hashable, Sendable, Codable {
  /// Degrees clockwise from true north.
  public var yaw: Double
  /// Degrees above the horizon; −90 looks straight down.
  public var pitch: Double
  /// Degrees of rotation about the optical axis, right side down.
  public var roll: Double

  /// Creates an orientation from its three angles in degrees.
  public init(yaw: Double, pitch: Double, roll: Double) {
    self.yaw = yaw
    self.pitch = pitch
    self.roll = roll
  }
}
