import Foundation

/// A flat surface of any slope: a wall, the plane a laser range finder hit, the underside of a deck.
public struct PlaneSurface: GroundSurface, Hashable {
  /// A point of the plane, earth-centred, in metres.
  let point: SIMD3<Double>
  /// A unit normal, earth-centred; either of the two.
  let normal: SIMD3<Double>
  /// `wall`, `laser_plane`, `underside`.
  public let name: String
  /// One standard deviation of where the plane lies along its normal, in metres.
  public var sigma: Double
  /// What the plane is known relative to.
  public let attachment: SurfaceAttachment

  /// Creates the plane across the optical axis at a distance in metres: nothing is known of what the laser hit.
  ///
  /// `sigma` is the distance's, in metres.
  public static func acrossAxis(of pose: Pose, range: Double, sigma: Double = 0) -> PlaneSurface {
    let axis = opticalAxis(of: pose)
    return PlaneSurface(
      point: axis.pointInECEF(at: range), normal: axis.directionInECEF, name: "laser_plane", sigma: sigma,
      attachment: .camera)
  }

  /// Creates the vertical plane that faces the camera, through the point on the axis at a distance in metres.
  ///
  /// `sigma` is the distance's, in metres. Returns nil when the camera looks straight up or down, where no direction is
  /// its face.
  public static func wallFacing(_ pose: Pose, range: Double, sigma: Double = 0) -> PlaneSurface? {
    let axis = opticalAxis(of: pose)
    let horizontal = SIMD3(axis.direction.x, axis.direction.y, 0)
    guard magnitude(horizontal) > 1e-6 else { return nil }
    return PlaneSurface(
      point: axis.pointInECEF(at: range), normal: axis.frame.ecefFromENU * (horizontal / magnitude(horizontal)),
      name: "wall", sigma: sigma * magnitude(horizontal), attachment: .heading)
  }

  /// Creates the vertical plane over the line from one foot of a wall to another; nil when the two coincide.
  public static func wall(
    from a: GeodeticCoordinate, to b: GeodeticCoordinate, sigma: Double = 0
  ) -> PlaneSurface? {
    let middle = GeodeticCoordinate(
      latitude: (a.latitude + b.latitude) / 2, longitude: a.longitude, ellipsoidalHeight: a.ellipsoidalHeight)
    let frame = LocalTangentPlane(origin: middle)
    let along = frame.pointInENU(b) - frame.pointInENU(a)
    let normal = SIMD3(-along.y, along.x, 0)
    guard magnitude(normal) > 1e-6 else { return nil }
    return PlaneSurface(
      point: GeocentricPoint(a).position, normal: frame.ecefFromENU * (normal / magnitude(normal)), name: "wall",
      sigma: sigma, attachment: .world)
  }

  /// Creates the horizontal plane at a height above the ellipsoid, flat in the frame of the camera: a deck overhead.
  public static func horizontal(
    atEllipsoidalHeight height: Double, at camera: GeodeticCoordinate, sigma: Double = 0
  ) -> PlaneSurface {
    let frame = LocalTangentPlane(origin: camera)
    return PlaneSurface(
      point: frame.originInECEF + frame.ecefFromENU.z * (height - camera.ellipsoidalHeight),
      normal: frame.ecefFromENU.z, name: height > camera.ellipsoidalHeight ? "underside" : "plane", sigma: sigma,
      attachment: .world)
  }

  /// Nil: a plane of any slope does not say where the ground is.
  public func height(of camera: GeodeticCoordinate) -> Double? { nil }

  /// Returns where a line of sight meets the plane in front of the camera, seen from either side.
  public func intersection(
    with line: LineOfSight, limits: PlacementLimits
  ) throws(PlacementError) -> SurfaceIntersection {
    let signed = dot(normal, point - line.frame.originInECEF)
    let away = signed < 0 ? -normal : normal
    let distance = abs(signed)
    let approach = dot(away, line.directionInECEF)
    guard approach > 0, distance > 0 else { throw .noIntersection }
    let incidence = degrees(acos(min(approach, 1)))
    guard incidence <= limits.maximumIncidence else { throw .grazing(incidence) }
    let range = distance / approach
    guard range <= limits.maximumRange else { throw .beyondMaximumRange(range) }
    return SurfaceIntersection(
      range: range, normal: line.frame.directionInENU(ecef: away), normalDistance: distance, sigma: sigma)
  }

  static func opticalAxis(of pose: Pose) -> LineOfSight {
    let axis = pose.orientation.nedFromBody.x
    return LineOfSight(
      frame: LocalTangentPlane(origin: pose.coordinate), direction: SIMD3(axis.y, axis.x, -axis.z))
  }
}
