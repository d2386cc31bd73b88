import CDetectors
import ImageKit

/// The oriented line filter: how much each pixel lies on a line darker than both its sides.
struct ValleyFilter {
  /// How far one pixel's vote may go below and above zero, in eighths of the local noise.
  var clipLow = 4
  var clipHigh = 12
  /// The rectangles the work is cut into; results do not depend on it.
  var cutWidth = 384
  var cutHeight = 64

  /// Writes the response of one level, 0 … 255; `gain` has a value for each 8 × 8 block of the level.
  func write(
    _ pyramid: BrightnessPyramid, level: Int, gain: [Int16], to target: dt_gray_target, variant: KernelVariant
  ) {
    let (width, height) = pyramid.size(of: level)
    let side = Int(DT_NOISE_BLOCK)
    let columns = (width + side - 1) / side
    let rows = (height + side - 1) / side
    precondition(gain.count == columns * rows, "one gain a block")
    let margin = Int(DT_VALLEY_MARGIN)
    var patch = [UInt8](repeating: 0, count: (cutWidth + 2 * margin) * (cutHeight + 2 * margin))
    let size = dt_valley_scratch_size(Int32(cutWidth), Int32(cutHeight))
    precondition(size > 0, "the cut is out of range")
    let parameters = dt_valley_parameters(clipLow: Int32(clipLow), clipHigh: Int32(clipHigh))
    let scratch = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 64)
    defer { unsafe scratch.deallocate() }
    for y in stride(from: 0, to: height, by: cutHeight) {
      for x in stride(from: 0, to: width, by: cutWidth) {
        let (w, h) = (min(cutWidth, width - x), min(cutHeight, height - y))
        let (patchWidth, patchHeight) = (w + 2 * margin, h + 2 * margin)
        pyramid.write(
          level: level, x: x - margin, y: y - margin, width: patchWidth, height: patchHeight, to: &patch,
          variant: variant)
        unsafe patch.withUnsafeBufferPointer { patch in
          let view = unsafe dt_gray_view(
            pixels: patch.baseAddress, width: Int32(patchWidth), height: Int32(patchHeight), stride: patchWidth)
          let part = unsafe dt_gray_target(
            pixels: target.pixels.map { unsafe $0 + (y * target.stride + x) }, width: Int32(w), height: Int32(h),
            stride: target.stride)
          unsafe dt_valleys(
            view, gain, Int32(columns), Int32(rows), Int32(x), Int32(y), parameters, part, scratch, variant.code)
        }
      }
    }
  }
}
