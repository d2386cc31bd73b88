/// What registration adds to a photo's pose as its tags state it.
///
/// Moves are along east, north and up at the camera; turns are about the same axes, right-handed, in degrees, and small:
/// a turn about up is a heading error the other way, turns about east and north are tilt. Euler angles would not do: a
/// camera that looks straight down has no roll that tilts it sideways.
public struct PoseCorrection: Hashable, Sendable, Codable {
  /// Metres to the east, north and up.
  public var east, north, up: Double
  /// Degrees of turn about the axes that point east, north and up.
  public var aboutEast, aboutNorth, aboutUp: Double

  /// Creates a correction.
  public init(
    east: Double = 0, north: Double = 0, up: Double = 0, aboutEast: Double = 0, aboutNorth: Double = 0,
    aboutUp: Double = 0
  ) {
    self.east = east
    self.north = north
    self.up = up
    self.aboutEast = aboutEast
    self.aboutNorth = aboutNorth
    self.aboutUp = aboutUp
  }

  /// No correction.
  public static let none = PoseCorrection()

  /// Degrees by which the camera faces farther clockwise than its tags say.
  public var heading: Double { -aboutUp }

  /// Degrees by which the camera is tilted otherwise than its tags say.
  public var tilt: Double { (aboutEast * aboutEast + aboutNorth * aboutNorth).squareRoot() }
}

extension Pose {
  /// Returns the pose moved and turned by a correction.
  public func corrected(by correction: PoseCorrection) -> Pose {
    guard correction != .none else { return self }
    return Pose(
      coordinate: coordinate.moved(by: correction), orientation: orientation.corrected(by: correction))
  }
}

extension GeodeticCoordinate {
  /// Returns the place after the moves of a correction.
  func moved(by correction: PoseCorrection) -> GeodeticCoordinate {
    let step = SIMD3(correction.east, correction.north, correction.up)
    // The way through the earth-centred frame costs a last digit: not for nothing.
    return step == .zero ? self : LocalTangentPlane(origin: self).coordinate(ofPointInENU: step)
  }
}

extension Orientation {
  /// Returns where the camera looks after the turns of a correction.
  func corrected(by correction: PoseCorrection) -> Orientation {
    // North-east-down at the camera: about down is about up the other way.
    let turn = SIMD3(correction.aboutNorth, correction.aboutEast, -correction.aboutUp)
    return turn == .zero ? self : Orientation(nedFromBody: RotationMatrix(turnAbout: turn) * nedFromBody)
  }
}
