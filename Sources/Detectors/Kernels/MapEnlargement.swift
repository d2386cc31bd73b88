import CDetectors
import ImageKit

/// A map of cells as a map of pixels, bilinear between the cells' centres.
enum MapEnlargement {
  /// Returns the part of a map that a window covers, a byte a pixel.
  ///
  /// - Parameters:
  ///   - map: A value a cell.
  ///   - stride: Pixels a cell along each side: 1, 2, 4 or 8.
  ///   - window: In pixels from the upper left corner of the map.
  static func pixels(
    of map: Image<Gray8>, stride: Int, window: Window, variant: KernelVariant = .best
  ) -> Image<Gray8> {
    precondition([1, 2, 4, 8].contains(stride), "cells of 1, 2, 4 or 8 pixels")
    precondition(
      window.x >= 0 && window.y >= 0 && window.endX <= map.width * stride && window.endY <= map.height * stride,
      "the map covers the window")
    var column = [UInt16](repeating: 0, count: map.width + 2)
    var line = [UInt8](repeating: 0, count: (map.width + 1) * stride)
    return unsafe Image(width: window.width, height: window.height) { target in
      unsafe map.withView {
        unsafe dt_enlarge(
          $0, Int32(stride), Int32(window.x), Int32(window.y), target, &column, &line, variant.code)
      }
    }
  }
}
