/// The place a pixel shows, how large a pixel is there, and how sure all that is.
public struct GroundPoint: Hashable, Sendable {
  /// The place on WGS 84.
  public var coordinate: GeodeticCoordinate
  /// Metres east, north and up of the camera, in the tangent plane at the camera.
  public var offset: SIMD3<Double>
  /// The straight distance from the camera, in metres.
  public var range: Double
  /// The geodesic distance on the ellipsoid from the camera's nadir, in metres.
  public var groundDistance: Double
  /// Degrees below the horizon at which the camera sees the place.
  public var depression: Double
  /// Degrees clockwise from true north at which the camera sees the place, in [0, 360).
  public var azimuth: Double
  /// The angle between the line of sight and the surface's normal, in degrees.
  public var incidence: Double
  /// Metres east, north and up that the place moves when the pixel moves one column to the right.
  public var perColumn: SIMD3<Double>
  /// Metres east, north and up that the place moves when the pixel moves one row down.
  public var perRow: SIMD3<Double>
  /// How sure the place is.
  public var accuracy: PositionAccuracy

  /// Metres east of the camera's nadir.
  public var offsetEast: Double { offset.x }
  /// Metres north of the camera's nadir.
  public var offsetNorth: Double { offset.y }
  /// How large a pixel is on the surface here.
  public var groundSampleDistance: GroundSampleDistance {
    GroundSampleDistance(
      perColumn: magnitude(perColumn), perRow: magnitude(perRow), pixelArea: magnitude(cross(perColumn, perRow)))
  }

  /// Returns the metres on the surface covered by one pixel's length along a direction in the image.
  ///
  /// The direction (du, dv) need not have unit length. A crack's width is its width in pixels times this, taken
  /// across the crack: never times the mean ground sample distance, which is wrong by the view's obliqueness.
  public func metresAlong(du: Double, dv: Double) -> Double {
    let norm = (du * du + dv * dv).squareRoot()
    return norm > 0 ? magnitude(perColumn * (du / norm) + perRow * (dv / norm)) : 0
  }
}
