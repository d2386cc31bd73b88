import CDetectors
import ImageKit

/// Brightness and colour across a line, averaged over a few pixels along it.
struct CrossSection {
  /// The places to each side of the centre.
  let reach: Int
  /// Places along the line that are averaged, one pixel apart.
  static let taps: Int32 = 5
  /// Brightness in grey levels, `2 × reach + 1` values from the left of the normal to its right.
  let brightness: [Double]
  /// The distance from one place to the next, in pixels.
  let step: Double
  /// Excess green (2 G − R − B) / (R + G + B) over both outer thirds.
  let excessGreen: Double

  /// Reads a section at a point of a photo, along a unit normal.
  init(of photo: Image<RGB8>, at point: PixelPoint, normalU: Double, normalV: Double, step: Double, reach: Int) {
    self.step = step
    self.reach = reach
    let count = 2 * reach + 1
    var sums = [UInt32](repeating: 0, count: 3 * count)
    func fixed(_ value: Double) -> Int32 { Int32((value * 256).rounded()) }
    unsafe photo.withView(of: photo.bounds) { view in
      unsafe dt_cross_section(
        view, fixed(point.u), fixed(point.v), fixed(normalU * step), fixed(normalV * step), Int32(count),
        fixed(-normalV), fixed(normalU), Self.taps, &sums)
    }
    brightness = (0..<count).map { i -> Double in
      let sum = 77 * sums[3 * i] + 150 * sums[3 * i + 1] + 29 * sums[3 * i + 2]
      return Double(sum) / 65536
    }
    var (red, green, blue) = (0.0, 0.0, 0.0)
    let third = reach * 2 / 3
    for i in 0..<count where i < third || i >= count - third {
      red += Double(sums[3 * i])
      green += Double(sums[3 * i + 1])
      blue += Double(sums[3 * i + 2])
    }
    excessGreen = (2 * green - red - blue) / max(1, red + green + blue)
  }
}
