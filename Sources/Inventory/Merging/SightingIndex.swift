/// Sightings by the squares of a grid that their boxes touch, to find neighbours.
struct SightingIndex {
  private struct Square: Hashable {
    var site, column, row: Int32
  }

  private let side: Double
  private var squares: [Square: [Int32]] = [:]
  /// Boxes of more squares than this are kept in a list of their own.
  private static let mostSquares = 400
  private var large: [Int32] = []

  /// Creates an index.
  ///
  /// - Parameter reach: by how much the box of each sighting grows, in metres, so that two that could be one touch.
  init(_ sightings: [Sighting], reach: (Sighting) -> Double) {
    let extents = sightings.map { sighting -> Double in
      let size = sighting.high - sighting.low
      return max(size.x, size.y) + 2 * reach(sighting)
    }.sorted()
    side = max(1, extents.isEmpty ? 1 : extents[extents.count / 2])
    for (number, sighting) in sightings.enumerated() {
      guard let range = range(of: sighting, reach(sighting)) else {
        large.append(Int32(number))
        continue
      }
      for row in range.rows {
        for column in range.columns {
          squares[Square(site: Int32(sighting.site), column: column, row: row), default: []].append(Int32(number))
        }
      }
    }
  }

  private func range(
    of sighting: Sighting, _ reach: Double
  ) -> (columns: ClosedRange<Int32>, rows: ClosedRange<Int32>)? {
    let (low, high) = ((sighting.low - reach) / side, (sighting.high + reach) / side)
    guard low.x.magnitude < 1e8, low.y.magnitude < 1e8, high.x.magnitude < 1e8, high.y.magnitude < 1e8 else {
      return nil
    }
    let columns = Int32(low.x.rounded(.down))...Int32(high.x.rounded(.down))
    let rows = Int32(low.y.rounded(.down))...Int32(high.y.rounded(.down))
    return columns.count * rows.count <= Self.mostSquares ? (columns, rows) : nil
  }

  /// Returns the sightings of higher number whose boxes may touch that of one, in order.
  func neighbours(of number: Int, in sightings: [Sighting], reach: Double) -> [Int] {
    let sighting = sightings[number]
    var found: [Int32] = []
    if let range = range(of: sighting, reach) {
      for row in range.rows {
        for column in range.columns {
          let square = squares[Square(site: Int32(sighting.site), column: column, row: row)] ?? []
          // Numbers were added in order.
          found += square[square.partitioningIndex { $0 > number }...]
        }
      }
      found += large.filter { $0 > number }
    } else {
      found = (Int32(number + 1)..<Int32(max(number + 1, sightings.count))).map { $0 }
    }
    found.sort()
    var result: [Int] = []
    for other in found where result.last != Int(other) { result.append(Int(other)) }
    return result
  }
}

extension Array {
  /// Returns the first index whose element passes, of elements of which all that pass stand at the end.
  fileprivate func partitioningIndex(where passes: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if passes(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
