import ImageKit

/// What the road network looks at: a photo's brightness, the crack network's cracks and its built surfaces, at half the photo's size.
///
/// So both networks speak of the same cracks, and the second is spared the fine pixels.
enum RoadSight {
  /// The finest ground sample distance at which the network was taught, in metres a pixel; finer photos are shrunk.
  static let finest = 0.0035

  /// Returns how often a photo is halved once more before the network sees it.
  static func halvings(groundSampleDistance: Double?) -> Int {
    PhotoHalving.count(groundSampleDistance: groundSampleDistance, finest: finest, most: 4)
  }

  /// Returns the picture, as three channels: brightness, cracks, built surface.
  ///
  /// - Parameters:
  ///   - maps: the crack network's, of the whole photo and two pixels a cell.
  ///   - halvings: how often to halve it.
  static func picture(of photo: Image<RGB8>, cracks: Image<Gray8>, surface: Image<Gray8>, halvings: Int) -> Image<RGB8>
  {
    var sight = SightKernel.sight(of: photo, cracks: cracks, surface: surface)
    for _ in 0..<halvings { sight = PhotoHalving.half(of: sight) }
    return sight
  }
}
