/// Where a camera was and where it looked: the exterior orientation of one photo.
public struct Pose: Hashable, Sendable, Codable {
  /// The projection centre on WGS 84, its height above the ellipsoid.
  public var coordinate: GeodeticCoordinate
  /// The direction of the optical axis, in the north-east-down frame at the camera.
  public var orientation: Orientation

  /// Creates a pose.
  public init(coordinate: GeodeticCoordinate, orientation: Orientation) {
    self.coordinate = coordinate
    self.orientation = orientation
  }
}
