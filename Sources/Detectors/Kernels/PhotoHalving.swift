import CDetectors
import ImageKit

/// A photo at half its size.
enum PhotoHalving {
  /// Returns how often a photo is halved until its pixels are at least so large; never where its scale is unknown.
  ///
  /// - Parameters:
  ///   - groundSampleDistance: metres a pixel.
  ///   - finest: metres a pixel that are fine enough.
  ///   - most: at most so often.
  static func count(groundSampleDistance: Double?, finest: Double, most: Int) -> Int {
    guard var scale = groundSampleDistance, scale > 0 else { return 0 }
    var count = 0
    while scale < finest, count < most {
      scale *= 2
      count += 1
    }
    return count
  }

  /// Returns the photo with each 2 × 2 pixels averaged; the last row and column of an odd size count twice.
  static func half(of photo: Image<RGB8>, variant: KernelVariant = .best) -> Image<RGB8> {
    let (width, height) = ((photo.width + 1) / 2, (photo.height + 1) / 2)
    return unsafe Image(width: width, height: height) { bytes in
      guard let start = unsafe bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
      unsafe photo.withView(of: photo.bounds) { unsafe dt_halve_photo($0, start, 3 * width, variant.code) }
    }
  }
}
