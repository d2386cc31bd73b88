import Foundation

/// Metres east and north about a place, by the lengths of a degree there: the plane of small distances.
///
/// Straight lines in longitude and latitude stay straight. A kilometre from the origin a distance is right to a tenth of a
/// millimetre along the meridian and to (Δφ · tan φ), below 0.02 % at 45° latitude, across it.
public struct EquirectangularPlane: Hashable, Sendable {
  /// The place of (0, 0).
  public let origin: HorizontalPosition
  /// Metres a degree of longitude and of latitude at the origin.
  public let metresPerDegree: SIMD2<Double>

  /// Creates the plane about a place.
  public init(origin: HorizontalPosition) {
    let sine = sin(radians(origin.latitude))
    let normal = WGS84.primeVerticalRadius(sine: sine)
    let meridian = normal * (1 - WGS84.eccentricitySquared) / (1 - WGS84.eccentricitySquared * sine * sine)
    self.origin = origin
    metresPerDegree = SIMD2(radians(normal * cos(radians(origin.latitude))), radians(meridian))
  }

  /// Returns a place's metres east and north of the origin; across the antimeridian by the shorter way.
  public func point(_ position: HorizontalPosition) -> SIMD2<Double> {
    point(degrees: SIMD2(position.longitude, position.latitude))
  }

  /// Returns the place of a point of the plane.
  public func position(_ point: SIMD2<Double>) -> HorizontalPosition {
    let longitude = origin.longitude + point.x / metresPerDegree.x
    return HorizontalPosition(
      latitude: origin.latitude + point.y / metresPerDegree.y,
      longitude: longitude >= 180 ? longitude - 360 : longitude < -180 ? longitude + 360 : longitude)
  }

  /// Returns the metres of a place whose longitude and latitude are x and y.
  @inline(__always)
  func point(degrees: SIMD2<Double>) -> SIMD2<Double> {
    var east = degrees.x - origin.longitude
    if east >= 180 { east -= 360 } else if east < -180 { east += 360 }
    return SIMD2(east, degrees.y - origin.latitude) * metresPerDegree
  }
}
