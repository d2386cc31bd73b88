import CDetectors
import ImageKit

/// Lays brightness and two maps of cells side by side.
enum SightKernel {
  /// Returns a picture of half the photo's size: brightness (the mean of 2 × 2 pixels), cracks, built surface.
  ///
  /// - Precondition: the maps have a value for each 2 × 2 pixels of the photo, begun ones included.
  static func sight(of photo: Image<RGB8>, cracks: Image<Gray8>, surface: Image<Gray8>) -> Image<RGB8> {
    let (width, height) = ((photo.width + 1) / 2, (photo.height + 1) / 2)
    precondition(cracks.width == width && cracks.height == height, "a value for each 2 × 2 pixels")
    precondition(surface.width == width && surface.height == height, "a value for each 2 × 2 pixels")
    return unsafe Image(width: width, height: height) { bytes in
      guard let start = unsafe bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
      unsafe photo.withView(of: photo.bounds) { photo in
        unsafe cracks.withView { cracks in
          unsafe surface.withView { unsafe dt_road_sight(photo, cracks, $0, start) }
        }
      }
    }
  }
}
