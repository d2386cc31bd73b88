/// The grade of a defect, with the rule that gave it and the reason.
///
/// A measured width is an interval. When the whole interval lies in one level the grade is that level, when it spans
/// several the grade is a range, and when the photo does not resolve the width there is none: saying so is an answer.
public struct Severity: Sendable, Hashable {
  /// What is known about the level.
  public enum Grade: Sendable, Hashable {
    /// One level, or the lowest and the highest that the measure allows.
    case levels(ClosedRange<SeverityLevel>)
    /// No level can be given.
    case notGradable
  }

  /// What is known about the level.
  public var grade: Grade
  /// The rule, as `pack/rule`; empty when no rule covers this kind of damage.
  public var rule: String
  /// Why, in one English sentence with the numbers.
  public var reason: String

  /// Creates a severity.
  public init(grade: Grade, rule: String, reason: String) {
    self.grade = grade
    self.rule = rule
    self.reason = reason
  }

  /// The highest level that the measure allows; `nil` when there is none.
  public var worst: SeverityLevel? {
    if case .levels(let range) = grade { range.upperBound } else { nil }
  }

  /// The lowest level that the measure allows; `nil` when there is none.
  public var least: SeverityLevel? {
    if case .levels(let range) = grade { range.lowerBound } else { nil }
  }

  /// A stable word for tables: `low`, `low..high`, `not_gradable`.
  public var code: String {
    switch grade {
    case .notGradable: "not_gradable"
    case .levels(let range):
      range.lowerBound == range.upperBound
        ? range.lowerBound.rawValue : "\(range.lowerBound.rawValue)..\(range.upperBound.rawValue)"
    }
  }

  /// Creates a severity from the word in a table; `nil` when it is not such a word.
  public init?(code: String, rule: String, reason: String) {
    self.rule = rule
    self.reason = reason
    if code == "not_gradable" {
      grade = .notGradable
      return
    }
    if let level = SeverityLevel(rawValue: code) {
      grade = .levels(level...level)
      return
    }
    for low in SeverityLevel.allCases {
      for high in SeverityLevel.allCases where low < high && code == "\(low.rawValue)..\(high.rawValue)" {
        grade = .levels(low...high)
        return
      }
    }
    return nil
  }
}
