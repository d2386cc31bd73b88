/// The exact squared Euclidean distance of every pixel from a set of pixels, in linear time.
///
/// Meijster, Roerdink and Hesselink, "A general algorithm for computing distance transforms in linear time", 2000: first
/// along columns, then the lower envelope of parabolas along each row, all in integers. Four bytes a pixel.
struct DistanceTransform {
  /// The number of columns.
  let width: Int
  /// The squared distances, row after row; ``farAway`` or more where the set is empty.
  private(set) var squared: [Int32]

  /// More than any squared distance that is asked for; sides are at most 2^15 for the sums to fit.
  static let farAway: Int32 = 1 << 30

  /// Measures from positions given as row × width + column.
  init(from positions: [Int], width: Int, height: Int) {
    self.width = width
    // Along columns: how far up or down, capped so that squares fit.
    let cap: Int32 = 1 << 15
    squared = [Int32](repeating: cap, count: width * height)
    for position in positions { squared[position] = 0 }
    for position in stride(from: width, to: width * height, by: 1) {
      squared[position] = min(squared[position], squared[position - width] + 1)
    }
    for position in stride(from: width * (height - 1) - 1, through: 0, by: -1) {
      squared[position] = min(squared[position], squared[position + width] + 1)
    }
    var row = [Int](repeating: 0, count: width)
    var apexes = [Int](repeating: 0, count: width)
    var starts = [Int](repeating: 0, count: width)
    for y in 0..<height {
      for x in 0..<width {
        let down = Int(squared[y * width + x])
        row[x] = down * down
      }
      envelope(row, &apexes, &starts) { x, value in squared[y * width + x] = Int32(min(value, Int(Self.farAway))) }
    }
  }

  /// Returns whether a position lies within a distance of the set.
  func isWithin(_ distance: Double, of position: Int) -> Bool { Double(squared[position]) <= distance * distance }

  private func envelope(_ row: [Int], _ apexes: inout [Int], _ starts: inout [Int], write: (Int, Int) -> Void) {
    func height(_ x: Int, _ apex: Int) -> Int { (x - apex) * (x - apex) + row[apex] }
    var last = 0
    apexes[0] = 0
    starts[0] = 0
    for u in 1..<max(1, width) {
      while last >= 0, height(starts[last], apexes[last]) > height(starts[last], u) { last -= 1 }
      if last < 0 {
        last = 0
        apexes[0] = u
        starts[0] = 0
      } else {
        let apex = apexes[last]
        // The first column from which u is nearer; the division rounds down for what is never negative.
        let from = 1 + (u * u - apex * apex + row[u] - row[apex]) / (2 * (u - apex))
        if from < width {
          last += 1
          apexes[last] = u
          starts[last] = from
        }
      }
    }
    for x in stride(from: width - 1, through: 0, by: -1) {
      write(x, height(x, apexes[last]))
      if x == starts[last], last > 0 { last -= 1 }
    }
  }
}
