/// What a line of sight is brought to meet: flat ground, an elevation raster, a wall.
///
/// To add a surface, write one type that finds the *first* meeting point and says how the surface lies there.
public protocol GroundSurface: Sendable {
  /// Returns where a line of sight first meets the surface.
  ///
  /// Throws the reason when it does not, or when it breaks a limit that makes sense for this kind of surface.
  func intersection(with line: LineOfSight, limits: PlacementLimits) throws(PlacementError) -> SurfaceIntersection

  /// A stable word for scripts and tables: `flat`, `dem`, `wall`.
  var name: String { get }

  /// The ground below a camera as the plane that footprints are clipped against; nil when there is no such plane.
  ///
  /// The value is the camera's height over it, in metres.
  func height(of camera: GeodeticCoordinate) -> Double?

  /// What the surface is known relative to; ``SurfaceAttachment/world`` unless a surface says otherwise.
  var attachment: SurfaceAttachment { get }
}

extension GroundSurface {
  /// To the earth, as ground and surveyed walls are.
  public var attachment: SurfaceAttachment { .world }
}

/// Where a line of sight meets a surface, and the plane that touches the surface there.
public struct SurfaceIntersection: Hashable, Sendable {
  /// Metres along the line of sight.
  public var range: Double
  /// The unit normal of the touching plane as east, north and up at the camera, pointing away from the camera.
  public var normal: SIMD3<Double>
  /// Metres from the camera to the touching plane, along the normal.
  public var normalDistance: Double
  /// One standard deviation of where the surface lies along the normal, in metres.
  public var sigma: Double

  /// Creates an intersection.
  public init(range: Double, normal: SIMD3<Double>, normalDistance: Double, sigma: Double) {
    self.range = range
    self.normal = normal
    self.normalDistance = normalDistance
    self.sigma = sigma
  }
}
