/// A window of a photo with its pixels: what a detector looks at.
///
/// A tile shares the photo's storage; making one copies nothing.
public struct Tile: Sendable {
  /// The whole photo.
  public let photo: Image<RGB8>
  /// The part to look at.
  ///
  /// A detector may read pixels outside it, as context, but reports only what lies inside.
  public let window: Window
  /// Metres on the ground a pixel, at the centre of the window; `nil` when unknown.
  public let groundSampleDistance: Double?
  /// The roads in the photo as a city's network knows them; `nil` when none is given.
  public let roads: RoadGuide?

  /// Creates a tile.
  ///
  /// - Precondition: the window lies inside the photo.
  public init(photo: Image<RGB8>, window: Window, groundSampleDistance: Double?, roads: RoadGuide? = nil) {
    precondition(
      window.x >= 0 && window.y >= 0 && window.endX <= photo.width && window.endY <= photo.height,
      "a tile lies inside its photo")
    self.photo = photo
    self.window = window
    self.groundSampleDistance = groundSampleDistance
    self.roads = roads
  }
}
