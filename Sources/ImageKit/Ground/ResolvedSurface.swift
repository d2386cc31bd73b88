/// The surface of one photo, as far as it is known before the photo's pose is: some hang on the camera.
enum ResolvedSurface {
  /// One that lies where it lies.
  case fixed(any GroundSurface)
  /// A plane across the optical axis at a range in metres.
  case acrossAxis(range: Double, sigma: Double)
  /// A vertical wall that faces the camera, through the point on the axis at a range in metres.
  case wall(range: Double, sigma: Double)
  /// Level ground through the point on the axis at a range in metres.
  case levelGround(range: Double, sigma: Double, relief: Double)
  /// A level ceiling at a height above the ellipsoid, in metres.
  case ceiling(ellipsoidalHeight: Double, sigma: Double)

  /// Returns the surface of a camera with this pose.
  func surface(for pose: Pose) throws(PlacementError) -> any GroundSurface {
    switch self {
    case .fixed(let surface): return surface
    case .acrossAxis(let range, let sigma): return PlaneSurface.acrossAxis(of: pose, range: range, sigma: sigma)
    case .wall(let range, let sigma):
      // Straight up or down, every wall is seen edge on.
      guard let wall = PlaneSurface.wallFacing(pose, range: range, sigma: sigma) else { throw .grazing(90) }
      return wall
    case .levelGround(let range, let sigma, let relief):
      guard let ground = LaserGround(below: pose, range: range, sigma: sigma, relief: relief) else {
        throw .aboveHorizon
      }
      return ground
    case .ceiling(let height, let sigma):
      guard height > pose.coordinate.ellipsoidalHeight else { throw .cameraAboveSurface }
      return PlaneSurface.horizontal(atEllipsoidalHeight: height, at: pose.coordinate, sigma: sigma)
    }
  }
}
