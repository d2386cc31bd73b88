import Detectors
import Foundation
import ImageKit
import TestSupport
import Testing

@testable import Inventory

/// What an owner's table makes of defects.
struct ResponseTableTests {
  private func table(_ rows: String, head: String = "") throws -> ResponseTable {
    try ResponseTable(yaml: Array("id: a\ntitle: b\nsource: c\n\(head)rows:\n\(rows)".utf8), file: "t.yaml")
  }

  private func defect(_ kind: DamageClass, _ severity: String) throws -> Defect {
    var defect = try Sample.defect(Sample.crack(1))
    defect.damageClass = kind
    defect.severity = try #require(Severity(code: severity, rule: "a/b", reason: "."))
    return defect
  }

  private func cells(_ defect: Defect, _ table: ResponseTable, from start: String? = nil) -> [String: TableCell] {
    var options = ExportOptions()
    options.response = table
    options.dueFrom = start
    return WorkOrderColumns.cells(of: defect, labels: Labels(language: .english), options: options)
  }

  @Test(arguments: DamageClass.allCases)
  func `the built-in table orders by severity and states no due dates`(kind: DamageClass) throws {
    let expected = [
      "low": 3, "medium": 2, "high": 1, "low..medium": 2, "low..high": 1, "medium..high": 1, "not_gradable": nil,
    ]
    for (severity, priority) in expected {
      var defect = try defect(kind, severity)
      #expect(ResponseTable.standard.answer(for: defect, cells: { [:] }).priority == priority, "\(severity)")
      #expect(cells(defect, .standard)["due_date"]?.text == "")
      #expect(cells(defect, .standard)["priority"]?.text == priority.map(String.init) ?? "")
      defect.status = .rejected
      #expect(cells(defect, .standard)["priority"]?.text == "")
    }
    #expect(ResponseTable.standard.id == ResponseTable.standardID && !ResponseTable.standard.title.isEmpty)
  }

  @Test func `a blocked carriageway comes first, graded or not`() throws {
    var tree = try Sample.tree(Sample.fallenTree(1))
    tree.severity = Severity(grade: .notGradable, rule: "", reason: "")
    #expect(tree.blocksCarriageway)
    #expect(ResponseTable.standard.answer(for: tree, cells: { [:] }).priority == 1)
    let table = try table("  - {blocksCarriageway: false, priority: 5}\n  - {priority: 9}")
    #expect(table.answer(for: tree, cells: { [:] }).priority == 9)
  }

  @Test func `the first row that fits decides on priority, due date and action`() throws {
    let table = try table(
      """
        - {kinds: [pothole], severity: [high, medium], priority: 1, due: {hours: 4}, action: {en: fill today, zh-TW: 當日填補}}
        - {kinds: [pothole], priority: 4, due: {days: 7}}
        - {severity: [not_gradable], priority: 8}
      """)
    let pothole = cells(try defect(.pothole, "low..high"), table)
    #expect(pothole["priority"]?.text == "1" && pothole["suggested_action"]?.text == "fill today")
    // The photo was taken at 15:17:11 by the camera's clock, eight hours ahead of UTC.
    #expect(pothole["due_date"]?.text == "2020-06-23T19:17:11+08:00")
    let small = cells(try defect(.pothole, "low"), table)
    #expect(small["priority"]?.text == "4" && small["due_date"]?.text == "2020-06-30T23:59:59+08:00")
    #expect(small["suggested_action"]?.text == "monitor")
    #expect(cells(try defect(.crack, "not_gradable"), table)["priority"]?.text == "8")
    #expect(cells(try defect(.crack, "high"), table)["priority"]?.text == "")
    var options = ExportOptions(language: .traditionalChinese)
    options.response = table
    let chinese = WorkOrderColumns.cells(
      of: try defect(.pothole, "high"), labels: Labels(language: .traditionalChinese), options: options)
    #expect(chinese["suggested_action"]?.text == "當日填補")
  }

  @Test func `conditions on columns and on the owner's own layers are asked`() throws {
    let table = try table(
      "  - {where: [\"length_m>=0.9\", \"road_class=arterial\"], priority: 1}\n  - {where: [length_m>=0.9], priority: 2}",
      head: "joined: [road_class]\n")
    let defect = try defect(.crack, "low")
    #expect(cells(defect, table)["priority"]?.text == "2")
    #expect(
      table.answer(for: defect) { ["length_m": .decimal("0.97"), "road_class": .text("arterial")] }.priority == 1)
    #expect(table.answer(for: defect) { ["length_m": .decimal("0.5")] }.priority == nil)
  }

  @Test(
    arguments: [
      (ResponseTime.hours(4), "2026-12-31T22:00:00+08:00", "2027-01-01T02:00:00+08:00"),
      (.days(0), "2026-07-01T08:00:00", "2026-07-01T23:59:59"),
      (.days(30), "2026-02-15T08:00:00Z", "2026-03-17T23:59:59Z"),
      // A Friday; Monday the 12th is a day off.
      (.workingDays(1), "2026-10-09T16:00:00+08:00", "2026-10-13T23:59:59+08:00"),
      (.workingDays(5), "2026-10-05T16:00:00.250+08:00", "2026-10-13T23:59:59+08:00"),
    ])
  func `due dates follow the calendar in the zone of the camera`(time: ResponseTime, start: String, end: String) {
    #expect(time.end(from: start, holidays: ["2026-10-12"]) == end)
  }

  @Test func `due dates may count from another time, and from nothing there are none`() throws {
    let table = try table("  - {due: {days: 1}}")
    var defect = try defect(.crack, "low")
    #expect(cells(defect, table, from: "2026-07-01T00:00:00")["due_date"]?.text == "2026-07-02T23:59:59")
    defect.firstSeen = nil
    #expect(cells(defect, table)["due_date"]?.text == "")
    for text in ["2026-07-01T08:00:00+08:00", "2026-07-01T08:00:00Z", "2026-07-01T08:00:00"] {
      #expect(DueStart.time(text) == text)
    }
    #expect(DueStart.time("2026-07-01") == "2026-07-01T00:00:00")
    for text in ["yesterday", "2026-13-01", "2026-07-01T08:00:00+8", "2026-07-01 08:00"] {
      #expect(DueStart.time(text) == nil, "\(text)")
    }
  }

  @Test func `due dates stand in every table and map`() throws {
    var options = ExportOptions(plane: TestGrid())
    options.response = try table("  - {due: {hours: 4}, priority: 7}")
    var inventory = try Sample.inventory()
    inventory.defects = inventory.defects.filter { $0.placement != nil }
    let hidden: Set = ["dxf", "coco", "yolo", "cvat", "open311", "xlsx", "flatgeobuf", "shapefile", "kmz"]
    for exporter in ExporterList.all where !hidden.contains(exporter.name) {
      let bytes = try exporter.init().content(of: inventory, options: options).packed()
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(text.contains("2020-06-23T19:17:1") || text.contains("2020-06-23 19:17:1"), "\(exporter.name)")
    }
    for name in ["workforce", "maximo", "cartegraph", "excel-en", "excel-zh-TW", "raw"] {
      options.mapping = try MappingList.mapping(id: name)
      let bytes = try WorkOrderCSV().content(of: inventory, options: options).packed()
      #expect(String(decoding: bytes, as: UTF8.self).contains("19:17"), "\(name)")
    }
  }

  @Test(
    arguments: [
      (
        "  - {kinds: [potholes], priority: 1}",
        "rows[0].kinds[0]: 'potholes' is no kind of damage; did you mean 'pothole'"
      ),
      ("  - {severity: [urgent], priority: 1}", "use low, medium, high or not_gradable"),
      ("  - {priority: 0}", "whole number from 1 to 99"), ("  - {kinds: [crack]}", "what follows"),
      ("  - {due: {hours: 4, days: 1}}", "expects one of"), ("  - {due: {weeks: 1}}", "'weeks' is not known here"),
      ("  - {priority: 1, where: [\"lenght_m>1\"]}", "did you mean 'length_m'"),
      ("  - {priority: 1, where: [priority=1]}", "there is no column 'priority'"),
      ("  - {priority: 1, action: {en: fill}}", "'zh-TW' is missing"),
      ("  - {priority: 1, when: now}", "'when' is not known here"), ("  []", "list of at least one"),
    ])
  func `a mistake names file, line, row and what to do`(rows: String, problem: String) throws {
    let error = #expect(throws: RuleError.self) { try self.table(rows) }
    let text = try #require(error).description
    #expect(text.contains(problem) && text.hasPrefix("t.yaml:"), "\(text)")
  }

  @Test func `the example in the documentation can be used as it is`() throws {
    let page = Fixtures.directory.deletingLastPathComponent().appending(path: "Documentation/ResponseTable.md")
    let text = try String(contentsOf: page, encoding: .utf8)
    let block = try #require(
      text.components(separatedBy: "```yaml\n").dropFirst().first?.components(separatedBy: "```").first)
    let table = try ResponseTable(yaml: Array(block.utf8), file: "example.yaml")
    #expect(table.answer(for: try defect(.pothole, "high"), cells: { [:] }).time == .hours(4))
  }
}
