/// Where a place lies on a wall, in metres as somebody in front of it would measure.
///
/// The origin is the foot of the perpendicular from the camera to the wall: the point of the wall straight ahead at the
/// camera's own height. On a wall that faces the camera that is right above or below where the optical axis meets it.
public struct WallCoordinates: Hashable, Sendable, Codable {
  /// Metres along the wall, to the right as seen from the camera.
  public var along: Double
  /// Metres up the wall from the origin; on a vertical wall, metres above the camera.
  public var up: Double

  /// Creates coordinates.
  public init(along: Double, up: Double) {
    self.along = along
    self.up = up
  }
}

extension GroundProjection {
  /// Returns where a place of this projection lies on its wall; nil on ground and on planes within 45° of level.
  public func wallCoordinates(of point: GroundPoint) -> WallCoordinates? {
    guard let plane = surface as? PlaneSurface else { return nil }
    var normal = frame.directionInENU(ecef: plane.normal)
    if dot(normal, point.offset) < 0 { normal = -normal }
    let level = magnitude(SIMD3(normal.x, normal.y, 0))
    guard level > abs(normal.z) else { return nil }
    let right = SIMD3(normal.y, -normal.x, 0) / level
    return WallCoordinates(along: dot(right, point.offset), up: dot(cross(right, normal), point.offset))
  }
}
