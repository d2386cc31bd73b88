import Detectors
import Foundation
import Inventory

/// What became of decisions that were handed in.
struct ReviewReport {
  let plan: ReviewPlan
  /// Rows of the table without a decision; nil when there was no table.
  let undecided: Int?
  let isDryRun: Bool
  let inventory: String

  /// One line for people.
  var text: String {
    let count = plan.reviews.count
    var words = "\(count) \(count == 1 ? "decision" : "decisions") \(isDryRun ? "would be added" : "added")"
    if plan.unchangedCount > 0 { words += ", \(plan.unchangedCount) were in force already" }
    if let undecided, undecided > 0 { words += ", \(undecided) rows without a decision" }
    if count > 0, !isDryRun { words += "; write work orders anew with: inspect export \(inventory) --format …" }
    return words
  }

  /// The same for scripts.
  func json() throws -> String {
    struct Added: Encodable {
      let defectUid, status, reviewer, note: String
      let reason, kind, severity: String?
    }
    struct Report: Encodable {
      let added: [Added]
      let unchanged: Int
      let undecided: Int?
      let dryRun: Bool
    }
    return try JSONOutput.encode(
      Report(
        added: plan.reviews.map {
          Added(
            defectUid: $0.defectUID, status: $0.status.rawValue, reviewer: $0.reviewer, note: $0.note,
            reason: $0.reason?.rawValue, kind: $0.damageClass?.rawValue, severity: $0.severity?.code)
        },
        unchanged: plan.unchangedCount, undecided: undecided, dryRun: isDryRun))
  }
}
