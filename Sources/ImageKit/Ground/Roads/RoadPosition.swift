/// Where a place lies along a road.
public struct RoadPosition: Hashable, Sendable, Codable {
  /// On which side of a road a place lies, looking along its direction.
  public enum Side: String, Hashable, Sendable, Codable, CaseIterable {
    /// Left of the axis.
    case left
    /// Within ``RoadPosition/centreWidth`` of the axis.
    case centre
    /// Right of the axis.
    case right
  }

  /// How far from the axis still counts as its centre, in metres.
  public static let centreWidth = 0.5

  /// The name of the section in the network.
  public var section: String
  /// Metres along the axis from its start to the point of it that is nearest.
  public var chainage: Double
  /// The side, looking along the axis.
  public var side: Side
  /// Metres from the axis; never negative.
  public var distance: Double

  /// Creates a position.
  public init(section: String, chainage: Double, side: Side, distance: Double) {
    self.section = section
    self.chainage = chainage
    self.side = side
    self.distance = distance
  }

  /// Creates a position from the distance to the axis, negative on its left.
  init(section: String, chainage: Double, offset: Double, distance: Double) {
    let side: Side = abs(offset) <= Self.centreWidth ? .centre : offset < 0 ? .left : .right
    self.init(section: section, chainage: chainage, side: side, distance: distance)
  }
}
