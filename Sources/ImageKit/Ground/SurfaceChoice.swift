/// What the user says of the surface that pixels are placed on.
public enum SurfaceChoice: Sendable {
  /// Nothing: what the laser range finder hit, where ``PlacementOptions/usesLaser`` allows it and the photo has a range;
  /// else level ground, by the height above it that the drone measured or by the height above take-off.
  case automatic
  /// Every photo was taken this many metres above the ground it shows.
  case heightAboveGround(Double)
  /// The ground lies at this many metres above a datum: the ellipsoid, mean sea level or the point of take-off.
  case groundHeight(Double, HeightDatum)
  /// The ground of an elevation model.
  case elevation(ElevationModel)
  /// A vertical wall that faces the camera, through the point this many metres along the optical axis.
  case wall(distance: Double)
  /// A level ceiling above the camera, such as the underside of a bridge deck, at a height above a datum.
  case underside(Height)
  /// What the laser range finder hit, as a surface of this kind; a photo without a range cannot be placed.
  case laser(LaserSurface)
}
