import CDetectors
import ImageKit

/// A photo at half its size.
enum PhotoHalving {
  /// Returns the photo with each 2 × 2 pixels averaged; the last row and column of an odd size count twice.
  static func half(of photo: Image<RGB8>, variant: KernelVariant = .best) -> Image<RGB8> {
    let (width, height) = ((photo.width + 1) / 2, (photo.height + 1) / 2)
    return unsafe Image(width: width, height: height) { bytes in
      guard let start = unsafe bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
      unsafe photo.withView(of: photo.bounds) { unsafe dt_halve_photo($0, start, 3 * width, variant.code) }
    }
  }
}
