/// Which pictures a resample counts how often: drawn with replacement, the same for the same seed on every machine.
struct Bootstrap {
  /// The number of resamples.
  static let resamples = 1000
  /// Where the random numbers start.
  static let seed: UInt64 = 1

  private var state = Bootstrap.seed

  /// Returns how often each of so many pictures is drawn in the next resample.
  mutating func counts(of pictures: Int) -> [Int] {
    var times = [Int](repeating: 0, count: pictures)
    for _ in 0..<pictures { times[Int(next() % UInt64(pictures))] += 1 }
    return times
  }

  /// Returns the 2.5th and 97.5th percentiles of values in any order.
  static func interval(_ values: [Double]) -> ClosedRange<Double>? {
    let sorted = values.sorted()
    guard let last = sorted.indices.last else { return nil }
    return sorted[Int((Double(last) * 0.025).rounded())]...sorted[Int((Double(last) * 0.975).rounded())]
  }

  /// SplitMix64 by Steele, Lea and Flood, 2014.
  private mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
