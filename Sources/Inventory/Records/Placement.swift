import ImageKit

/// Where a piece of damage lies on the ground, and how sure that is.
public struct Placement: Sendable, Hashable {
  /// One place that stands for the whole, on WGS 84.
  public var point: HorizontalPosition
  /// The outline on the ground; empty when only the place is known.
  public var outline: [GroundPolygon]
  /// The centre lines on the ground; empty for area damage.
  public var lines: [[HorizontalPosition]]
  /// The radius that holds the true place with 90 % probability, in metres.
  public var ce90: Double?
  /// The half axes of the standard error ellipse, in metres.
  public var semiMajor, semiMinor: Double?
  /// The direction of the major axis, in degrees clockwise from true north.
  public var azimuth: Double?
  /// The ground sample distance at the place, in metres a pixel.
  public var groundSampleDistance: Double?
  /// How the place was found: `rtk`, `gps+dem`, `gps+takeoff`, `camera_only`.
  public var method: String

  /// Creates a placement.
  public init(
    point: HorizontalPosition, method: String, outline: [GroundPolygon] = [],
    lines: [[HorizontalPosition]] = [], ce90: Double? = nil, semiMajor: Double? = nil, semiMinor: Double? = nil,
    azimuth: Double? = nil, groundSampleDistance: Double? = nil
  ) {
    self.point = point
    self.method = method
    self.outline = outline
    self.lines = lines
    self.ce90 = ce90
    self.semiMajor = semiMajor
    self.semiMinor = semiMinor
    self.azimuth = azimuth
    self.groundSampleDistance = groundSampleDistance
  }
}
