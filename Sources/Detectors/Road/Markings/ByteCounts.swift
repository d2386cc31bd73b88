/// How often each brightness stands among some values, from which it is soon told what part of them lies below.
struct ByteCounts {
  private var counts = [Int32](repeating: 0, count: 256)
  /// The number of values.
  private(set) var total: Int32 = 0

  mutating func add(_ value: UInt8, times: Int32 = 1) {
    counts[Int(value)] += times
    total += times
  }

  mutating func clear() {
    for value in counts.indices { counts[value] = 0 }
    total = 0
  }

  /// The least value that more than a part of the others do not exceed; 0 where there is none.
  func quantile(_ part: Double) -> Double {
    let wanted = Int32(part * Double(total))
    var below: Int32 = 0
    for (value, count) in counts.enumerated() where count > 0 {
      below += count
      if below > wanted { return Double(value) }
    }
    return 0
  }
}
