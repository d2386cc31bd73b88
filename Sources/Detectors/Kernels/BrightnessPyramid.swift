import CDetectors
import ImageKit

/// Brightness of a window of a photo at half, quarter, … of its size; the full size is read from the photo itself.
struct BrightnessPyramid {
  /// The picture and the part of it that is looked at.
  let photo: Image<RGB8>
  let window: Window
  /// Level 1 first: each half the size of the one before, rounded up.
  let coarser: [Image<Gray8>]

  /// Creates a pyramid of at most `levels` levels, level 0 included; no level is smaller than one pixel.
  init(photo: Image<RGB8>, window: Window, levels: Int, variant: KernelVariant) {
    self.photo = photo
    self.window = window
    var coarser: [Image<Gray8>] = []
    var (width, height) = (window.width, window.height)
    while coarser.count + 1 < levels, min(width, height) > 1 {
      (width, height) = ((width + 1) / 2, (height + 1) / 2)
      if let finer = coarser.last {
        coarser.append(
          unsafe Image(width: width, height: height) { target in
            unsafe finer.withView { unsafe dt_halve($0, target, variant.code) }
          })
      } else {
        var scratch = [UInt8](repeating: 0, count: 2 * (window.width + 1))
        coarser.append(
          unsafe Image(width: width, height: height) { target in
            unsafe photo.withView(of: window) {
              unsafe dt_halve_rgb($0, target, 0, target.height, &scratch, variant.code)
            }
          })
      }
    }
    self.coarser = coarser
  }

  /// The number of levels, the full size included.
  var levels: Int { coarser.count + 1 }

  /// Returns the size of a level.
  func size(of level: Int) -> (width: Int, height: Int) {
    level == 0 ? (window.width, window.height) : (coarser[level - 1].width, coarser[level - 1].height)
  }

  /// Writes the brightness of a rectangle of a level, mirrored where it reaches beyond the level.
  func write(level: Int, x: Int, y: Int, width: Int, height: Int, to patch: inout [UInt8], variant: KernelVariant) {
    precondition(patch.count >= width * height, "the patch is too small")
    unsafe patch.withUnsafeMutableBufferPointer { buffer in
      let target = unsafe dt_gray_target(
        pixels: buffer.baseAddress, width: Int32(width), height: Int32(height), stride: width)
      if level == 0 {
        unsafe photo.withView(of: window) { unsafe dt_luminance($0, Int32(x), Int32(y), target, variant.code) }
      } else {
        unsafe coarser[level - 1].withView { unsafe dt_gray_patch($0, Int32(x), Int32(y), target) }
      }
    }
  }
}
