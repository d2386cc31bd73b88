import Detectors
import Foundation
import ImageKit
import Testing

@testable import Inventory

/// The table that people fill in, and what spreadsheets make of it.
struct ReviewTableTests {
  /// The table of the sample, with decisions in its first rows.
  private func table(_ filled: [[ReviewColumn: String]], in language: Language = .english) throws -> [[String]] {
    let bytes = ReviewTable().bytes(of: try Sample.inventory(), options: ExportOptions(language: language))
    var rows = DelimitedReader.rows(of: String(decoding: bytes, as: UTF8.self))
    for (index, cells) in filled.enumerated() {
      for (column, text) in cells {
        rows[index + 1][try #require(ReviewColumn.allCases.firstIndex(of: column))] = text
      }
    }
    return rows
  }

  private func text(_ rows: [[String]], delimiter: String = ",", end: String = "\r\n") -> String {
    rows.map { row in
      row.map { cell in
        cell.contains(where: { ";,\"\n\t".contains($0) }) ? "\"\(cell.replacing("\"", with: "\"\""))\"" : cell
      }.joined(separator: delimiter) + end
    }.joined()
  }

  private func read(_ text: String, reviewer: String = "Lin") throws -> ReviewTableReader {
    try ReviewTableReader(Array(text.utf8), path: "t.csv", reviewer: reviewer)
  }

  private static let filled: [[ReviewColumn: String]] = [
    [.decision: "accept"], [.decision: " Reject ", .reason: "Shadow", .note: "line 1\nline 2"],
    [.decision: "edit", .kind: "pothole", .severity: "low to medium", .reviewer: "Chen"],
    [.decision: "reject", .reason: "a hose on the road"],
  ]

  @Test func `a table without decisions says nothing`() throws {
    let reader = try read(text(try table([])))
    #expect(reader.decisions.isEmpty && reader.problems.isEmpty && reader.undecidedCount == 6)
  }

  @Test(arguments: [",", ";", "\t", "|"]) func `any delimiter of a spreadsheet will do`(delimiter: String) throws {
    let reader = try read(text(try table(Self.filled), delimiter: delimiter))
    #expect(reader.problems.isEmpty && reader.undecidedCount == 2)
    #expect(reader.decisions.map(\.verdict) == [.accept, .reject, .edit, .reject])
    #expect(reader.decisions.map(\.row) == [2, 3, 4, 5])
    #expect(reader.decisions.map(\.reason) == [nil, .shadow, nil, .other])
    #expect(reader.decisions.map(\.note) == ["", "line 1\nline 2", "", "a hose on the road"])
    #expect(reader.decisions.map(\.reviewer) == ["Lin", "Lin", "Chen", "Lin"])
    #expect(reader.decisions[2].damageClass == .pothole && reader.decisions[2].severity == .levels(.low ... .medium))
    let sorted = ExportOptions().mostUrgentFirst(try Sample.inventory().defects)
    #expect(reader.decisions.map(\.defectUID) == sorted.prefix(4).map(\.uid))
    #expect(reader.decisions.map(\.version) == sorted.prefix(4).map { ReviewVersion.text(of: $0) })
  }

  @Test func `Chinese headers and words are understood, and a table in one language reads in the other`() throws {
    let filled: [[ReviewColumn: String]] = [
      [.decision: "確認"], [.decision: "駁回", .reason: "陰影"], [.decision: "修正", .kind: "坑洞", .severity: "輕至中"],
      [.decision: "accepted"],
    ]
    let rows = try table(filled, in: .traditionalChinese)
    #expect(rows[0].contains("決定") && rows[0].contains("損壞識別碼"))
    let reader = try read(text(rows))
    #expect(reader.problems.isEmpty)
    #expect(reader.decisions.map(\.verdict) == [.accept, .reject, .edit, .accept])
    #expect(reader.decisions[1].reason == .shadow && reader.decisions[2].damageClass == .pothole)
    #expect(reader.decisions[2].severity == .levels(.low ... .medium))
  }

  @Test func `columns may be moved, added and left out, and rows may be empty`() throws {
    let rows = try table(Self.filled)
    let order: [ReviewColumn] = [.version, .decision, .kind, .severity, .defectUID, .reason, .reviewer, .note]
    var moved = rows.map { row in
      order.map { row[ReviewColumn.allCases.firstIndex(of: $0) ?? 0] } + ["mine"]
    }
    moved.insert(Array(repeating: "", count: order.count + 1), at: 2)
    moved.insert([""], at: 3)
    let reader = try read(text(moved))
    #expect(reader.problems.isEmpty)
    #expect(reader.decisions.map(\.row) == [2, 5, 6, 7])
    #expect(reader.decisions.map(\.verdict) == [.accept, .reject, .edit, .reject])
  }

  @Test func `what a spreadsheet saves is read: UTF-16, a line for itself, old line ends, Windows in Chinese`() throws {
    let rows = try table(
      [[.decision: "駁回", .reason: "陰影", .note: "橋下"]], in: .traditionalChinese)
    let utf16 = try #require(text(rows, delimiter: "\t").data(using: .utf16))
    let wide = try ReviewTableReader([UInt8](utf16), path: "t.txt", reviewer: "Lin")
    #expect(wide.decisions.map(\.note) == ["橋下"])
    let separated = try read("sep=;\r\n" + text(rows, delimiter: ";"))
    #expect(separated.decisions.map(\.row) == [2])
    #expect(try read(text(rows, end: "\r")).decisions.map(\.note) == ["橋下"])
    // Characters that CP950 lacks are of no interest here.
    let plain = rows.map { row in
      row.map { $0.replacing("–", with: "-").replacing("²", with: "2").replacing("Ø", with: "D") }
    }
    let big5 = [UInt8](try #require(text(plain).data(using: String.Encoding(rawValue: 0x8000_0423))))
    let error = #expect(throws: ReviewTableError.self) { try ReviewTableReader(big5, path: "t.csv", reviewer: "Lin") }
    #expect(try #require(error).description.contains("--encoding cp950"))
    let windows = try ReviewTableReader(big5, path: "t.csv", encoding: .cp950, reviewer: "Lin")
    #expect(windows.decisions.map(\.note) == ["橋下"] && windows.decisions.map(\.reason) == [.shadow])
  }

  @Test func `every mistake is named with its row and column`() throws {
    let rows = try table([
      [.decision: "maybe"], [.decision: "edit", .kind: "potholes", .severity: "huge"], [.note: "forgot"],
      [.decision: "accept", .defectUID: ""],
    ])
    let reader = try read(text(rows) + "a" + String(repeating: ",", count: 30) + "b\r\n")
    #expect(reader.decisions.isEmpty)
    #expect(reader.problems.map(\.row) == [2, 3, 3, 4, 5, 8])
    #expect(reader.problems.map(\.column) == ["decision", "kind", "severity", "decision", "defect_uid", ""])
    #expect(reader.problems[1].problem.contains("did you mean 'pothole'"))
  }

  @Test(
    arguments: [
      ("PK\u{3}\u{4}", "workbook"), ("a,b\r\n1,2\r\n", "no header"), ("decision,defect_uid\r\n", "--force"),
      ("decision,defect_uid,version,Decision\r\n", "twice"), ("", "no header"),
    ])
  func `a file that is no such table says what to do`(text: String, word: String) throws {
    let error = #expect(throws: ReviewTableError.self) { try self.read(text) }
    #expect(try #require(error).description.contains(word), "\(error?.description ?? "")")
  }

  @Test func `hostile text neither becomes a formula nor leaves its cell`() throws {
    var inventory = try Sample.inventory()
    for index in inventory.defects.indices {
      inventory.defects[index].bestPhoto.name = HostileText.all.joined() + "\(index)"
      inventory.defects[index].review = Review(
        defectUID: inventory.defects[index].uid, status: .accepted, reviewer: "=cmd|' /C calc'!A0", time: 1,
        note: "x\r\n,\"=1+1")
    }
    let bytes = ReviewTable().bytes(of: inventory, options: ExportOptions())
    let rows = DelimitedReader.rows(of: String(decoding: bytes, as: UTF8.self))
    #expect(rows.count == inventory.defects.count + 1 && rows.allSatisfy { $0.count == ReviewColumn.allCases.count })
    for cell in rows.joined() { #expect(!["=", "+", "@"].contains(cell.first)) }
  }

  @Test func `a version is no number for a spreadsheet and tells each change`() throws {
    var defect = try Sample.defect(Sample.crack(1))
    let version = ReviewVersion.text(of: defect)
    #expect(version.first == "v" && version.count == 12)
    defect.status = .accepted
    #expect(ReviewVersion.text(of: defect) != version)
  }
}
