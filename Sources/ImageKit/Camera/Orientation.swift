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

  /// Creates the orientation whose rotation from body to north-east-down is given.
  ///
  /// Looking straight up or down, where yaw and roll turn about the same axis, the roll is reported as 0.
  public init(nedFromBody rotation: RotationMatrix) {
    let sine = min(max(-rotation.x.z, -1), 1)
    let cosine = (rotation.x.x * rotation.x.x + rotation.x.y * rotation.x.y).squareRoot()
    pitch = degrees(atan2(sine, cosine))
    if cosine > 1e-9 {
      yaw = degrees(atan2(rotation.x.y, rotation.x.x))
      roll = degrees(atan2(rotation.y.z, rotation.z.z))
    } else {
      yaw = degrees(atan2(-rotation.y.x, rotation.y.y))
      roll = 0
    }
  }

  /// The rotation from the body frame to north-east-down at the camera: Rz(yaw) · Ry(pitch) · Rx(roll).
  public var nedFromBody: RotationMatrix { RotationMatrix(yaw: yaw, pitch: pitch, roll: roll) }

  /// The body frame's own derivatives with respect to yaw, pitch and roll, per radian.
  ///
  /// Multiplied with a direction in the body frame they say how its direction in north-east-down moves when one angle
  /// is wrong: the columns of the uncertainty's Jacobian.
  var derivatives: (yaw: RotationMatrix, pitch: RotationMatrix, roll: RotationMatrix) {
    let rotation = nedFromBody
    let (sinYaw, cosYaw) = (sin(radians(yaw)), cos(radians(yaw)))
    // d/dyaw turns about down; d/dpitch about the horizontal axis to the right of the view; d/droll about the axis.
    let right = SIMD3(-sinYaw, cosYaw, 0)
    func turned(about axis: SIMD3<Double>) -> RotationMatrix {
      RotationMatrix(
        x: cross(axis, rotation.x), y: cross(axis, rotation.y), z: cross(axis, rotation.z))
    }
    return (turned(about: SIMD3(0, 0, 1)), turned(about: right), turned(about: rotation.x))
  }
}
