/// What the heights of an elevation model are measured from; a file rarely says.
public enum ElevationDatum: String, Hashable, Sendable, Codable, CaseIterable {
  /// The WGS 84 ellipsoid.
  case ellipsoid
  /// Mean sea level: the EGM96 geoid.
  case meanSeaLevel = "egm96"
  /// Taiwan's height datum of 2001: taken for EGM96, from which it differs by some decimetres.
  case twvd2001
}
