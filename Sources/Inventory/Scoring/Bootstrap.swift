import ImageKit

/// Which pictures a resample counts how often: drawn with replacement, the same for the same seed on every machine.
struct Bootstrap {
  /// The number of resamples.
  static let resamples = 1000
  /// Where the random numbers start.
  static let seed: UInt64 = 1

  private var generator = SplitMix64(state: Bootstrap.seed)

  /// Returns how often each of so many pictures is drawn in the next resample.
  mutating func counts(of pictures: Int) -> [Int] {
    var times = [Int](repeating: 0, count: pictures)
    for _ in 0..<pictures { times[Int(generator.next() % UInt64(pictures))] += 1 }
    return times
  }

  /// Returns the 2.5th and 97.5th percentiles of values in any order.
  static func interval(_ values: [Double]) -> ClosedRange<Double>? {
    let sorted = values.sorted()
    guard let last = sorted.indices.last else { return nil }
    return sorted[Int((Double(last) * 0.025).rounded())]...sorted[Int((Double(last) * 0.975).rounded())]
  }
}
