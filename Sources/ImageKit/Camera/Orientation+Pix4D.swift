import Foundation

extension Orientation {
  /// Creates an orientation from angles in the frame of Pix4D, in which 0, 0, 0 looks straight down.
  ///
  /// There a normalised image point (x, y) is the direction R·(−y, x, 1) with the same R of yaw, pitch and roll as ours;
  /// the top of the image is the nose. At a roll other than 0 this is not the same as taking 90° from the pitch.
  ///
  /// - Parameters:
  ///   - yaw: Degrees clockwise from true north.
  ///   - pitch: Degrees, nose up.
  ///   - roll: Degrees about the nose, right side down.
  public init(pix4DYaw yaw: Double, pitch: Double, roll: Double) {
    let radians = Double.pi / 180
    let (sy, cy) = (sin(yaw * radians), cos(yaw * radians))
    let (sp, cp) = (sin(pitch * radians), cos(pitch * radians))
    let (sr, cr) = (sin(roll * radians), cos(roll * radians))
    let x = (cy * cp, sy * cp, -sp)
    let y = (cy * sp * sr - sy * cr, sy * sp * sr + cy * cr, cp * sr)
    let z = (cy * sp * cr + sy * sr, sy * sp * cr - cy * sr, cp * cr)
    // Our axis is Pix4D's z, our right its y, our down the opposite of its nose.
    self.init(axis: z, right: y, down: (-x.0, -x.1, -x.2))
  }

  /// Creates an orientation from the directions of its three axes in north-east-down, which are its rotation's columns.
  ///
  /// Straight up or down, where yaw and roll turn about the same axis, the roll is 0.
  init(axis: (Double, Double, Double), right: (Double, Double, Double), down: (Double, Double, Double)) {
    let degrees = 180 / Double.pi
    let level = hypot(axis.0, axis.1)
    pitch = atan2(-axis.2, level) * degrees
    if level < 1e-9 {
      yaw = atan2(-right.0, right.1) * degrees
      roll = 0
    } else {
      yaw = atan2(axis.1, axis.0) * degrees
      roll = atan2(right.2, down.2) * degrees
    }
  }
}
