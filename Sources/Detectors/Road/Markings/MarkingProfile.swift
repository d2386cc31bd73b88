import Foundation

/// The ground on both sides of a line, row by row across it: where bands of paint run along it, and how wide they are.
struct MarkingProfile {
  /// A band along the line.
  struct Band: Equatable {
    /// Where its edges lie, in cells across the line.
    var left, right: Double
    /// How far its edges are smeared, in cells: half of what it is wider low than high.
    var blur: Double

    /// The band's width, in cells.
    var width: Double { right - left }
    /// Where its middle lies.
    var middle: Double { (left + right) / 2 }
  }

  /// Cells to each side of the line.
  let reach: Int
  /// Where the rows lie along the line, in cells from its point.
  let places: [Double]
  /// The brightness across, 2 reach + 1 cells a row, the line in the middle.
  let brightness: [UInt8]
  private let line: MarkingLine

  /// Metres to each side of the line.
  static let side = 0.85

  /// Reads the rows of a line that lie in a square about a centre, and in the picture.
  ///
  /// - Parameter step: cells from row to row.
  init(
    _ line: MarkingLine, in sight: MarkingSight, centre: (u: Double, v: Double), square: Double, step: Double = 1
  ) {
    self.line = line
    reach = Int((Self.side / sight.cell).rounded(.up))
    let middle = line.offset(u: centre.u, v: centre.v).along.rounded()
    let far = (square * 2.0.squareRoot()).rounded(.up)
    let (width, height) = (Double(sight.brightness.width), Double(sight.brightness.height))
    var places: [Double] = []
    var brightness: [UInt8] = []
    for along in Swift.stride(from: middle - far, through: middle + far, by: step) {
      let place = line.place(along: along)
      guard max(abs(place.u - centre.u), abs(place.v - centre.v)) <= square, place.u >= 0, place.v >= 0,
        place.u < width, place.v < height
      else { continue }
      places.append(along)
      let (u, v) = (Float(place.u), Float(place.v))
      for across in -reach...reach {
        brightness.append(
          sight.brightness.value(u: u - Float(across) * Float(line.dv), v: v + Float(across) * Float(line.du)))
      }
    }
    self.places = places
    self.brightness = brightness
  }

  /// How many cells stand in a row.
  var stride: Int { 2 * reach + 1 }

  /// How far each column stands out on the mean over all rows, as a part of the ground in its row.
  var contrast: [Double] {
    var sums = [Double](repeating: 0, count: stride)
    var counts = ByteCounts()
    for row in places.indices {
      counts.clear()
      for column in 0..<stride { counts.add(brightness[row * stride + column]) }
      let ground = counts.quantile(0.3)
      guard ground >= 1 else { continue }
      for column in 0..<stride {
        sums[column] += min(1.5, max(0, Double(brightness[row * stride + column]) / ground - 1))
      }
    }
    return sums.map { $0 / Double(max(1, places.count)) }
  }

  /// Returns the bands no farther from the line than so many cells, from left to right.
  func bands(near: Double) -> [Band] {
    let contrast = contrast
    let base = contrast.quantile(0.3)
    var bands: [Band] = []
    let inner = contrast.indices.filter { abs(Double($0 - reach)) <= near }
    guard let highest = inner.map({ contrast[$0] }).max(), highest > base else { return [] }
    // A band that is less than half as strong as its neighbour is its rim or its shine.
    var index = inner.first ?? 0
    while let last = inner.last, index <= last {
      guard contrast[index] - base > (highest - base) / 2 else {
        index += 1
        continue
      }
      var end = index
      while end + 1 < contrast.count, contrast[end + 1] - base > (highest - base) / 2 { end += 1 }
      var start = index
      while start > 0, contrast[start - 1] - base > (highest - base) / 2 { start -= 1 }
      if start > 0, end + 1 < contrast.count, let band = band(of: contrast, start...end, base: base) {
        bands.append(band)
      }
      index = end + 1
    }
    return bands
  }

  private func band(of contrast: [Double], _ range: ClosedRange<Int>, base: Double) -> Band? {
    // The top of a wide band is flat: its mean says more than its highest cell.
    let peak = contrast[range].max() ?? 0
    let high = contrast[range].filter { $0 - base >= 0.8 * (peak - base) }
    let top = high.reduce(0, +) / Double(max(1, high.count)) - base
    // From the ground on each side inwards: worn paint may dip in the middle.
    func edge(_ part: Double, from first: Int, by step: Int) -> Double? {
      var index = first
      while contrast.indices.contains(index), contrast[index] - base > 0.25 * top { index -= step }
      guard contrast.indices.contains(index) else { return nil }
      let level = base + part * top
      while contrast.indices.contains(index + step), contrast[index + step] <= level { index += step }
      guard contrast.indices.contains(index + step) else { return nil }
      let (outside, inside) = (contrast[index], contrast[index + step])
      let share = inside > outside ? (level - outside) / (inside - outside) : 0
      return Double(index - reach) + Double(step) * min(1, max(0, share))
    }
    func width(_ part: Double) -> (left: Double, right: Double)? {
      guard let left = edge(part, from: range.lowerBound, by: 1), let right = edge(part, from: range.upperBound, by: -1)
      else { return nil }
      return (left, right)
    }
    guard let low = width(0.25), let half = width(0.5), let high = width(0.75) else { return nil }
    return Band(
      left: half.left, right: half.right, blur: ((low.right - low.left) - (high.right - high.left)) / 2)
  }
}
