import Foundation

extension ScoreBaseline {
  /// One figure before and after.
  public struct Change: Sendable, Hashable {
    /// The figure as the baseline has it.
    public var before: Entry
    /// What it is now; `nil` when it cannot be worked out any more.
    public var after: Double?

    /// Whether it is worse by more than its margin.
    public var isWorse: Bool {
      guard let after else { return true }
      // The baseline has six decimals; half of the last must not fail a margin of zero.
      return before.figure.loss(from: before.value, to: after) > before.margin + 5e-7
    }
  }

  /// Returns every figure of the baseline with what it is now.
  ///
  /// - Parameters:
  ///   - evaluation: must be of the same detector, tolerance and number of pictures.
  ///   - file: the baseline's file, for errors.
  public func changes(to evaluation: EvaluationResult, file: URL) throws(BaselineError) -> [Change] {
    func check(_ what: String, _ before: String, _ after: String) throws(BaselineError) {
      if before != after { throw .different(file.path, what: what, before: before, after: after) }
    }
    try check("the detector", detector.name, evaluation.detector.name)
    try check("a tolerance of", Self.pixels(tolerance), Self.pixels(evaluation.tolerance))
    try check("this number of pictures:", "\(images)", "\(evaluation.scoreboard.images)")
    return figures.map { entry in
      let row = evaluation.scoreboard.rows.first { $0.group == entry.group }
      return Change(before: entry, after: row?[entry.figure]?.value)
    }
  }
}
