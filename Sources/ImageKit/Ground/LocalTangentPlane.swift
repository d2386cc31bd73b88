import Foundation

/// East, north and up in metres about an origin: a flat frame that touches the ellipsoid's normal there.
///
/// The frame is exact in both directions: a point far away simply lies below the horizontal plane, by d² / 2R.
public struct LocalTangentPlane: Hashable, Sendable {
  /// The place of (0, 0, 0).
  public let origin: GeodeticCoordinate
  /// Where the frame's axes east, north and up point, earth-centred.
  let ecefFromENU: RotationMatrix
  /// The origin, earth-centred.
  let originInECEF: SIMD3<Double>

  /// Creates the frame about an origin.
  public init(origin: GeodeticCoordinate) {
    let (sinLat, cosLat) = (sin(radians(origin.latitude)), cos(radians(origin.latitude)))
    let (sinLon, cosLon) = (sin(radians(origin.longitude)), cos(radians(origin.longitude)))
    self.origin = origin
    ecefFromENU = RotationMatrix(
      x: SIMD3(-sinLon, cosLon, 0), y: SIMD3(-sinLat * cosLon, -sinLat * sinLon, cosLat),
      z: SIMD3(cosLat * cosLon, cosLat * sinLon, sinLat))
    originInECEF = GeocentricPoint(origin).position
  }

  /// Returns a place's metres east, north and up of the origin.
  public func pointInENU(_ coordinate: GeodeticCoordinate) -> SIMD3<Double> {
    pointInENU(ecef: GeocentricPoint(coordinate).position)
  }

  /// Returns the place that lies the given metres east, north and up of the origin.
  public func coordinate(ofPointInENU point: SIMD3<Double>) -> GeodeticCoordinate {
    GeocentricPoint(originInECEF + ecefFromENU * point).coordinate
  }

  /// Returns an earth-centred point's metres east, north and up of the origin.
  @inline(__always)
  func pointInENU(ecef point: SIMD3<Double>) -> SIMD3<Double> { directionInENU(ecef: point - originInECEF) }

  /// Returns an earth-centred direction as east, north and up.
  @inline(__always)
  func directionInENU(ecef direction: SIMD3<Double>) -> SIMD3<Double> {
    SIMD3(dot(ecefFromENU.x, direction), dot(ecefFromENU.y, direction), dot(ecefFromENU.z, direction))
  }
}
