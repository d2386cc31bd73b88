import Detectors
import Foundation

/// Reads decisions from a table that a person filled in.
///
/// Columns are known by their headers, in either language or as the machine names them, in whatever order and among whatever
/// others; so are decisions, reasons, kinds and severities. Rows without a decision are passed over.
public struct ReviewTableReader: Sendable {
  /// The decisions, in the order of the rows.
  public private(set) var decisions: [ReviewDecision] = []
  /// Rows that cannot be read, and why.
  public private(set) var problems: [ReviewPlan.Problem] = []
  /// How many rows have no decision.
  public private(set) var undecidedCount = 0

  private let words = ReviewWords()

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - encoding: `utf-8`, `cp950` or `cp1252` for a file that does not tell; `nil` expects UTF-8.
  ///   - reviewer: who decided, where the table does not say so; empty when nobody is named.
  ///   - isForced: whether the table may lack the column that tells what changed since it was written.
  public init(
    contentsOf url: URL, encoding name: String? = nil, reviewer: String, isForced: Bool
  ) throws(ReviewTableError) {
    let path = url.path
    var encoding: TableFile.Encoding?
    if let name {
      encoding = TableFile.Encoding(rawValue: name.lowercased())
      let known = TableFile.Encoding.allCases.map(\.rawValue).joined(separator: ", ")
      guard encoding != nil else {
        throw ReviewTableError(path: path, problem: "there is no encoding '\(name)'; known are \(known)")
      }
    }
    guard let data = try? Data(contentsOf: url) else {
      throw ReviewTableError(path: path, problem: "cannot be read; check the path and its permissions")
    }
    try self.init([UInt8](data), path: path, encoding: encoding, reviewer: reviewer, isForced: isForced)
  }

  init(
    _ bytes: [UInt8], path: String, encoding: TableFile.Encoding? = nil, reviewer: String, isForced: Bool = false
  ) throws(ReviewTableError) {
    let words = words
    let file = try TableFile(bytes, path: path, encoding: encoding) { header in
      let columns = Set(header.compactMap(words.column))
      return columns.contains(.decision) && columns.contains(.defectUID)
    }
    let header = file.rows[0].cells.map(words.column)
    for column in Set(header.compactMap(\.self)) where header.count(where: { $0 == column }) > 1 {
      throw ReviewTableError(path: path, problem: "has the column \(column.rawValue) twice; take one of them out")
    }
    guard isForced || header.contains(.version) else {
      throw ReviewTableError(
        path: path,
        problem:
          "has no column version, which tells whether a defect has changed since; put it back from the table that "
          + "'inspect review --csv' wrote, or insist with --force")
    }
    for (number, row) in file.rows.dropFirst() {
      var cells: [ReviewColumn: String] = [:]
      for (index, text) in row.enumerated() {
        let text = words.trimmed(text)
        guard !text.isEmpty else { continue }
        guard index < header.count else {
          problems.append(
            .init(
              row: number, column: "", problem: "it has more cells than the header; quote cells that hold the delimiter"
            ))
          break
        }
        if let column = header[index] { cells[column] = text }
      }
      read(cells, number, reviewer: reviewer)
    }
  }

  private mutating func read(_ cells: [ReviewColumn: String], _ row: Int, reviewer: String) {
    func complain(_ column: ReviewColumn, _ problem: String) -> ReviewPlan.Problem {
      .init(row: row, column: column.rawValue, problem: problem)
    }
    guard let word = cells[.decision] else {
      // A reviewer's name is filled down a whole column; anything else belongs to a decision that was forgotten.
      if let column = ReviewColumn.filled.first(where: { $0 != .reviewer && cells[$0] != nil }) {
        problems.append(
          complain(.decision, "it is empty though \(column.rawValue) is filled; write accept, reject or edit"))
      } else {
        undecidedCount += 1
      }
      return
    }
    let found = problems.count
    let verdict = words.verdict(word)
    if verdict == nil {
      problems.append(complain(.decision, "'\(PlainText.oneLine(word))' is no decision; write accept, reject or edit"))
    }
    var kind: DamageClass?
    if let text = cells[.kind] {
      kind = words.kind(text)
      let known = DamageClass.allCases.map(\.rawValue)
      if kind == nil {
        problems.append(
          complain(.kind, "'\(PlainText.oneLine(text))' is no kind; \(Suggestion.words(for: text, among: known))"))
      }
    }
    var severity: Severity.Grade?
    if let text = cells[.severity] {
      severity = words.severity(text)
      if severity == nil {
        problems.append(
          complain(
            .severity,
            "'\(PlainText.oneLine(text))' is no severity; write low, medium, high, a range such as low..medium, or "
              + "not_gradable"))
      }
    }
    guard let uid = cells[.defectUID] else {
      problems.append(complain(.defectUID, "it is empty; take the row from the table as it was written"))
      return
    }
    guard problems.count == found, let verdict else { return }
    let reason = cells[.reason].map(words.reason)
    let note = [reason?.1 ?? "", cells[.note] ?? ""].filter { !$0.isEmpty }.joined(separator: "; ")
    decisions.append(
      ReviewDecision(
        verdict, of: uid.lowercased(), reviewer: cells[.reviewer] ?? reviewer, note: note, reason: reason?.0,
        damageClass: kind, severity: severity, version: cells[.version], row: row))
  }
}
