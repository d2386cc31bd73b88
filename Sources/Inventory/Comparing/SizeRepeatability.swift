/// How much sizes differ between two flights where nothing changed: another light, another stand-off, other pixels.
///
/// Usually so much as ``usual(_:)`` says; how many times that is learned from the flights themselves, where they have pairs enough: by
/// what three quarters of their pairs differ at most, with what is usual counted like ten pairs. Of most things nothing changes
/// between two flights, and the last quarter does not count.
struct SizeRepeatability {
  private let factors: [SizeChange.Quantity: Double]

  /// How many pairs what is usual counts for.
  private static let weight = 10.0
  /// Fewer pairs than this say nothing.
  private static let leastPairs = 8
  /// What three quarters of normal deviates are at most, in magnitude. The tail is heavier than normal: the middle would promise too much.
  private static let quartileOfNormal = 1.1503

  init(_ changes: [SizeChange]) {
    var factors: [SizeChange.Quantity: Double] = [:]
    for quantity in SizeChange.Quantity.allCases {
      let scores = changes.filter { $0.quantity == quantity }.compactMap { change -> Double? in
        let usual = Self.usual(change)
        return usual > 0 ? abs(change.difference) / usual : nil
      }.sorted()
      guard scores.count >= Self.leastPairs else { continue }
      let seen = scores[scores.count * 3 / 4] / Self.quartileOfNormal
      let count = Double(scores.count)
      factors[quantity] = ((Self.weight + count * seen * seen) / (Self.weight + count)).squareRoot()
    }
    self.factors = factors
  }

  /// What a size usually differs by, one standard deviation: lines by where they end and by branches that one flight shows, widths
  /// and areas by a part of themselves. By the bundled flights, and one that was parted in two.
  static func usual(_ change: SizeChange) -> Double {
    let mean = (change.before.value + change.after.value) / 2
    switch change.quantity {
    case .length: return (0.2 * 0.2 + 0.07 * mean * 0.07 * mean).squareRoot()
    case .width, .area: return 0.15 * mean
    // What their doubts say is all that is known.
    case .blockedWidth, .decline: return 0
    }
  }

  /// How many times what is usual sizes differ.
  func factor(of quantity: SizeChange.Quantity) -> Double { factors[quantity] ?? 1 }

  /// Returns a change with this in its doubt.
  func widened(_ change: SizeChange) -> SizeChange {
    var change = change
    let part = factor(of: change.quantity) * Self.usual(change)
    change.sigma = (change.sigma * change.sigma + part * part).squareRoot()
    return change
  }
}
