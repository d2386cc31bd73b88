import Foundation
import Testing

@testable import Inventory

struct ColumnMappingTests {
  private func mapping(_ yaml: String) throws -> ColumnMapping {
    try ColumnMapping(yaml: Array(yaml.utf8), file: "own.yaml")
  }

  private func export(_ mapping: ColumnMapping, _ inventory: Inventory? = nil) throws -> (String, [String]) {
    var options = ExportOptions(plane: TestGrid())
    options.mapping = mapping
    let content = try WorkOrderCSV().content(of: try inventory ?? Sample.inventory(), options: options)
    return (String(decoding: content.files[0].bytes, as: UTF8.self), content.remarks)
  }

  @Test(arguments: MappingList.ids) func `a built-in mapping gives the recorded table`(id: String) throws {
    let mapping = try #require(try MappingList.mapping(id: id))
    #expect(MappingList.summaries[id] != nil)
    var options = ExportOptions(language: mapping.language ?? .english, plane: TestGrid())
    options.mapping = mapping
    let content = try WorkOrderCSV().content(of: try Sample.inventory(), options: options)
    try expectSnapshot(content.files[0].bytes, named: "mapped/\(id).csv")
  }

  @Test func `raw has the default columns`() throws {
    let raw = try #require(try MappingList.mapping(id: "raw"))
    #expect(raw.columns.map(\.header) == WorkOrderColumns.defaults)
    #expect(raw.columns.map(\.source) == WorkOrderColumns.defaults.map { .column($0) })
    #expect(!raw.guardsFormulas)
  }

  @Test func `there is no mapping of another name`() throws {
    #expect(try MappingList.mapping(id: "sap") == nil)
    #expect(MappingList.ids == MappingList.ids.sorted())
  }

  @Test(
    arguments: [
      ("colums:\n  - {header: A, from: status}", "did you mean 'columns'?"),
      (
        "columns:\n  - {header: A, from: serverity}",
        "columns[0].from: there is no column 'serverity'; did you mean 'severity'?"
      ),
      ("columns:\n  - {header: A, form: status}", "did you mean 'from'?"),
      ("columns:\n  - {header: A}", "either from"),
      ("columns:\n  - {header: A, from: status, value: x}", "either from"),
      ("columns:\n  - {header: A, from: status}\n  - {header: A, value: x}", "already a column 'A'"),
      ("encoding: utf8\ncolumns:\n  - {header: A, from: status}", "did you mean 'utf-8'?"),
      ("newline: cr\ncolumns:\n  - {header: A, from: status}", "'cr' is not known here"),
      ("delimiter: ab\ncolumns:\n  - {header: A, from: status}", "a comma, a semicolon"),
      ("dateFormat: YYYY-MM-DD\ncolumns:\n  - {header: A, from: status}", "expects yyyy"),
      ("crs: 3826.5\ncolumns:\n  - {header: A, from: status}", "a code of the EPSG registry"),
      ("guardFormulas: maybe\ncolumns:\n  - {header: A, from: status}", "true or false"),
      ("columns:\n  - {header: Prio, from: status}\nrequired: [Pri]", "did you mean 'Prio'?"),
      ("columns:\n  - {header: A, from: status, map: [a]}", "codes and what they become"),
    ])
  func `a mistake is named with its place and a way out`(yaml: String, words: String) throws {
    let error = #expect(throws: RuleError.self) { try mapping(yaml) }
    #expect(error?.description.hasPrefix("own.yaml:") == true)
    #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
  }

  @Test func `codes, constants, stand-ins and dates are written as asked`() throws {
    let mapping = try mapping(
      """
      encoding: utf-8
      newline: lf
      delimiter: ;
      dateFormat: RRR/MM/dd
      preamble: [[EXTSYS1, MXWO, AddChange, EN]]
      columns:
        - {header: 種類, from: kind_code, map: {crack: 裂;縫}}
        - {header: Type, value: "007"}
        - {header: Due, from: due_date, ifEmpty: none}
        - {header: Day, from: captured_at}
      """)
    let (text, remarks) = try export(mapping)
    let lines = text.split(separator: "\n").map(String.init)
    #expect(lines[0] == "EXTSYS1;MXWO;AddChange;EN" && lines[1] == "種類;Type;Due;Day")
    #expect(lines.contains("\"裂;縫\";007;none;109/06/23") && lines.contains("pothole;007;none;109/06/23"))
    #expect(remarks.isEmpty && lines.count == 8)
  }

  @Test func `rows without what is required are left out and counted`() throws {
    let (text, remarks) = try export(
      try mapping("columns:\n  - {header: N, from: lat}\n  - {header: U, from: defect_uid}\nrequired: [N]"))
    #expect(text.split(separator: "\r\n").count == 5)
    #expect(remarks == ["2 defects left out: N required by the mapping, and empty"])
  }

  @Test(arguments: [("cp950", [0xB5, 0xF5, 0xC1, 0x5F]), ("cp1252", [0x3F, 0x3F])] as [(String, [UInt8])])
  func `other encodings are written, and what they lack is told`(encoding: String, bytes: [UInt8]) throws {
    let mapping = try mapping(
      "encoding: \(encoding)\nnewline: lf\ncolumns:\n  - {header: A, value: 裂縫}\n  - {header: B, value: é}")
    var options = ExportOptions()
    options.mapping = mapping
    let content = try WorkOrderCSV().content(of: try Sample.inventory(), options: options)
    let row = Array("A,B\n".utf8) + bytes + Array(",".utf8) + (encoding == "cp1252" ? [0xE9] : [0x3F]) + [0x0A]
    #expect(content.files[0].bytes.starts(with: row), "\(content.files[0].bytes.prefix(20))")
    #expect(content.remarks.count == 1 && content.remarks[0].contains(encoding.uppercased()))
  }

  @Test func `the guard against formulas can be taken off`() throws {
    let columns = "columns:\n  - {header: A, value: =1+1}"
    #expect(try export(try mapping(columns)).0.contains("\r\n'=1+1\r\n"))
    #expect(try export(try mapping("guardFormulas: false\n" + columns)).0.contains("\r\n=1+1\r\n"))
  }

  @Test func `formats of dates are read`() {
    let time = "2026-01-02T03:04:05+08:00"
    #expect(DateFormat("yyyy-MM-dd'T'HH:mm:ssXXX")?.text(time) == time)
    #expect(DateFormat("M/d/yyyy H:mm")?.text(time) == "1/2/2026 3:04")
    #expect(DateFormat("RRR年M月d日")?.text(time) == "115年1月2日")
    #expect(DateFormat("HH:mm:ssXXX")?.text("2026-01-02T03:04:05.250Z") == "03:04:05Z")
    #expect(DateFormat("yyyy")?.text("soon") == nil)
    for wrong in ["", "--", "YYYY", "yy", "'open", "hh:mm"] { #expect(DateFormat(wrong) == nil, "\(wrong)") }
  }
}
