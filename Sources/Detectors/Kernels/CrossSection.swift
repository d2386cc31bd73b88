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
  /// Blue over red at the centre and two places to each side, over the same in the outermost sixths.
  let blueShift: Double

  /// How far to each side the deepest place is looked for when the places along the line are aligned, in pixels.
  private static let farthestShift = 1.5

  /// Reads a section at a point of a photo, along a unit normal.
  ///
  /// - Parameter alignment: when not `nil`, each of the places that are averaged is first moved so that it is darkest within so
  ///   many pixels of the centre. A crack wanders by a pixel within the few pixels averaged, and what is averaged without that
  ///   looks wider and shallower than the crack is. Of a wide crack, noise decides which single point is the deepest: so look
  ///   at most of its width. On ground without a line it would make one out of noise.
  init(
    of photo: Image<RGB8>, at point: PixelPoint, normalU: Double, normalV: Double, step: Double, reach: Int,
    alignment: Double? = nil
  ) {
    self.step = step
    self.reach = reach
    let count = 2 * reach + 1
    var sums = [UInt32](repeating: 0, count: 3 * count)
    func fixed(_ value: Double) -> Int32 { Int32((value * 256).rounded()) }
    func read(_ point: PixelPoint, count: Int, taps: Int32, into values: inout [UInt32]) {
      unsafe photo.withView(of: photo.bounds) { view in
        unsafe dt_cross_section(
          view, fixed(point.u), fixed(point.v), fixed(normalU * step), fixed(normalV * step), Int32(count),
          fixed(-normalV), fixed(normalU), taps, &values)
      }
    }
    if let alignment {
      let margin = Int((Self.farthestShift / step).rounded())
      let half = min(reach, Int((alignment / step).rounded()))
      var values = [UInt32](repeating: 0, count: 3 * (count + 2 * margin))
      for tap in 0..<Int(Self.taps) {
        let along = Double(tap - Int(Self.taps) / 2)
        let place = PixelPoint(u: point.u - along * normalV, v: point.v + along * normalU)
        read(place, count: count + 2 * margin, taps: 1, into: &values)
        let brightness = (-margin...margin).map { shift in
          (-half...half).reduce(0) { $0 + Self.luma(values, reach + margin + shift + $1) }
        }
        // The darkest place, the nearest to the centre of equals.
        let shift = (-margin...margin).min { a, b in
          let (one, two) = (brightness[margin + a], brightness[margin + b])
          return one != two ? one < two : abs(a) != abs(b) ? abs(a) < abs(b) : a < b
        }
        let start = 3 * (margin + (shift ?? 0))
        for i in 0..<(3 * count) { sums[i] += values[start + i] }
      }
      for i in sums.indices { sums[i] /= UInt32(Self.taps) }
    } else {
      read(point, count: count, taps: Self.taps, into: &sums)
    }
    brightness = (0..<count).map { Double(Self.luma(sums, $0)) / 65536 }
    var (red, green, blue) = (0.0, 0.0, 0.0)
    let third = reach * 2 / 3
    for i in 0..<count where i < third || i >= count - third {
      red += Double(sums[3 * i])
      green += Double(sums[3 * i + 1])
      blue += Double(sums[3 * i + 2])
    }
    let sixth = reach / 3
    func blueOverRed(_ places: [Int]) -> Double {
      let blue = places.reduce(0) { $0 + sums[3 * $1 + 2] }
      return Double(blue) / Double(max(1, places.reduce(0) { $0 + sums[3 * $1] }))
    }
    let inside = blueOverRed(Array(max(0, reach - 2)...min(count - 1, reach + 2)))
    blueShift = inside / max(0.01, blueOverRed(Array(0..<sixth) + Array(count - sixth..<count)))
    excessGreen = (2 * green - red - blue) / max(1, red + green + blue)
  }

  /// Luma × 65536 of a place, from sums of colours × 256.
  private static func luma(_ sums: [UInt32], _ place: Int) -> UInt32 {
    77 * sums[3 * place] + 150 * sums[3 * place + 1] + 29 * sums[3 * place + 2]
  }
}
