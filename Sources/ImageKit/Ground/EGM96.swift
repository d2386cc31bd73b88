/// Mean sea level: the EGM96 geoid, from the 15′ grid that Debian's PROJ carries.
///
/// The national geoids of surveys differ from it by some decimetres (Taiwan) to a metre.
public struct EGM96: Sendable {
  private let geoidFromEllipsoid: CoordinateTransformation

  /// Opens the geoid; throws when the installed PROJ lacks the grid.
  public init() throws(CoordinateSystemError) {
    geoidFromEllipsoid = try CoordinateTransformation(fromEPSG: 4979, toEPSG: 9707)
  }

  /// Returns how far the geoid lies above the WGS 84 ellipsoid, in metres; in Kaohsiung +20.5.
  ///
  /// A height above the ellipsoid is a height above the geoid plus this.
  public func undulation(latitude: Double, longitude: Double) throws(CoordinateSystemError) -> Double {
    try -geoidFromEllipsoid.transform(x: longitude, y: latitude, z: 0).z
  }
}
