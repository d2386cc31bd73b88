/// What is known about roads in a photo before it is looked at: from a city's road network.
public struct RoadGuide: Sendable {
  /// The direction of the road at a pixel: radians from the direction of growing u towards that of growing v, modulo π.
  ///
  /// `nil` where there is no road.
  public let direction: @Sendable (PixelPoint) -> Double?

  /// Creates a guide.
  public init(direction: @escaping @Sendable (PixelPoint) -> Double?) { self.direction = direction }
}
