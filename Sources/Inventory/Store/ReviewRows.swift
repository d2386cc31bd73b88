import Detectors
import Foundation
import GRDB
import ImageKit

/// The rows of decisions, which form a chain: each holds a digest of itself and of all before it.
///
/// A row that somebody changes, takes out or puts in between breaks the chain at that place, and the last link is kept beside the
/// table, so that rows taken from its end are missed. That tells accidents and careless edits; whoever computes all links anew is
/// not told. Rows of older layouts have no link of their own and are covered by those that follow.
enum ReviewRows {
  /// Where the number of decisions and the last link are kept, in `inspect_state`.
  static let headKey = "reviews_head"

  /// What is wrong with the log.
  enum Fault: Sendable, Hashable {
    /// The row with this number is not what was written, or one before it is missing or was put in.
    case broken(row: Int)
    /// Decisions are missing from the end; carries how many were written and how many there are.
    case cut(written: Int, found: Int)
  }

  /// Adds a decision behind all others.
  static func insert(_ review: Review, in database: Database) throws {
    var values = values(of: review)
    let before = try String.fetchOne(
      database, sql: "SELECT value FROM inspect_state WHERE key = ?", arguments: [headKey])
    let link: String
    if let before, let last = before.split(separator: " ").last {
      link = self.link(values, after: String(last))
    } else {
      link = self.link(values, after: try chain(in: database).last ?? "")
    }
    values.set("chain", link)
    try values.insert(into: "reviews", of: database)
    let count = try Int.fetchOne(database, sql: "SELECT count(*) FROM reviews") ?? 0
    try database.execute(sql: "DELETE FROM inspect_state WHERE key = ?", arguments: [headKey])
    try database.execute(
      sql: "INSERT INTO inspect_state (key, value) VALUES (?, ?)", arguments: [headKey, "\(count) \(link)"])
  }

  /// Returns the first thing that is wrong with the log; `nil` when it is as it was written.
  static func fault(in database: Database) throws -> Fault? {
    let links = try chain(in: database)
    let rows = try Row.fetchAll(database, sql: "SELECT fid, chain FROM reviews ORDER BY fid")
    for (row, link) in zip(rows, links) {
      let reader = RowReader(row, table: "reviews", path: "")
      if let stored = try reader.optionalText("chain"), stored != link {
        return .broken(row: try reader.integer("fid"))
      }
    }
    let head = try String.fetchOne(
      database, sql: "SELECT value FROM inspect_state WHERE key = ?", arguments: [headKey])
    guard let parts = head?.split(separator: " "), let written = parts.first.flatMap({ Int($0) }) else { return nil }
    guard written == links.count, parts.last.map(String.init) == links.last else {
      return .cut(written: written, found: links.count)
    }
    return nil
  }

  /// Computes the links of all rows.
  private static func chain(in database: Database) throws -> [String] {
    var links: [String] = []
    let cursor = try Row.fetchCursor(database, sql: "SELECT * FROM reviews ORDER BY fid")
    while let row = try cursor.next() {
      var values = RowValues()
      for column in columns { values.set(column, row[column] as DatabaseValue) }
      links.append(link(values, after: links.last ?? ""))
    }
    return links
  }

  private static func link(_ values: RowValues, after last: String) -> String {
    FileDigest.sha256(Array("\(last)\n\(values.digest)\n".utf8))
  }

  /// The columns that a link covers, in order.
  private static let columns = [
    "defect_uid", "status", "reviewer", "reviewed_at", "reviewed", "note", "reason", "class", "severity",
    "previous_status", "previous_class", "previous_severity",
  ]

  private static func values(of review: Review) -> RowValues {
    var values = RowValues()
    values.set("defect_uid", review.defectUID)
    values.set("status", review.status.rawValue)
    values.set("reviewer", review.reviewer)
    values.set("reviewed_at", UTCTime.text(seconds: review.time))
    values.set("reviewed", review.time)
    values.set("note", review.note)
    values.set("reason", review.reason?.rawValue)
    values.set("class", review.damageClass?.rawValue)
    values.set("severity", review.severity?.code)
    values.set("previous_status", review.previous?.status.rawValue)
    values.set("previous_class", review.previous?.damageClass.rawValue)
    values.set("previous_severity", review.previous?.severity)
    return values
  }
}
