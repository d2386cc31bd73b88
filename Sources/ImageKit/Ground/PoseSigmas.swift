/// One standard deviation of everything that decides where a line of sight goes, except lens and surface.
///
/// The focal length's doubt is ``Camera/relativeFocalLengthSigma``, the ground's is ``SurfaceIntersection/sigma``.
public struct PoseSigmas: Hashable, Sendable, Codable {
  /// The camera's place along each axis, in metres.
  public var east, north, up: Double
  /// The orientation's angles, in degrees.
  public var yaw, pitch, roll: Double
  /// Where the thing lies in the image, in pixels along each axis.
  public var pixel: Double

  /// Creates sigmas; whatever is left out is taken as exact.
  public init(
    east: Double = 0, north: Double = 0, up: Double = 0, yaw: Double = 0, pitch: Double = 0, roll: Double = 0,
    pixel: Double = 0
  ) {
    self.east = east
    self.north = north
    self.up = up
    self.yaw = yaw
    self.pitch = pitch
    self.roll = roll
    self.pixel = pixel
  }
}
