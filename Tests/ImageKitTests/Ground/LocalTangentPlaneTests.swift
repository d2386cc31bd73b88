import Foundation
import ImageKit
import Testing

struct LocalTangentPlaneTests {
  static let places: [GeodeticCoordinate] = [
    GeodeticCoordinate(latitude: 22.6273, longitude: 120.3014, ellipsoidalHeight: 125.3),
    GeodeticCoordinate(latitude: -22.9068, longitude: -43.1729, ellipsoidalHeight: -5.2),
    GeodeticCoordinate(latitude: 90, longitude: 0, ellipsoidalHeight: 100),
    GeodeticCoordinate(latitude: -89.9999999, longitude: 17, ellipsoidalHeight: 0),
    GeodeticCoordinate(latitude: 0, longitude: -180, ellipsoidalHeight: 8848),
    GeodeticCoordinate(latitude: 46.84, longitude: 179.99999, ellipsoidalHeight: -430),
  ]

  @Test(arguments: places)
  func `the origin comes back to a nanometre, at the poles and the antimeridian too`(
    _ place: GeodeticCoordinate
  ) {
    let back = LocalTangentPlane(origin: place).coordinate(ofPointInENU: .zero)
    #expect(abs(back.latitude - place.latitude) < 1e-12)
    #expect(abs(back.ellipsoidalHeight - place.ellipsoidalHeight) < 5e-9)
    let longitude = abs(back.longitude - place.longitude).truncatingRemainder(dividingBy: 360)
    #expect(abs(place.latitude) == 90 || longitude < 1e-11)
    #expect(back.longitude >= -180 && back.longitude < 180)
  }

  @Test(arguments: places)
  func `a point far away survives both ways`(_ place: GeodeticCoordinate) {
    let frame = LocalTangentPlane(origin: place)
    let point = SIMD3(1234.5, -987.6, 55.5)
    let back = frame.pointInENU(frame.coordinate(ofPointInENU: point))
    #expect((back - point).max() < 1e-8)
    #expect((point - back).max() < 1e-8)
  }

  @Test func `one arc second north is a meridian's arc`() {
    // Meridional radius at 45°: a(1 − e²) / (1 − e² / 2)^1.5 = 6 367 381.8 m.
    let frame = LocalTangentPlane(origin: GeodeticCoordinate(latitude: 45, longitude: 7))
    let point = frame.pointInENU(GeodeticCoordinate(latitude: 45 + 1.0 / 3600, longitude: 7))
    #expect(abs(point.y - 6_367_381.8 * .pi / 180 / 3600) < 1e-4)
    #expect(abs(point.x) < 1e-9)
  }

  @Test func `ground distance follows the ellipsoid, not the chord at height`() {
    // 0.01° along the equator, where the radius is the semi-major axis.
    let from = GeodeticCoordinate(latitude: 0, longitude: 179.995, ellipsoidalHeight: 3000)
    let to = GeodeticCoordinate(latitude: 0, longitude: -179.995)
    #expect(abs(from.groundDistance(to: to) - 6_378_137 * 0.01 * .pi / 180) < 1e-6)
  }
}
