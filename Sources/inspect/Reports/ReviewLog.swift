import Detectors
import Foundation
import Inventory

/// The decisions that were made, oldest first.
struct ReviewLog {
  private let reviews: [Review]
  private let aliases: [String: String]

  /// - Parameter aliases: names of defects that they have no more, with those that they have now.
  init(_ reviews: [Review], aliases: [String: String]) {
    self.reviews = reviews
    self.aliases = aliases
  }

  /// Returns a line a decision.
  func text(_ labels: Labels) -> String {
    guard !reviews.isEmpty else { return "No decision has been made.\n" }
    let lines = reviews.map { review in
      var words = "\(Self.time(review))  \(review.defectUID)"
      if let present = aliases[review.defectUID] { words += " (now \(present))" }
      words += "  \(labels.text(review.status))"
      if let reason = review.reason { words += ", \(labels.text(reason))" }
      if let kind = review.damageClass { words += ", \(labels.text(kind))" }
      if let grade = review.severity { words += ", \(labels.text(Severity(grade: grade, rule: "", reason: "")))" }
      if let before = review.previous {
        words += "  [was \(before.damageClass.rawValue), \(before.severity), \(before.status.rawValue)]"
      }
      words += "  \(review.reviewer)"
      if !review.note.isEmpty { words += ": \(review.note.replacing("\n", with: " "))" }
      return words
    }
    return Terminal.printable(lines.joined(separator: "\n")) + "\n"
  }

  /// Returns the same as JSON, with the names in snake case.
  func json() throws -> String {
    struct Values: Encodable {
      let status, kind, severity: String
    }
    struct Entry: Encodable {
      let defectUid, presentUid, status, reviewer, reviewedAt, note: String
      let reason, kind, severity: String?
      let previous: Values?
    }
    return try JSONOutput.encode(
      reviews.map { review in
        Entry(
          defectUid: review.defectUID, presentUid: aliases[review.defectUID] ?? review.defectUID,
          status: review.status.rawValue, reviewer: review.reviewer, reviewedAt: Self.time(review), note: review.note,
          reason: review.reason?.rawValue, kind: review.damageClass?.rawValue, severity: review.severity?.code,
          previous: review.previous.map {
            Values(status: $0.status.rawValue, kind: $0.damageClass.rawValue, severity: $0.severity)
          })
      })
  }

  /// Seconds of UTC, as ISO 8601.
  private static func time(_ review: Review) -> String {
    Date(timeIntervalSince1970: review.time).formatted(.iso8601)
  }
}
