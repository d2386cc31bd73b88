import ImageKit

/// What a detector saw in a tile or photo: damage, and the pavement it looked at.
public struct Findings: Sendable, Hashable {
  /// The damage, in a fixed order.
  public var detections: [Detection]
  /// The pavement of roads; `nil` from detectors that do not tell it, and where there is none.
  public var pavement: PavementView?

  /// Creates findings.
  public init(detections: [Detection], pavement: PavementView? = nil) {
    self.detections = detections
    self.pavement = pavement
  }
}

/// The pavement in a photo.
public struct PavementView: Sendable, Hashable {
  /// Closed rings in pixels of the photo without a repeated last point: outer rings clockwise on screen, holes the other way.
  public var outline: [[PixelPoint]]
  /// The direction of the road: radians from the direction of growing u towards that of growing v, in (−π/2, π/2]; `nil` when
  /// nothing shows it.
  public var axis: Double?
  /// How sure the direction is, 0 (a guess) … 1.
  public var axisCertainty: Double

  /// Creates a view.
  public init(outline: [[PixelPoint]], axis: Double?, axisCertainty: Double) {
    self.outline = outline
    self.axis = axis
    self.axisCertainty = axisCertainty
  }
}
