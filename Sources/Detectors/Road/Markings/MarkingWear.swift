import Foundation

/// Where the paint of a stripe is worn: stretches in which so much of it is gone that it should be painted again.
struct MarkingWear {
  /// Metres a cell.
  let cell: Double

  /// A worn stretch of a stripe.
  struct Stretch {
    /// The rows of the stripe.
    var rows: Range<Int>
    /// The part of its area that lost its paint, 0…1.
    var lost: Double
    /// The part of its rows that could be judged.
    var told: Double
  }

  /// From this part of the paint lost on, over so many metres, a stripe is reported; where more is lost than the second it is no stripe any more.
  static let leastLost = 0.3
  static let mostLost = 0.85
  private static let window = 1.5
  /// The shortest stripe and the shortest worn stretch that is reported, in metres.
  static let shortest = 1.2
  /// A stripe is at least so many times as long as it is wide.
  private static let stretch = 4.0
  /// Stretches so near to each other are one, in metres.
  private static let bridge = 1.0
  /// Where nothing is left over more metres than this, a stripe ends: the gaps of a broken line are no wear.
  private static let gap = 0.6
  /// A bare run of so many metres may be what hides a stripe, or the gap of a line of dots: between such runs the paint itself must be worn,
  /// by this part.
  private static let bareRun = 0.25
  private static let leastWithin = 0.25
  /// Rows with less paint are bare, and with more, over so many metres, they are worth a beginning or an end.
  private static let bare = 0.15
  private static let begun = 0.15
  private static let begunLength = 0.3
  /// The part of a stretch that must be judged.
  private static let leastTold = 0.6

  /// Returns the worn stretches of a stripe, in order.
  func stretches(of stripe: MarkingStripe) -> [Stretch] {
    let painted = stripe.rows.map { $0.isTold ? $0.painted : nil }
    return segments(painted, stripe).flatMap { segment in
      worn(segment, painted).filter { isPaint(stripe, $0.rows) && !isPattern(stripe, $0.rows) }
    }
  }

  /// The parts of a stripe between its ends and gaps, at least as long as the shortest stripe.
  private func segments(_ painted: [Double?], _ stripe: MarkingStripe) -> [Range<Int>] {
    var segments: [Range<Int>] = []
    var start: Int?
    var last = 0
    let reach = max(2, Int(Self.begunLength / cell / 2))
    for index in painted.indices {
      // Single bright rows are no paint.
      let near = painted[max(0, index - reach)...min(painted.count - 1, index + reach)].compactMap { $0 }
      let isBegun = (painted[index] ?? 0) > 0 && near.reduce(0, +) >= Self.begun * Double(max(reach + 1, near.count))
      if let first = start {
        let from = stripe.rows[last].place
        if (stripe.rows[index].place - from) * cell > Self.gap {
          segments.append(first..<last + 1)
          start = nil
        }
      }
      if isBegun {
        if start == nil { start = index }
        last = index
      }
    }
    if let first = start { segments.append(first..<last + 1) }
    // The blurred ends of paint are no wear.
    return segments.map { withoutScraps($0, painted) }.filter {
      Double($0.count) >= max(Self.shortest / cell, Self.stretch * stripe.width)
    }.map { $0.lowerBound + 1..<$0.upperBound - 1 }
  }

  /// A segment without short pieces at its ends that lie apart from the rest: a kerb or another line that it ran into.
  private func withoutScraps(_ segment: Range<Int>, _ painted: [Double?]) -> Range<Int> {
    let (short, bare) = (Int(Self.begunLength / cell), Int(Self.bareRun / cell))
    func start(of rows: [Double]) -> Int {
      var first = 0
      while true {
        guard
          let end = rows[first...].indices.first(where: { from in
            from + bare <= rows.count && rows[from..<from + bare].allSatisfy { $0 <= Self.bare }
          }), end - first <= short, let next = rows[end...].firstIndex(where: { $0 > Self.bare })
        else { return first }
        first = next
      }
    }
    let rows = segment.map { painted[$0] ?? 1 }
    let (low, high) = (start(of: rows), start(of: rows.reversed()))
    return low + high < rows.count ? segment.lowerBound + low..<segment.upperBound - high : segment
  }

  private func worn(_ segment: Range<Int>, _ painted: [Double?]) -> [Stretch] {
    let reach = max(1, Int(Self.window / cell / 2))
    var sums = [(lost: 0.0, told: 0.0)]
    for index in segment {
      let before = sums[sums.count - 1]
      sums.append((before.lost + (painted[index].map { 1 - $0 } ?? 0), before.told + (painted[index] == nil ? 0 : 1)))
    }
    var stretches: [Range<Int>] = []
    for (place, index) in segment.enumerated() {
      let (low, high) = (max(0, place - reach), min(segment.count, place + reach + 1))
      let (lost, told) = (sums[high].lost - sums[low].lost, sums[high].told - sums[low].told)
      guard told > 0, lost >= Self.leastLost * told else { continue }
      if let last = stretches.last, Double(index - last.upperBound) * cell <= Self.bridge {
        stretches[stretches.count - 1] = last.lowerBound..<index + 1
      } else {
        stretches.append(index..<index + 1)
      }
    }
    return stretches.compactMap { stretch in judged(trimmed(stretch, painted), painted) }
  }

  /// A stretch without the rows at its ends that have all their paint.
  private func trimmed(_ stretch: Range<Int>, _ painted: [Double?]) -> Range<Int> {
    func isWhole(_ index: Int) -> Bool { (painted[index] ?? 1) >= 0.9 }
    var (low, high) = (stretch.lowerBound, stretch.upperBound)
    while low < high, isWhole(low) { low += 1 }
    while high > low, isWhole(high - 1) { high -= 1 }
    return low..<high
  }

  private func judged(_ stretch: Range<Int>, _ painted: [Double?]) -> Stretch? {
    guard Double(stretch.count) * cell >= Self.shortest else { return nil }
    let told = stretch.compactMap { painted[$0] }
    guard Double(told.count) >= Self.leastTold * Double(stretch.count) else { return nil }
    let lost = 1 - told.reduce(0, +) / Double(told.count)
    guard lost >= Self.leastLost, lost <= Self.mostLost else { return nil }
    // Without the runs in which nothing is left.
    let longest = max(3, Int(Self.bareRun / cell))
    var within: [Double] = []
    var run: [Double] = []
    for paint in told {
      if paint <= Self.bare {
        run.append(paint)
        continue
      }
      if run.count < longest { within += run }
      run = []
      within.append(paint)
    }
    if run.count < longest { within += run }
    guard within.count >= 6, 1 - within.reduce(0, +) / Double(within.count) >= Self.leastWithin else { return nil }
    return Stretch(rows: stretch, lost: lost, told: Double(told.count) / Double(stretch.count))
  }
}
