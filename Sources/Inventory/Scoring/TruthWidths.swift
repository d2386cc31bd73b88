import Detectors
import Foundation
import ImageKit

/// How wide the strokes of a true mask are along its centre line.
///
/// A distance transform would not do: it tells bands of three and four rows apart by a whole pixel or not at all, because
/// an even band has no middle row. Here the mask is added up across the line, interpolated between pixel centres, so that
/// nothing of its area is lost: a band of n rows is n wide, and a slanting line comes out right on average.
struct TruthWidths {
  /// The number of directions across which a stroke is tried, over half a turn: 7.5° apart, 0.2 % at most.
  private static let directions = 24
  /// How far along the centre line, in pixels to either side, widths are averaged.
  private static let neighbourhood = 3
  /// The distance of the places that are added up, in pixels.
  private static let step = 0.5

  private let mask: Image<Gray8>
  /// Pixels of the centre line as row × width + column, in reading order.
  private let line: [Int]

  /// Prepares a mask that lies inside its picture, and its centre line.
  init(mask: PixelMask, line: [Int], width: Int, height: Int) {
    self.mask = MaskPicture.image(of: [mask], width: width, height: height)
    self.line = line
  }

  /// Returns the width, in pixels, at the place of the centre line that is nearest to a point.
  ///
  /// The direction across is the one in which the stroke is narrowest. `nil` where no centre line lies within the
  /// tolerance, where it is a single pixel, and where the stroke runs out of the picture.
  func width(near point: PixelPoint, within tolerance: Double) -> Double? {
    nearest(column: Int(point.u.rounded(.down)), row: Int(point.v.rounded(.down)), tolerance).flatMap(width)
  }

  private func nearest(column: Int, row: Int, _ tolerance: Double) -> Int? {
    var best: (squared: Int, position: Int)?
    for position in positions(around: column, row, reach: Int(tolerance)) {
      let (across, down) = (position % mask.width - column, position / mask.width - row)
      let squared = across * across + down * down
      guard Double(squared) <= tolerance * tolerance, squared < best?.squared ?? .max else { continue }
      best = (squared, position)
    }
    return best?.position
  }

  /// Returns the pixels of the centre line in a square.
  private func positions(around column: Int, _ row: Int, reach: Int) -> [Int] {
    var found: [Int] = []
    for y in stride(from: max(0, row - reach), through: min(mask.height - 1, row + reach), by: 1) {
      let first = y * mask.width + max(0, column - reach)
      let last = y * mask.width + min(mask.width - 1, column + reach)
      var (low, high) = (0, line.count)
      while low < high {
        let middle = (low + high) / 2
        if line[middle] < first { low = middle + 1 } else { high = middle }
      }
      while low < line.count, line[low] <= last {
        found.append(line[low])
        low += 1
      }
    }
    return found
  }

  private func width(at position: Int) -> Double? {
    let (x, y) = (position % mask.width, position / mask.width)
    let places = places(around: x, y)
    guard !places.isEmpty else { return nil }
    // Across is never longer than along a row or a column.
    let reach = Double(min(run(from: x, y, 1, 0), run(from: x, y, 0, 1)) + 2)
    let length = places.reduce(0) { $0 + $1.weight }
    let sections = (0..<Self.directions).map { direction in
      let angle = Double.pi * Double(direction) / Double(Self.directions)
      var (sum, isWhole) = (0.0, true)
      for place in places {
        let section = section(at: place.x, place.y, cos(angle), sin(angle), reach: reach)
        sum += place.weight * section.width
        if !section.isWhole { isWhole = false }
      }
      return (width: sum / length, isWhole: isWhole)
    }
    // Chosen together with its neighbours: the least of many would be too small by the noise of the mask's edge.
    let scores = sections.indices.map { index in
      (-1...1).reduce(0) { $0 + sections[(index + $1 + Self.directions) % Self.directions].width }
    }
    guard let best = scores.indices.min(by: { (scores[$0], $0) < (scores[$1], $1) }) else { return nil }
    return sections[best].isWhole ? sections[best].width : nil
  }

  /// Places on the links between neighbouring pixels of the centre line, each with the length that it stands for.
  ///
  /// Two on each link, at its quarters: at the pixels alone, a thin slanting line would be seen only where it is widest.
  private func places(around column: Int, _ row: Int) -> [(x: Double, y: Double, weight: Double)] {
    let pixels = positions(around: column, row, reach: Self.neighbourhood).map { ($0 % mask.width, $0 / mask.width) }
    var places: [(x: Double, y: Double, weight: Double)] = []
    for (index, a) in pixels.enumerated() {
      for b in pixels[(index + 1)...] where abs(a.0 - b.0) <= 1 && abs(a.1 - b.1) <= 1 {
        let (across, down) = (Double(b.0 - a.0), Double(b.1 - a.1))
        let weight = (across * across + down * down).squareRoot() / 2
        for part in [0.25, 0.75] {
          places.append((Double(a.0) + part * across, Double(a.1) + part * down, weight))
        }
      }
    }
    return places
  }

  /// Returns how many pixels of the mask lie in a row through a pixel.
  private func run(from x: Int, _ y: Int, _ across: Int, _ down: Int) -> Int {
    var count = 1
    for sign in [-1, 1] {
      var (i, j) = (x + sign * across, y + sign * down)
      while i >= 0, i < mask.width, j >= 0, j < mask.height, mask[i, j].value > 0 {
        count += 1
        (i, j) = (i + sign * across, j + sign * down)
      }
    }
    return count
  }

  /// Adds up the mask from a place in both directions until it ends, and tells whether it does so inside the picture.
  private func section(
    at x: Double, _ y: Double, _ across: Double, _ down: Double, reach: Double
  ) -> (width: Double, isWhole: Bool) {
    var (sum, isWhole) = (0.0, true)
    for sign in [-1.0, 1.0] {
      var last = value(x, y) ?? 0
      var distance = 0.0
      while last > 0, distance < reach {
        distance += Self.step
        guard let next = value(x + sign * distance * across, y + sign * distance * down) else {
          isWhole = false
          break
        }
        sum += (last + next) / 2 * Self.step
        last = next
      }
    }
    return (sum, isWhole)
  }

  /// Returns the mask between pixel centres, 0 to 1; `nil` outside them.
  private func value(_ x: Double, _ y: Double) -> Double? {
    guard x >= 0, y >= 0, x <= Double(mask.width - 1), y <= Double(mask.height - 1) else { return nil }
    let (left, top) = (Int(x), Int(y))
    let (right, bottom) = (min(left + 1, mask.width - 1), min(top + 1, mask.height - 1))
    let (u, v) = (x - Double(left), y - Double(top))
    func pixel(_ x: Int, _ y: Int) -> Double { mask[x, y].value > 0 ? 1 : 0 }
    return (1 - v) * ((1 - u) * pixel(left, top) + u * pixel(right, top))
      + v * ((1 - u) * pixel(left, bottom) + u * pixel(right, bottom))
  }
}
