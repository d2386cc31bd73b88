import CDetectors
import Foundation

/// Thins sets of pixels to lines one pixel wide.
enum Thinning {
  /// Returns the positions, as row × width + column in reading order, of what is left of the runs.
  static func skeleton(of runs: [CandidateRuns.Run], width: Int, height: Int) -> [Int] {
    guard let first = runs.first, let last = runs.last else { return [] }
    // A frame of zeros around the rows in use. Fresh zeros cost no memory until a pixel is written.
    let stride = width + 2
    let top = Int(first.y)
    let rows = Int(last.y) - top + 3
    guard let plane = unsafe calloc(rows, stride)?.assumingMemoryBound(to: UInt8.self) else { return [] }
    defer { unsafe free(plane) }
    var pixels: [UInt32] = []
    pixels.reserveCapacity(runs.reduce(0) { $0 + Int($1.length) })
    for run in runs {
      let start = (Int(run.y) - top + 1) * stride + Int(run.x) + 1
      for position in start..<start + Int(run.length) {
        unsafe plane[position] = 1
        pixels.append(UInt32(position))
      }
    }
    var scratch = [UInt32](repeating: 0, count: 2 * pixels.count)
    let left = unsafe dt_thin(plane, stride, &pixels, Int32(pixels.count), &scratch)
    return pixels[..<Int(left)].map { position in
      (Int(position) / stride - 1 + top) * width + Int(position) % stride - 1
    }
  }
}
