import Foundation
import ImageKit

/// A plane map near one place, as straight as it is there: a few millimetres off within 300 m.
///
/// Asking a reference system for every corner of every outline would take most of the time of a survey.
struct PlaneFrame {
  private let origin: HorizontalPosition
  private let point: SIMD2<Double>
  /// How the point moves a degree of longitude and of latitude.
  private let perLongitude, perLatitude: SIMD2<Double>
  private let determinant: Double
  /// Half the distance over which the map's scale is taken, in degrees: 11 m to the north.
  private static let step = 1e-4

  /// Creates the frame near a place; `nil` where the map is not defined.
  init?(near place: HorizontalPosition, on plane: any PlaneCoordinates) {
    func point(_ east: Double, _ north: Double) -> SIMD2<Double>? {
      let moved = HorizontalPosition(latitude: place.latitude + north, longitude: place.longitude + east)
      guard let (x, y) = plane.plane(moved), x.isFinite, y.isFinite else { return nil }
      return SIMD2(x, y)
    }
    let step = Self.step
    guard let centre = point(0, 0), let east = point(step, 0), let west = point(-step, 0),
      let north = point(0, step), let south = point(0, -step)
    else { return nil }
    origin = place
    self.point = centre
    perLongitude = (east - west) / (2 * step)
    perLatitude = (north - south) / (2 * step)
    determinant = perLongitude.x * perLatitude.y - perLongitude.y * perLatitude.x
    guard abs(determinant) > 1 else { return nil }
  }

  /// Returns the point of a place, in metres.
  func point(_ place: HorizontalPosition) -> SIMD2<Double> {
    var east = place.longitude - origin.longitude
    if east >= 180 { east -= 360 } else if east < -180 { east += 360 }
    return point + perLongitude * east + perLatitude * (place.latitude - origin.latitude)
  }

  /// Returns the place of a point.
  func position(_ point: SIMD2<Double>) -> HorizontalPosition {
    let way = point - self.point
    return HorizontalPosition(
      latitude: origin.latitude + (perLongitude.x * way.y - perLongitude.y * way.x) / determinant,
      longitude: origin.longitude + (way.x * perLatitude.y - way.y * perLatitude.x) / determinant)
  }

  /// Returns the direction on the map, of unit length, of an azimuth in degrees clockwise from true north.
  func direction(azimuth: Double) -> SIMD2<Double> {
    let plane = EquirectangularPlane(origin: origin)
    let radians = azimuth * .pi / 180
    let way = point(plane.position(SIMD2(sin(radians), cos(radians)))) - point
    return way / (way.x * way.x + way.y * way.y).squareRoot()
  }
}
