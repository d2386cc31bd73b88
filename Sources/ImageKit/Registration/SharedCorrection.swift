/// What all photos of a flight have in common to be wrong by.
///
/// A receiver's common offset to the east and north is not among them: photos that all lie aside agree with each other,
/// and only a surveyed point tells.
public struct SharedCorrection: Hashable, Sendable, Codable {
  /// Metres by which the cameras were higher above the ground than their tags say, or a focal length was shorter.
  public var up: Double
  /// Degrees by which the cameras faced farther clockwise than their tags say: the compass.
  public var heading: Double
  /// Degrees by which the camera sits in its mount farther up and farther to the left than its tags say.
  public var mountUp, mountLeft: Double
  /// One standard deviation of each, in the order of the properties.
  public var sigmas: [Double]

  /// Creates a correction.
  public init(
    up: Double = 0, heading: Double = 0, mountUp: Double = 0, mountLeft: Double = 0, sigmas: [Double] = [0, 0, 0, 0]
  ) {
    self.up = up
    self.heading = heading
    self.mountUp = mountUp
    self.mountLeft = mountLeft
    self.sigmas = sigmas
  }

  /// No correction.
  public static let none = SharedCorrection()
}
