import ImageKit

/// What the tree network looks at: the photo, halved until crowns and stems have about the size they had when it was taught.
enum TreeSight {
  /// Finer photos are halved, in metres a pixel.
  static let finest = 0.05

  /// Returns how often a photo is halved.
  static func halvings(groundSampleDistance: Double?) -> Int {
    PhotoHalving.count(groundSampleDistance: groundSampleDistance, finest: finest, most: 5)
  }

  /// Returns the picture.
  static func picture(of photo: Image<RGB8>, halvings: Int) -> Image<RGB8> {
    var picture = photo
    for _ in 0..<halvings { picture = PhotoHalving.half(of: picture) }
    return picture
  }
}
