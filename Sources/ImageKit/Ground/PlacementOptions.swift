/// How pixels are brought to a surface: what the user says of it, and what is refused.
///
/// Everything here can change a place, so all of it belongs to what a result is recorded with.
public struct PlacementOptions: Sendable {
  /// The surface that pixels are placed on.
  public var surface: SurfaceChoice
  /// Whether ``SurfaceChoice/automatic`` takes a photo's laser range before its heights.
  public var usesLaser: Bool
  /// What is refused.
  public var limits: PlacementLimits
  /// Degrees clockwise, added to the yaw of every photo: a compass that is off in the same way for a whole flight.
  public var yawOffset: Double

  /// Creates options; the defaults are those of the command.
  public init(
    surface: SurfaceChoice = .automatic, usesLaser: Bool = true, limits: PlacementLimits = PlacementLimits(),
    yawOffset: Double = 0
  ) {
    self.surface = surface
    self.usesLaser = usesLaser
    self.limits = limits
    self.yawOffset = yawOffset
  }

  /// Whether heights above mean sea level have to be turned into heights above the ellipsoid.
  public var needsGeoid: Bool {
    switch surface {
    case .groundHeight(_, let datum): datum != .takeoff
    case .underside(let height): height.datum != .takeoff
    case .elevation: true
    case .automatic, .heightAboveGround, .wall, .laser: false
    }
  }
}
