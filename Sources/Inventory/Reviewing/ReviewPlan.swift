import Detectors

/// What decisions would add to an inventory, and what is wrong with them.
public struct ReviewPlan: Sendable {
  /// Something wrong with one decision.
  public struct Problem: Sendable, Hashable, CustomStringConvertible {
    /// The row, as a spreadsheet counts; `nil` for a decision of the command line.
    public var row: Int?
    /// The column; empty when the whole row is meant.
    public var column: String
    /// What is wrong and what to do.
    public var problem: String

    /// Creates a problem.
    public init(row: Int?, column: String, problem: String) {
      self.row = row
      self.column = column
      self.problem = problem
    }

    /// Row, column and problem on one line.
    public var description: String {
      let place = [row.map { "row \($0)" }, column.isEmpty ? nil : "column \(column)"].compactMap { $0 }
      return (place.isEmpty ? "" : place.joined(separator: ", ") + ": ") + problem
    }
  }

  /// The decisions to add, in the order in which they were given.
  public private(set) var reviews: [Review] = []
  /// How many decisions say what is in force already.
  public private(set) var unchangedCount = 0
  /// What is wrong; empty when all can be added.
  public private(set) var problems: [Problem] = []

  /// Compares decisions with an inventory.
  ///
  /// - Parameters:
  ///   - aliases: names of defects that they have no more, with those that they have now.
  ///   - time: when they were made, in seconds since 1970-01-01 UTC.
  ///   - isForced: whether decisions about defects that changed meanwhile count.
  init(
    _ decisions: [ReviewDecision], for inventory: Inventory, aliases: [String: String], at time: Double, isForced: Bool
  ) {
    let defects = Dictionary(inventory.defects.map { ($0.uid, $0) }, uniquingKeysWith: { first, _ in first })
    var decided: [String: ReviewDecision] = [:]
    for decision in decisions {
      if let (column, problem) = Self.fault(of: decision) {
        problems.append(Problem(row: decision.row, column: column, problem: problem))
        continue
      }
      guard let defect = defects[decision.defectUID] ?? aliases[decision.defectUID].flatMap({ defects[$0] }) else {
        problems.append(
          Problem(
            row: decision.row, column: ReviewColumn.defectUID.rawValue,
            problem: "this inventory has no defect \(PlainText.oneLine(decision.defectUID)); write the table anew with "
              + "--csv, or check that it belongs to this inventory"))
        continue
      }
      if let other = decided[defect.uid] {
        let place = other.row.map { "row \($0)" } ?? "another decision"
        problems.append(
          Problem(
            row: decision.row, column: ReviewColumn.defectUID.rawValue,
            problem: "\(place) is about the same defect; leave one of them"))
        continue
      }
      decided[defect.uid] = decision
      let review = decision.review(of: defect, at: time)
      if let last = defect.review, last.saysTheSame(as: review) {
        unchangedCount += 1
        continue
      }
      if let version = decision.version, !isForced, version != ReviewVersion.text(of: defect) {
        problems.append(
          Problem(
            row: decision.row, column: ReviewColumn.version.rawValue,
            problem: "the defect has changed since the table was written (\(Self.state(of: defect))); "
              + "write the table anew with --csv and decide again, or insist with --force"))
        continue
      }
      reviews.append(review)
    }
  }

  /// What the defect is now, in a few words.
  private static func state(of defect: Defect) -> String {
    var words = "now \(defect.damageClass.rawValue), \(defect.severity.code), \(defect.status.rawValue)"
    if let review = defect.review { words += " by \(PlainText.oneLine(review.reviewer))" }
    return words
  }

  /// Returns what is wrong with a decision whatever the inventory holds.
  private static func fault(of decision: ReviewDecision) -> (column: String, problem: String)? {
    if PlainText.oneLine(decision.reviewer).isEmpty {
      return (ReviewColumn.reviewer.rawValue, "nobody is named who decided; fill it, or name one with --reviewer")
    }
    let corrects = decision.damageClass != nil || decision.severity != nil
    switch decision.verdict {
    case .reject where decision.reason == nil:
      let known = RejectionReason.allCases.map(\.rawValue).joined(separator: ", ")
      return (ReviewColumn.reason.rawValue, "a rejection says why: \(known), or a few words of your own")
    case .edit where !corrects && decision.note.isEmpty:
      return (ReviewColumn.decision.rawValue, "edit changes something: fill kind, severity or note")
    case .accept, .reject, .reopen:
      if corrects {
        let column = decision.damageClass != nil ? ReviewColumn.kind : ReviewColumn.severity
        return (column.rawValue, "a kind or a severity is changed by edit, not by \(decision.verdict.rawValue)")
      }
      if decision.verdict != .reject, decision.reason != nil {
        return (ReviewColumn.reason.rawValue, "reasons belong to rejections; write it into note")
      }
      return nil
    case .edit:
      guard decision.reason != nil else { return nil }
      return (ReviewColumn.reason.rawValue, "reasons belong to rejections; write it into note")
    }
  }
}
