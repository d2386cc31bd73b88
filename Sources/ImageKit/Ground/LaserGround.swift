import Foundation

/// Level ground through the point that a laser range finder hit, known the better the nearer it is to that point.
public struct LaserGround: GroundSurface, Hashable {
  /// The level ground.
  let ground: FlatGround
  /// Where the laser hit, earth-centred, in metres.
  let hit: SIMD3<Double>
  /// One standard deviation of the ground's height at the hit, in metres.
  public var sigma: Double
  /// How much the ground may rise or fall away from the hit: a standard deviation in metres per metre.
  public var relief: Double

  /// Creates the ground below a camera from the laser's range along the optical axis and its deviation, in metres.
  ///
  /// Returns nil when the axis does not point below the horizon.
  public init?(below pose: Pose, range: Double, sigma: Double = 0, relief: Double = 0) {
    let axis = PlaneSurface.opticalAxis(of: pose)
    let sine = -axis.direction.z
    guard sine > 0, range > 0 else { return nil }
    hit = axis.pointInECEF(at: range)
    ground = FlatGround(ellipsoidalHeight: GeocentricPoint(hit).coordinate.ellipsoidalHeight)
    self.sigma = sigma * sine
    self.relief = relief
  }

  /// `laser_ground`.
  public var name: String { "laser_ground" }

  /// By the laser's range: when the camera is elsewhere, so is the ground.
  public var attachment: SurfaceAttachment { .heading }

  /// The camera's height over the ground.
  public func height(of camera: GeodeticCoordinate) -> Double? { ground.height(of: camera) }

  /// Returns where a line of sight meets the ground.
  public func intersection(
    with line: LineOfSight, limits: PlacementLimits
  ) throws(PlacementError) -> SurfaceIntersection {
    var intersection = try ground.intersection(with: line, limits: limits)
    let distance = magnitude(line.pointInECEF(at: intersection.range) - hit)
    intersection.sigma = (sigma * sigma + relief * relief * distance * distance).squareRoot()
    return intersection
  }
}
