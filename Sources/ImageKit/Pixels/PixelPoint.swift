/// A place in a photo, in continuous pixels of the stored image.
///
/// (0, 0) is the outer upper-left corner; the first pixel's centre is (0.5, 0.5).
public struct PixelPoint: Hashable, Sendable, Codable {
  /// Pixels to the right of the left edge.
  public var u: Double
  /// Pixels below the upper edge.
  public var v: Double

  /// Creates a point from its column and row coordinates.
  public init(u: Double, v: Double) {
    self.u = u
    self.v = v
  }
}
