import ImageKit

/// Where an export gets the pixels of photos from.
public protocol PictureSource: Sendable {
  /// Returns a part of a photo as JPEG, with what was found drawn on it; `nil` when the photo is not at hand.
  ///
  /// - Parameters:
  ///   - photo: the photo, whose file has to be the one that was inspected.
  ///   - observations: what to show, all of it seen in this photo.
  ///   - color: to draw it in.
  ///   - side: the longest side of the picture, in pixels.
  func crop(of photo: PhotoRecord, around observations: [Observation], color: RGB8, side: Int) -> [UInt8]?
}
