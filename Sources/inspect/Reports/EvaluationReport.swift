import Foundation
import Inventory

/// What `inspect evaluate` prints.
struct EvaluationReport {
  /// How it is written.
  enum Format: String, CaseIterable, Sendable {
    case text, json, junit, markdown
  }

  let result: EvaluationResult
  let worst: WorstExamples
  /// The figures of the baseline beside those of now; `nil` without a baseline.
  let changes: [ScoreBaseline.Change]?

  /// Returns the report.
  func text(_ format: Format) throws -> String {
    switch format {
    case .text: plainText
    case .json: try json
    case .junit: junit
    case .markdown: markdown
    }
  }

  /// Words a figure that got worse, with before and after.
  static func words(_ change: ScoreBaseline.Change) -> String {
    let after = change.after.map(number) ?? "not to be worked out"
    return "\(change.before.figure.rawValue) (\(change.before.group)) was \(number(change.before.value)), is \(after), "
      + "margin \(change.before.margin.formatted(.number.locale(posix).precision(.fractionLength(0...6))))"
  }

  /// Returns a figure with three decimals.
  static func number(_ value: Double) -> String {
    value.formatted(.number.locale(posix).grouping(.never).precision(.fractionLength(3)))
  }

  /// Returns an interval in brackets, or nothing.
  static func interval(_ range: ClosedRange<Double>?) -> String {
    range.map { "[\(number($0.lowerBound)), \(number($0.upperBound))]" } ?? ""
  }

  /// Where the intervals come from.
  static let intervalNote =
    "Intervals: 95 %, bootstrap over pictures, \(Scoreboard.resamples) resamples, seed \(Scoreboard.seed)."

  /// The detector, its network and its threshold in a few words.
  var subject: String {
    result.detector.identifier + (result.model.map { ", model \($0.name) \($0.version)" } ?? "")
      + (result.threshold.map { ", threshold \($0)" } ?? "")
  }

  /// The tolerance, in pixels.
  var tolerance: String {
    result.tolerance.formatted(.number.locale(Self.posix).grouping(.never).precision(.fractionLength(0...3)))
  }

  /// What was scored.
  var dataset: String {
    "\(result.dataset) (\(result.formats.joined(separator: ", "))), \(result.scoreboard.images) pictures"
  }

  private static let posix = Locale(identifier: "en_US_POSIX")
}
