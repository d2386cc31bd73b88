/// The constants of the WGS 84 ellipsoid, in metres.
enum WGS84 {
  /// The equatorial radius.
  static let semiMajorAxis = 6_378_137.0
  /// The flattening.
  static let flattening = 1 / 298.257223563
  /// The first eccentricity, squared.
  static let eccentricitySquared = flattening * (2 - flattening)

  /// Returns the radius of curvature across the meridian where the geodetic latitude has the given sine.
  @inline(__always)
  static func primeVerticalRadius(sine: Double) -> Double {
    semiMajorAxis / (1 - eccentricitySquared * sine * sine).squareRoot()
  }
}
