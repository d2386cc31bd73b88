import ImageKit

/// The pavement that one photo shows, on the ground.
public struct Pavement: Sendable, Hashable {
  /// What saw it.
  public var detector: DetectorIdentity
  /// Its parts on WGS 84.
  public var outline: [GroundPolygon]
  /// How much of it there is, in square metres.
  public var area: Double
  /// The direction of the road, 0 ..< 180 degrees clockwise from true north; `nil` when nothing shows it.
  public var azimuth: Double?
  /// How sure the direction is, 0 (a guess) … 1.
  public var axisCertainty: Double

  /// Creates a record.
  public init(
    detector: DetectorIdentity, outline: [GroundPolygon], area: Double, azimuth: Double?, axisCertainty: Double
  ) {
    self.detector = detector
    self.outline = outline
    self.area = area
    self.azimuth = azimuth
    self.axisCertainty = axisCertainty
  }
}
