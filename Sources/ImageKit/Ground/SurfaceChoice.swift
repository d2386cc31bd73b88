/// What the user says of the ground.
public enum SurfaceChoice: Hashable, Sendable, Codable {
  /// Nothing: the height above take-off, over level ground at the height of take-off.
  case automatic
  /// Every photo was taken this many metres above the ground it shows.
  case heightAboveGround(Double)
  /// The ground lies at this many metres above a datum: the ellipsoid, mean sea level or the point of take-off.
  case groundHeight(Double, HeightDatum)
}
