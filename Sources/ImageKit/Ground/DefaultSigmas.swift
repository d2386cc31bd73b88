/// How wrong a photo's numbers may be when the file itself is silent: one standard deviation each.
///
/// A sigma that the file states always comes first. The bases are named beside each value; "guess" where it is one.
public struct DefaultSigmas: Hashable, Sendable, Codable {
  /// Metres per horizontal axis without correction data; files of DJI's single-point flag state 0.9…1.6.
  public var horizontal = 1.5
  /// The least believed horizontal sigma of a fixed RTK solution, in metres; also used when it states none.
  public var horizontalRTK = 0.02
  /// Metres per horizontal axis of a float RTK solution; decimetres by DJI's documentation.
  public var horizontalRTKFloat = 0.5
  /// The least believed height sigma of a fixed RTK solution, in metres; also used when it states none.
  public var heightRTK = 0.04
  /// The height sigma of a float RTK solution, in metres; guess.
  public var heightRTKFloat = 1.0
  /// The constant part of the height above take-off, in metres: barometer fused with inertia; guess.
  public var relativeHeight = 1.5
  /// The part of the height above take-off that grows with it, per metre: temperature off the standard; guess.
  public var relativeHeightPerMetre = 0.005
  /// An absolute height whose datum is known, from satellites without correction, in metres.
  ///
  /// With it and 3 m for the terrain, 90 % of 441 field sightings of a Skydio X2 lie within the stated CE90.
  public var absoluteHeight = 5.0
  /// An absolute height by barometer or of unknown datum, in metres; ±200 m with the weather is on record.
  public var absoluteHeightUnknownDatum = 30.0
  /// Degrees of yaw by compass: the field fit of 441 sightings of a Skydio X2 gives 2.6.
  public var yaw = 2.5
  /// Degrees of yaw with a fixed RTK solution.
  public var yawRTK = 1.0
  /// Degrees of pitch and roll of a gimbal.
  public var tilt = 0.5
  /// Degrees of pitch and roll with a fixed RTK solution.
  public var tiltRTK = 0.2
  /// Where something lies in the image, in pixels along each axis.
  public var pixel = 2.0
  /// How far level ground at take-off height may be from the ground in view, in metres.
  ///
  /// The worked examples of consumer drones take 2 m; hilly sites need a stated height.
  public var flatGround = 2.0
  /// The same per metre of distance; the larger of the two counts.
  public var flatGroundPerMetre = 0.05
  /// A height of the ground stated by the user, in metres; guess: read off a map of 1 m contours.
  public var statedGroundHeight = 1.5
  /// A height above the ground stated by the user, per metre; guess.
  public var statedHeightPerMetre = 0.05
  /// A distance to a wall stated by the user, per metre; guess: paced, or read off a plan.
  public var statedDistancePerMetre = 0.05
  /// The EGM96 geoid against a national one, in metres; decimetres in Taiwan.
  public var geoid = 0.5
  /// How far from straight down a camera of unknown attitude may look, in degrees: what it sees lies within.
  public var unknownAttitudeReach = 60.0

  /// Creates the documented defaults.
  public init() {}

  /// The documented defaults.
  public static let standard = DefaultSigmas()
}
