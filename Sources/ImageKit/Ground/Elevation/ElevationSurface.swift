import Foundation

/// The ground of an elevation model, met by lines of sight at their first crossing.
///
/// The meeting point is exact: the straight line in earth-centred space against the bilinear ground, to less than a
/// micrometre. What hides behind a ridge is never found. A place above a gap in the raster is passed over where the
/// line of sight is higher than all known ground around, and is refused otherwise.
public struct ElevationSurface: GroundSurface {
  /// The heights.
  public let model: ElevationModel

  /// Creates the surface of a model.
  public init(_ model: ElevationModel) { self.model = model }

  /// `dem`.
  public var name: String { "dem" }

  /// The camera's height over the ground right below it; nil where the model has none.
  public func height(of camera: GeodeticCoordinate) -> Double? {
    guard let ground = try? model.ellipsoidalHeight(latitude: camera.latitude, longitude: camera.longitude) else {
      return nil
    }
    return camera.ellipsoidalHeight - ground
  }

  /// Returns where a line of sight first meets the ground.
  ///
  /// The touching plane is that of the bilinear ground, its doubt the model's along the normal. A line of sight that
  /// does not go down at the camera is refused, as on flat ground, even where a slope would stop it. Throws
  /// ``PlacementError/outsideSurface`` also for a camera that is itself outside: what stands in between is not known.
  public func intersection(
    with line: LineOfSight, limits: PlacementLimits
  ) throws(PlacementError) -> SurfaceIntersection {
    let down = -line.direction.z
    guard down > 0 else { throw .aboveHorizon }
    guard down >= sin(radians(limits.minimumDepression)) else { throw .belowMinimumDepression(line.depression) }
    var walk = ElevationWalk(along: line, over: model.grid)
    let clearance = try walk.clearance()
    // Near a pole degrees of longitude are short, and bend the line on their map sooner.
    let toAxis = WGS84.semiMajorAxis * cos(radians(line.frame.origin.latitude))
    let longest = max(min(Self.longestStretch, 0.01 * toAxis), 32)
    // The first stretch ends a little below the level of the ground under the camera: mostly one is enough.
    var length = min(max(1.1 * clearance / down + 2 * model.grid.raster.spacing, 32), longest)
    var start = 0.0
    // Beyond the limit the search goes on for a while, to say how far the place would be.
    let end = min(4 * limits.maximumRange, 200_000)
    while start < end {
      switch try walk.firstMeeting(from: start, to: start + length) {
      case .ground(let range, let cell):
        guard range <= limits.maximumRange else { throw .beyondMaximumRange(range) }
        return try intersection(of: line, at: range, with: cell)
      case .border(let range):
        guard range <= limits.maximumRange else { throw .beyondMaximumRange(range) }
        throw .outsideSurface
      case .nothing: break
      }
      start += length
      length = min(2 * length, longest)
    }
    throw .beyondMaximumRange(end)
  }

  /// Metres over which a line of sight is a cubic on any map, to a nanometre.
  private static let longestStretch = 2000.0

  /// Returns the meeting point with the plane that touches the ground there.
  private func intersection(
    of line: LineOfSight, at range: Double, with cell: ElevationCell
  ) throws(PlacementError) -> SurfaceIntersection {
    let point = line.pointInECEF(at: range)
    let (sine, cosine, rho, height) = GeocentricPoint(point).geodetic
    let (latitude, longitude) = (degrees(atan2(sine, cosine)), degrees(atan2(point.y, point.x)))
    let patch = try model.grid.patch(MapPatch.Index(latitude: latitude, longitude: longitude))
    let node = patch(latitude: latitude, longitude: longitude)
    let gradient = patch.gradient(latitude: latitude, longitude: longitude)
    let slope = cell.slope(column: node.x, row: node.y)
    // The ground's height above the ellipsoid changes with column, row and geoid.
    let weights = SIMD3(slope.perColumn, slope.perRow, 1)
    let primeVertical = WGS84.primeVerticalRadius(sine: sine)
    let e2 = WGS84.eccentricitySquared
    let meridian = primeVertical * (1 - e2) / (1 - e2 * sine * sine)
    let riseEast = dot(weights, gradient.perLongitude) / radians(max(1e-6, (primeVertical + height) * cosine))
    let riseNorth = dot(weights, gradient.perLatitude) / radians(meridian + height)

    let (cosLon, sinLon) = rho > 0 ? (point.x / rho, point.y / rho) : (1, 0)
    let east = SIMD3(-sinLon, cosLon, 0)
    let north = SIMD3(-sine * cosLon, -sine * sinLon, cosine)
    let up = SIMD3(cosine * cosLon, cosine * sinLon, sine)
    // Away from the camera, which is above: downward.
    let downward = east * riseEast + north * riseNorth - up
    let vertical = 1 / magnitude(downward)
    let normal = line.frame.directionInENU(ecef: downward * vertical)
    let approach = dot(normal, line.direction)
    guard approach > 1e-12 else { throw .grazing(90) }
    return SurfaceIntersection(
      range: range, normal: normal, normalDistance: approach * range, sigma: model.sigma * vertical)
  }
}
