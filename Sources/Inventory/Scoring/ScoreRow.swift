import Detectors

/// The figures of a group of pictures.
public struct ScoreRow: Sendable, Hashable {
  /// One figure with its doubt.
  public struct Value: Sendable, Hashable {
    /// Which.
    public var figure: ScoreFigure
    /// The figure over all pictures of the group.
    public var value: Double
    /// The 95 % interval by resampling pictures; `nil` for a single picture, which says nothing of others.
    public var interval: ClosedRange<Double>?
  }

  /// What is scored: `all`, `class crack`, `folder north`.
  public var group: String
  /// The number of pictures.
  public var images: Int
  /// The figures that can be worked out, in a fixed order.
  public var values: [Value]
  /// Figures of widths that cannot be worked out although masks show damage: nothing right was found, or has no width.
  public var unavailable: [ScoreFigure]

  /// Works out the figures of a group; a picture's kinds are added, AP50 is the mean over kinds.
  public init(group: String, scores: [[ClassScore]]) {
    self.group = group
    images = scores.count
    let counts = scores.map { ScoreCounts(of: $0) }
    var kinds: [DamageClass] = []
    for score in scores.joined() where score.boxes != nil && !kinds.contains(score.damageClass) {
      kinds.append(score.damageClass)
    }
    let precisions = kinds.map { kind in
      AveragePrecision(scores.map { $0.first { $0.damageClass == kind }?.boxes })
    }
    func values(times: [Int]?) -> [ScoreFigure: Double] {
      var sum = ScoreCounts()
      for (index, count) in counts.enumerated() { sum.add(count, times: times?[index] ?? 1) }
      var values: [ScoreFigure: Double] = [:]
      for figure in ScoreFigure.allCases { values[figure] = sum.value(figure) }
      let areas = precisions.compactMap { $0.value(times: times) }
      if !areas.isEmpty { values[.ap50] = areas.reduce(0, +) / Double(areas.count) }
      return values
    }
    var samples: [ScoreFigure: [Double]] = [:]
    if scores.count > 1 {
      var bootstrap = Bootstrap()
      for _ in 0..<Bootstrap.resamples {
        for (figure, value) in values(times: bootstrap.counts(of: scores.count)) {
          samples[figure, default: []].append(value)
        }
      }
    }
    let whole = values(times: nil)
    self.values = ScoreFigure.allCases.compactMap { figure in
      whole[figure].map { Value(figure: figure, value: $0, interval: samples[figure].flatMap(Bootstrap.interval)) }
    }
    let hasMasks = counts.contains { $0.truePixels > 0 }
    unavailable = hasMasks ? ScoreFigure.allCases.filter { $0.isOfWidths && whole[$0] == nil } : []
  }

  /// Returns one figure.
  public subscript(figure: ScoreFigure) -> Value? { values.first { $0.figure == figure } }
}
