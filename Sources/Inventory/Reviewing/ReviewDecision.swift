import Detectors
import ImageKit

/// What a person decides about one defect.
public enum ReviewVerdict: String, Sendable, Hashable, CaseIterable {
  /// The record is right as it stands.
  case accept
  /// It is no damage.
  case reject
  /// It is damage of another kind or severity, or needs a note.
  case edit
  /// Nobody has decided: drops what was decided before.
  case reopen
}

/// A decision that is not yet in the inventory.
public struct ReviewDecision: Sendable, Hashable {
  /// The row that it comes from, as a spreadsheet counts; `nil` when it comes from the command line.
  public var row: Int?
  /// The defect, by its name or an earlier one.
  public var defectUID: String
  /// What was decided.
  public var verdict: ReviewVerdict
  /// Why it is no damage.
  public var reason: RejectionReason?
  /// The kind that it is.
  public var damageClass: DamageClass?
  /// The severity that it has.
  public var severity: Severity.Grade?
  /// Anything else, in the reviewer's words.
  public var note: String
  /// Who decided.
  public var reviewer: String
  /// What the defect was when the reviewer looked, see ``ReviewVersion``; `nil` asks for no comparison.
  public var version: String?

  /// Creates a decision.
  public init(
    _ verdict: ReviewVerdict, of defectUID: String, reviewer: String, note: String = "",
    reason: RejectionReason? = nil, damageClass: DamageClass? = nil, severity: Severity.Grade? = nil,
    version: String? = nil, row: Int? = nil
  ) {
    self.row = row
    self.defectUID = defectUID
    self.verdict = verdict
    self.reason = reason
    self.damageClass = damageClass
    self.severity = severity
    self.note = note
    self.reviewer = reviewer
    self.version = version
  }

  /// Returns the decision as it would stand in the log.
  ///
  /// What an earlier decision set stays in force until an edit changes it or the defect is reopened. A kind that equals the
  /// detector's sets nothing; neither does a severity that equals that of the rules, where the kind is the detector's.
  func review(of defect: Defect, at time: Double) -> Review {
    var review = Review(
      defectUID: defect.uid, status: .accepted, reviewer: reviewer, time: time, note: note, reason: reason)
    if verdict != .reopen {
      review.damageClass = defect.review?.damageClass
      review.severity = defect.review?.severity
    }
    if let damageClass { review.damageClass = damageClass == defect.detected.damageClass ? nil : damageClass }
    if let severity {
      let isRules = review.damageClass == nil && severity == defect.detected.severity.grade
      review.severity = isRules ? nil : severity
    }
    switch verdict {
    case .accept, .edit: review.status = review.isCorrecting ? .edited : .accepted
    case .reject: review.status = .rejected
    case .reopen: review.status = .new
    }
    return review
  }
}

/// What a defect is, in one word: a decision about one that has become another since is not taken silently.
public enum ReviewVersion {
  /// Returns the version of a defect; it begins with a letter, lest a spreadsheet takes it for a number.
  public static func text(of defect: Defect) -> String {
    func number(_ value: Double?, _ places: Int) -> String {
      value.flatMap { FixedDecimal.text($0, places: places) } ?? ""
    }
    let measures = defect.measures
    var parts = [
      defect.uid, defect.damageClass.rawValue, defect.severity.code, defect.status.rawValue,
      number(measures.length?.value, 2), number(measures.width?.median, 1), number(measures.area?.value, 2),
      number(defect.placement?.point.latitude, 6), number(defect.placement?.point.longitude, 6),
      defect.bestPhoto.flight, defect.bestPhoto.name,
    ]
    parts += defect.observations.map(\.uid)
    if let review = defect.review { parts += [number(review.time, 3), review.reviewer, review.note] }
    let text = parts.map { "\($0.utf8.count) \($0)\n" }.joined()
    return "v" + FileDigest.sha256(Array(text.utf8)).prefix(11)
  }
}
