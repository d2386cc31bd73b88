import Foundation

/// How much sizes differ between two flights where nothing changed: another light, another stand-off, other pixels.
///
/// Usually so much as ``usual(_:)`` says; how many times that is learned from the flights themselves, where they have pairs enough: by
/// what three quarters of their pairs differ at most, with what is usual counted like ten pairs. Of most things nothing changes
/// between two flights, and the last quarter does not count.
struct SizeRepeatability {
  private let factors: [SizeChange.Quantity: Double]
  /// How well the scales of both flights agree, one standard deviation as a part; `nil` when too few pairs tell.
  private let scale: Double?

  /// How many pairs what is usual counts for.
  private static let weight = 10.0
  /// Fewer pairs than this say nothing.
  private static let leastPairs = 6
  private static let leastRatios = 4
  /// What three quarters of normal deviates are at most, in magnitude.
  ///
  /// The tail is heavier than normal: the middle would promise too much.
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
    scale = Self.scale(changes)
  }

  /// How far the scales of both flights are apart, and how uncertain that is: by the middle of what lines and areas differ.
  ///
  /// Most of what a length or an area states for its doubt is that of the stand-off, which is wrong alike for all things of a flight.
  private static func scale(_ changes: [SizeChange]) -> Double? {
    let ratios = changes.compactMap { change -> Double? in
      guard change.before.value > 0, change.after.value > 0, power(of: change.quantity) > 0 else { return nil }
      return log(change.after.value / change.before.value) / power(of: change.quantity)
    }.sorted()
    guard ratios.count >= leastRatios else { return nil }
    func middle(_ sorted: [Double]) -> Double { (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2 }
    let median = middle(ratios)
    let scatter = max(0.07, 1.4826 * middle(ratios.map { abs($0 - median) }.sorted()))
    return (median * median + 1.57 * scatter * scatter / Double(ratios.count)).squareRoot()
  }

  /// How often the scale counts in a size: once in a length, twice in an area.
  private static func power(of quantity: SizeChange.Quantity) -> Double {
    switch quantity {
    case .length: 1
    case .area: 2
    case .width, .blockedWidth, .decline, .paintLost: 0
    }
  }

  /// What a size usually differs by, one standard deviation.
  ///
  /// Lines differ by where they end and by branches that one flight shows, widths and areas by a part of themselves. By the bundled flights, and one that was parted in two.
  static func usual(_ change: SizeChange) -> Double {
    let mean = (change.before.value + change.after.value) / 2
    switch change.quantity {
    case .length: return (0.2 * 0.2 + 0.07 * mean * 0.07 * mean).squareRoot()
    case .width, .area: return 0.15 * mean
    // What their doubts say is all that is known.
    case .blockedWidth, .decline, .paintLost: return 0
    }
  }

  /// How many times what is usual sizes differ.
  func factor(of quantity: SizeChange.Quantity) -> Double { factors[quantity] ?? 1 }

  /// Returns a change with this in its doubt, and with what the pairs tell of the scale in place of what its measures state.
  func widened(_ change: SizeChange) -> SizeChange {
    var change = change
    let part = factor(of: change.quantity) * Self.usual(change)
    var variance = change.sigma * change.sigma
    let power = Self.power(of: change.quantity)
    if let scale, power > 0 {
      let stated = [change.before.sigma, change.after.sigma].reduce(0) { $0 + ($1 ?? 0) * ($1 ?? 0) }
      let seen = power * scale * (change.before.value + change.after.value) / 2
      variance += min(0, seen * seen - stated)
    }
    change.sigma = (max(0, variance) + part * part).squareRoot()
    return change
  }
}
