import Detectors
import Foundation
import ImageKit
import TestSupport
import Testing

@testable import Inventory

struct WorkOrderChangesTests {
  private func table(_ inventory: Inventory) -> String {
    String(decoding: WorkOrderCSV().bytes(of: inventory, options: ExportOptions(plane: TestGrid())), as: UTF8.self)
  }

  private func changes(_ inventory: Inventory, since earlier: String) throws -> [[String: String]] {
    var options = ExportOptions(language: .traditionalChinese)
    options.previous = try PreviousWorkOrders(text: earlier, path: "old.csv")
    let content = try WorkOrderCSV().content(of: inventory, options: options)
    let rows = DelimitedReader.rows(of: String(decoding: content.files[0].bytes, as: UTF8.self))
    let header = try #require(rows.first)
    #expect(header.first == "op")
    return rows.dropFirst().map { Dictionary(zip(header, $0), uniquingKeysWith: { first, _ in first }) }
  }

  @Test func `nothing changed is nothing, in another language and other plane coordinates too`() throws {
    let inventory = try Sample.inventory()
    #expect(try changes(inventory, since: table(inventory)).isEmpty)
  }

  @Test func `new, changed and vanished defects are told apart`() throws {
    let old = try Sample.inventory()
    var new = old
    let vanished = new.defects.removeFirst()
    new.defects[0].review = Review(
      defectUID: new.defects[0].uid, status: .accepted, reviewer: "林", time: 1_600_000_000, note: "=1+1")
    new.defects[0].status = .accepted
    new.defects.append(try Sample.defect(Sample.crack(1, shift: 900)))
    let rows = try changes(new, since: table(old))
    // What is there by urgency, as in any table, then what is gone: the new one is the wider.
    #expect(rows.map { $0["op"] } == ["A", "U", "D"])
    #expect(rows[0]["defect_uid"] == new.defects[new.defects.count - 1].uid)
    #expect(rows[1]["defect_uid"] == new.defects[0].uid && rows[1]["note"] == "'=1+1")
    #expect(rows[2]["defect_uid"] == vanished.uid && rows[2]["work_order_id"] == WorkOrderCSV.workOrderID(of: vanished))
    // What was handed over with these changes is the state for the next time.
    #expect(try changes(new, since: table(new)).isEmpty)
  }

  @Test func `a rejected defect is a deleted work order`() throws {
    let old = try Sample.inventory()
    var new = old
    new.defects[2].status = .rejected
    let rows = try changes(new, since: table(old))
    #expect(rows.map { $0["op"] } == ["D"] && rows[0]["defect_uid"] == old.defects[2].uid)
  }

  @Test func `a table with fewer columns or numbers written otherwise makes no difference`() throws {
    let inventory = try Sample.inventory()
    let rows = DelimitedReader.rows(of: table(inventory))
    let kept = rows[0].indices.filter { rows[0][$0] != "confidence" }
    let length = try #require(rows[0].firstIndex(of: "length_m"))
    let edited = rows.map { row in
      kept.map { $0 == length && row[$0].hasSuffix("0") ? String(row[$0].dropLast()) : row[$0] }
    }
    #expect(try changes(inventory, since: CSVTable.text(edited.filter { $0 != [""] })).isEmpty)
  }

  @Test(
    arguments: [
      ("a,b\r\n1,2\r\n", "has no columns work_order_id and defect_uid"),
      ("op,work_order_id,defect_uid\r\nA,1,2\r\n", "holds changes only"),
      ("work_order_id,defect_uid\r\n1,2,3\r\n", "row 2 has 3 cells"),
      ("work_order_id,defect_uid\r\n1,2\r\n1,3\r\n", "row 3 has no work order of its own ('1')"),
      ("", "has no columns"),
    ])
  func `another table is refused with what to do`(text: String, words: String) {
    let problem = #expect(throws: PreviousWorkOrders.Problem.self) {
      try PreviousWorkOrders(text: text, path: "old.csv")
    }
    #expect(problem?.description.hasPrefix("old.csv: ") == true)
    #expect(problem?.description.contains(words) == true, "\(problem?.description ?? "")")
  }

  @Test func `tables are read as RFC 4180 says`() {
    #expect(
      DelimitedReader.rows(of: "\u{FEFF}a,\"b\"\"c\r\nd\",\r\ne,f,g") == [["a", "b\"c\r\nd", ""], ["e", "f", "g"]])
    #expect(DelimitedReader.rows(of: "").isEmpty)
  }
}

struct ColumnFilterTests {
  private let cells: [String: TableCell] = [
    "severity": .plain("medium..high"), "length_m": .decimal("3.20"), "road": .text("中山路"), "status": .plain("new"),
  ]

  private func accepts(_ text: String) throws -> Bool {
    try ColumnFilter(text, columns: WorkOrderColumns.names).accepts(cells)
  }

  @Test(
    arguments: [
      "severity=high,medium..high", "length_m>=3.2", "length_m > 3", "length_m=3.2", "length_m<=3.2", "road!=",
      "road=中山路", "width_mm=", "status != rejected", "district!=x",
    ])
  func `a condition that is met lets a row pass`(text: String) throws { #expect(try accepts(text)) }

  @Test(arguments: [
    "severity=high", "length_m>3.2", "length_m<3.2", "road=", "width_mm>0", "width_mm<=0", "status!=new,old",
  ])
  func `a condition that is not met does not`(text: String) throws { #expect(try !accepts(text)) }

  @Test(
    arguments: [
      ("serverity=high", "did you mean 'severity'?"), ("severity", "write COLUMN=VALUE"), ("=x", "write COLUMN=VALUE"),
      ("length_m>x", "compares with one number"), ("length_m>1,2", "compares with one number"),
      ("road!x", "write COLUMN"),
    ])
  func `a mistake is named`(text: String, words: String) {
    let problem = #expect(throws: ColumnFilter.Problem.self) {
      try ColumnFilter(text, columns: WorkOrderColumns.names)
    }
    #expect(problem?.description.contains(words) == true, "\(problem?.description ?? "")")
  }

  @Test func `conditions and decisions narrow every format down`() throws {
    var options = ExportOptions(plane: TestGrid())
    options.filters = [try ColumnFilter("kind_code=pothole", columns: WorkOrderColumns.names)]
    #expect(options.defects(of: try Sample.inventory()).map(\.damageClass) == [.pothole, .pothole])
    for name in ExporterList.names {
      let exporter = try #require(ExporterList.exporter(named: name))
      var without = try Sample.inventory()
      without.defects.removeAll { $0.damageClass != .pothole }
      #expect(
        try exporter.content(of: Sample.inventory(), options: options).packed()
          == exporter.content(of: without, options: ExportOptions(plane: TestGrid())).packed(), "\(name)")
    }
  }
}

struct ColumnJoinTests {
  private func layer(_ features: [[String: Any]], field: String, epsg: Int? = nil) throws -> AttributeLayer {
    let folder = try TemporaryFolder()
    let url = folder.file("layer.geojson")
    try RoadFile.write(features, epsg: epsg, to: url)
    return try AttributeLayer(contentsOf: url, field: field)
  }

  private func place(_ east: Double, _ north: Double) -> HorizontalPosition {
    let degrees = RoadFile.degrees(east, north)
    return HorizontalPosition(latitude: degrees[1], longitude: degrees[0])
  }

  @Test func `a place is in the area around it, not in its holes`() throws {
    let square = [(0.0, 0.0), (100, 0), (100, 100), (0, 100)]
    let hole = [(40.0, 40.0), (60, 40), (60, 60), (40, 60)]
    let layer = try layer(
      [RoadFile.area([square, hole], ["TOWNNAME": "鹽埕區"]), RoadFile.area([hole], ["TOWNNAME": "鼓山區"])],
      field: "townname")
    #expect(layer.value(at: place(10, 10), within: 0) == "鹽埕區")
    #expect(layer.value(at: place(50, 50), within: 0) == "鼓山區")
    #expect(layer.value(at: place(-1, 50), within: 0) == nil)
    #expect(layer.value(at: place(-1, 50), within: 1.1) == "鹽埕區")
    #expect(layer.value(at: HorizontalPosition(latitude: .nan, longitude: 0), within: 5) == nil)
  }

  @Test func `the nearest line or point within reach counts`() throws {
    let layer = try layer(
      [
        RoadFile.line([(0, 0), (100, 0)], ["name": "中山路"]), RoadFile.line([(0, 20), (100, 20)], ["name": "五福路"]),
        RoadFile.feature("Point", RoadFile.degrees(50, 13), ["name": "lamp 7"]),
        RoadFile.feature("Point", RoadFile.degrees(50, 5), ["name": ""]),
      ], field: "name")
    #expect(layer.value(at: place(50, 4), within: 15) == "中山路")
    #expect(layer.value(at: place(50, 12), within: 15) == "lamp 7")
    #expect(layer.value(at: place(90, 14), within: 15) == "五福路")
    #expect(layer.value(at: place(90, 36), within: 15) == nil && layer.value(at: place(90, 4), within: 0) == nil)
    #expect(layer.skippedFeatureCount == 1)
  }

  @Test func `a field that is not there is named with those that are`() throws {
    let error = #expect(throws: RoadError.self) {
      try layer([RoadFile.line([(0, 0), (1, 0)], ["ROADNAME": "x"])], field: "town")
    }
    #expect(error?.description.contains("no field 'town'; its fields are ROADNAME") == true)
  }

  @Test func `a joined column is in the table, the workbook and the map`() throws {
    let folder = try TemporaryFolder()
    let url = folder.file("d.geojson")
    let ring = [[120.0, 22.0], [121.0, 22.0], [121.0, 23.0], [120.0, 23.0], [120.0, 22.0]]
    try RoadFile.write([RoadFile.feature("Polygon", [ring], ["TOWNNAME": "鹽埕區", "permit": "=1+1"])], to: url)
    var options = ExportOptions()
    options.joins = try ["TOWNNAME", "permit"].map { field in
      ColumnJoin(
        column: ColumnJoin.column(for: field), layer: try AttributeLayer(contentsOf: url, field: field), reach: 0)
    }
    let table = String(decoding: WorkOrderCSV().bytes(of: try Sample.inventory(), options: options), as: UTF8.self)
    #expect(table.contains(",new,鹽埕區,中山路#2,131.3,") && table.contains(",run_id,permit\r\n"))
    #expect(table.contains(",crack@1,,,,'=1+1\r\n"))
    let map = String(decoding: GeoJSONExporter().bytes(of: try Sample.inventory(), options: options), as: UTF8.self)
    #expect(map.contains("\"district\":\"鹽埕區\",\"permit\":\"=1+1\""))
  }

  @Test func `well-known fields have a column of their own`() {
    #expect(ColumnJoin.column(for: "TOWNNAME") == "district" && ColumnJoin.column(for: "路名") == "road")
    #expect(ColumnJoin.column(for: "permit") == "permit")
  }
}
