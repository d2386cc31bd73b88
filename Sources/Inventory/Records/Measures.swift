import Detectors

/// The sizes of one piece of damage; each is `nil` when it does not apply or cannot be measured.
public struct Measures: Sendable, Hashable {
  /// The length along the centre lines, in metres.
  public var length: Measure?
  /// The width across the centre lines, in millimetres.
  public var width: WidthMeasure?
  /// The area on the ground, in square metres.
  public var area: Measure?
  /// The direction of the damage, 0 ..< 180 degrees clockwise from true north.
  public var orientation: Double?
  /// How the lines of line damage hang together.
  public var pattern: CrackPattern?
  /// The angle between the damage and the road, in degrees: 0 (along it) … 90 (across).
  public var angleToRoad: Double?
  /// The diameter of a circle of the same area, in millimetres: for potholes and crowns.
  public var diameter: Measure?
  /// What is known of a tree; `nil` for all other kinds.
  public var tree: TreeMeasures?
  /// The part of a marking's area that lost its paint, 0…1; `nil` for all other kinds.
  public var paintLost: Double?

  /// Creates measures.
  public init(
    length: Measure? = nil, width: WidthMeasure? = nil, area: Measure? = nil, orientation: Double? = nil,
    pattern: CrackPattern? = nil, angleToRoad: Double? = nil, diameter: Measure? = nil,
    tree: TreeMeasures? = nil, paintLost: Double? = nil
  ) {
    self.length = length
    self.width = width
    self.area = area
    self.orientation = orientation
    self.pattern = pattern
    self.angleToRoad = angleToRoad
    self.diameter = diameter
    self.tree = tree
    self.paintLost = paintLost
  }
}
