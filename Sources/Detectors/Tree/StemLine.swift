import Foundation
import ImageKit

/// The course of a lying stem: places along the longest direction of its cells.
struct StemLine {
  /// From end to end, in cells.
  let line: [(x: Double, y: Double)]
  /// Its length, in cells.
  let length: Double
  /// How wide it is along its course: the cells in each step over the step's length.
  private let widths: [Double]
  private let acrossX, acrossY: Double

  /// Cells a step along the stem.
  private static let step = 6.0

  /// Finds the course; `nil` for fewer than three cells.
  init?(cells: [Int], maps: TreeMaps) {
    guard cells.count >= 3 else { return nil }
    let places = cells.map { (x: Double($0 % maps.width) + 0.5, y: Double($0 / maps.width) + 0.5) }
    let count = Double(places.count)
    let (middleX, middleY) = (places.reduce(0) { $0 + $1.x } / count, places.reduce(0) { $0 + $1.y } / count)
    var (xx, xy, yy) = (0.0, 0.0, 0.0)
    for place in places {
      let (dx, dy) = (place.x - middleX, place.y - middleY)
      xx += dx * dx
      xy += dx * dy
      yy += dy * dy
    }
    let angle = atan2(2 * xy, xx - yy) / 2
    let (alongX, alongY) = (cos(angle), sin(angle))
    (acrossX, acrossY) = (-alongY, alongX)
    let offsets = places.map { ($0.x - middleX) * alongX + ($0.y - middleY) * alongY }
    let (low, high) = ((offsets.min() ?? 0) - 0.5, (offsets.max() ?? 0) + 0.5)
    let steps = max(1, Int(((high - low) / Self.step).rounded()))
    var sums = [(x: Double, y: Double, count: Double)](repeating: (0, 0, 0), count: steps)
    for (place, offset) in zip(places, offsets) {
      let step = min(steps - 1, Int((offset - low) / (high - low) * Double(steps)))
      sums[step].x += place.x
      sums[step].y += place.y
      sums[step].count += 1
    }
    // The ends lie half a step beyond the first and the last mean, where the cells end.
    var line = sums.filter { $0.count > 0 }.map { (x: $0.x / $0.count, y: $0.y / $0.count) }
    func end(_ at: (x: Double, y: Double), _ offset: Double) -> (x: Double, y: Double) {
      let own = (at.x - middleX) * alongX + (at.y - middleY) * alongY
      return (at.x + (offset - own) * alongX, at.y + (offset - own) * alongY)
    }
    guard let first = line.first, let last = line.last else { return nil }
    line = [end(first, low)] + line.dropFirst().dropLast() + [end(last, high)]
    self.line = line
    length = zip(line, line.dropFirst()).reduce(0) { $0 + hypot($1.1.x - $1.0.x, $1.1.y - $1.0.y) }
    let wide = (high - low) / Double(steps)
    widths = sums.filter { $0.count > 0 }.map { $0.count / wide }
  }

  /// The stem's diameter: no better than a cell.
  func diameter(_ maps: TreeMaps) -> WidthProfile {
    let sorted = widths.sorted()
    let median = sorted[sorted.count / 2] * maps.stride
    let samples = zip(line, widths).prefix(64).map { place, width in
      WidthProfile.Sample(
        point: maps.point(x: place.x, y: place.y), normalU: acrossX, normalV: acrossY, width: width * maps.stride)
    }
    return WidthProfile(
      samples: samples, median: median, p95: sorted[min(sorted.count - 1, sorted.count * 95 / 100)] * maps.stride,
      low: max(0, median - maps.stride), high: median + maps.stride)
  }
}
