import Detectors

/// One decision of a person about one defect; decisions are added and never changed.
///
/// A decision carries the kind and the severity that are in force after it, so that the last one says everything: an `edit` sets
/// them, later decisions keep them, and reopening drops them.
public struct Review: Sendable, Hashable {
  /// What the record said before a decision.
  public struct Previous: Sendable, Hashable {
    /// What had been decided.
    public var status: DefectStatus
    /// The kind.
    public var damageClass: DamageClass
    /// The severity, as the word in tables: `low..medium`.
    public var severity: String

    /// Creates what the record said.
    public init(status: DefectStatus, damageClass: DamageClass, severity: String) {
      self.status = status
      self.damageClass = damageClass
      self.severity = severity
    }
  }

  /// The rule that a severity names which a person gave.
  public static let ruleName = "review"

  /// The defect it is about.
  public var defectUID: String
  /// What was decided.
  public var status: DefectStatus
  /// Who decided.
  public var reviewer: String
  /// When, in seconds since 1970-01-01 UTC.
  public var time: Double
  /// Why, in the reviewer's words.
  public var note: String
  /// Why it is no damage; `nil` for all that was not rejected.
  public var reason: RejectionReason?
  /// The kind that a person gave it; `nil` leaves the detector's.
  public var damageClass: DamageClass?
  /// The severity that a person gave it; `nil` leaves that of the rules.
  public var severity: Severity.Grade?
  /// What the record said before; `nil` in decisions of older inventories.
  public var previous: Previous?

  /// Creates a review.
  public init(
    defectUID: String, status: DefectStatus, reviewer: String, time: Double, note: String = "",
    reason: RejectionReason? = nil, damageClass: DamageClass? = nil, severity: Severity.Grade? = nil
  ) {
    self.defectUID = defectUID
    self.status = status
    self.reviewer = reviewer
    self.time = time
    self.note = note
    self.reason = reason
    self.damageClass = damageClass
    self.severity = severity
  }

  /// Whether a person gave it another kind or severity.
  public var isCorrecting: Bool { damageClass != nil || severity != nil }

  /// Returns whether two decisions say the same, whenever they were made and about whatever.
  func saysTheSame(as other: Review) -> Bool {
    status == other.status && reviewer == other.reviewer && note == other.note && reason == other.reason
      && damageClass == other.damageClass && severity == other.severity
  }
}

extension Severity.Grade {
  /// A stable word for tables: `low`, `low..high`, `not_gradable`.
  public var code: String { Severity(grade: self, rule: "", reason: "").code }

  /// Reads the word of a table; `nil` when it is none.
  public init?(code: String) {
    guard let severity = Severity(code: code, rule: "", reason: "") else { return nil }
    self = severity.grade
  }
}
