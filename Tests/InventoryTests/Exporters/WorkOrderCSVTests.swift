import Detectors
import Foundation
import ImageKit
import Testing

@testable import Inventory

/// A grid of a metre a unit, for tests.
struct TestGrid: PlaneCoordinates {
  let identifier = "EPSG:3826"

  func plane(_ position: HorizontalPosition) -> (x: Double, y: Double)? {
    (250_000 + (position.longitude - 121) * 1e5, position.latitude * 1e5)
  }
}

struct WorkOrderCSVTests {
  private func text(_ inventory: Inventory, _ options: ExportOptions = ExportOptions()) throws -> String {
    let bytes = WorkOrderCSV().bytes(of: inventory, options: options)
    return try #require(String(validating: bytes.dropFirst(3), as: UTF8.self))
  }

  @Test func `the table is the recorded one`() throws {
    try expectSnapshot(
      WorkOrderCSV().bytes(of: try Sample.inventory(), options: ExportOptions(plane: TestGrid())),
      named: "work-orders.csv")
  }

  @Test func `the table in Chinese is the recorded one`() throws {
    try expectSnapshot(
      WorkOrderCSV().bytes(of: try Sample.inventory(), options: ExportOptions(language: .traditionalChinese)),
      named: "work-orders.zh-TW.csv")
  }

  @Test func `the columns are those of the contract`() throws {
    let header = try text(Inventory(photos: [], defects: []))
    #expect(
      header
        == "work_order_id,defect_uid,kind_code,kind_label,severity,severity_rule,priority,status,district,road,"
        + "chainage_m,address_hint,lon,lat,x,y,crs,ce90_m,length_m,width_mm,width_mm_low,width_mm_high,area_m2,"
        + "confidence,n_photos,best_photo,thumb,flight,captured_at,reviewer,reviewed_at,suggested_action,due_date,"
        + "note,model_id,rule_version,models,run_id\r\n")
  }

  @Test func `the most urgent come first and what needs nothing last`() throws {
    let covers = try (1...2).map { try Sample.defect(Sample.crack($0)) }.map { defect in
      var cover = defect
      cover.damageClass = .treeCrown
      cover.severity = Severity(grade: .notGradable, rule: "", reason: "")
      return cover
    }
    var wide = try Sample.defect(Sample.crack(3, width: 60))
    var open = try Sample.defect(Sample.crack(4, width: 4))
    var low = try Sample.defect(Sample.crack(5, width: 9))
    wide.severity = Severity(grade: .levels(.medium ... .high), rule: "r", reason: "")
    var surely = try Sample.defect(Sample.crack(6, width: 30))
    surely.severity = Severity(grade: .levels(.high ... .high), rule: "r", reason: "")
    open.severity = Severity(grade: .notGradable, rule: "r", reason: "")
    low.severity = Severity(grade: .levels(.low ... .low), rule: "r", reason: "")
    let inventory = Inventory(photos: [], defects: covers + [open, low, wide, surely])
    let rows = DelimitedReader.rows(of: try text(inventory)).dropFirst()
    #expect(rows.prefix(4).map { $0[1] } == [surely.uid, wide.uid, low.uid, open.uid])
    #expect(Set(rows.suffix(2).map { $0[1] }) == Set(covers.map(\.uid)) && rows.count == 6)
  }

  @Test func `rejected defects are left out unless asked for`() throws {
    var inventory = try Sample.inventory()
    inventory.defects[0].status = .rejected
    #expect(try text(inventory).components(separatedBy: "\r\n").count == 7)
    #expect(try text(inventory, ExportOptions(statuses: [.rejected])).components(separatedBy: "\r\n").count == 3)
  }

  @Test func `hostile names stay text`() throws {
    var inventory = try Sample.inventory()
    inventory.defects = [inventory.defects[0]]
    inventory.defects[0].bestPhoto = PhotoKey(
      flight: "\u{1B}]0;x", name: "=HYPERLINK(\"http://x\",\"a\")\n裂縫\"><script>")
    inventory.defects[0].review = Review(
      defectUID: "", status: .accepted, reviewer: "＝cmd", time: 0, note: "+1+1, \"really\"")
    let text = try text(inventory)
    #expect(text.contains(",\"'=HYPERLINK(\"\"http://x\"\",\"\"a\"\")\n裂縫\"\"><script>\",,]0;x,"))
    #expect(text.contains(",'＝cmd,1970-01-01T00:00:00.000Z,"))
    #expect(text.contains(",\"'+1+1, \"\"really\"\"\","))
  }

  @Test func `names of roads stay text`() throws {
    var inventory = try Sample.inventory()
    inventory.defects = [inventory.defects[0]]
    inventory.defects[0].road = RoadPosition(
      section: "=cmd|' /C calc'!A0\n,\"x", chainage: 0.04, side: .centre, distance: 0)
    #expect(try text(inventory).contains(",new,,\"'=cmd|' /C calc'!A0\n,\"\"x\",0.0,,"))
  }

  @Test func `coordinates that are no numbers leave their cells empty`() throws {
    var inventory = try Sample.inventory()
    inventory.defects = [inventory.defects[0]]
    inventory.defects[0].road = nil
    inventory.defects[0].placement = Placement(
      point: HorizontalPosition(latitude: .nan, longitude: .infinity), method: "x")
    #expect(try text(inventory, ExportOptions(plane: TestGrid())).contains(",new,,,,,,,,,,,"))
  }

  @Test func `columns about trees follow where there are trees, and a blocked road comes first`() throws {
    var inventory = try Sample.inventory()
    let header = try text(inventory).components(separatedBy: "\r\n")[0]
    let trees = [Sample.crown(1), Sample.fallenTree(2, corridor: "=1+1")]
    inventory = Inventory(
      photos: inventory.photos, defects: inventory.defects + (try trees.map(Sample.tree)))
    let rows = try text(inventory).components(separatedBy: "\r\n")
    #expect(
      rows[0]
        == header + ",decline_pct,crown_diameter_m,lean,stem_class_mm,blocks_carriageway,blocked_width_m,"
        + "blocked_width_low_m,blocked_width_high_m,carriageway_width_m,overhang_depth_m,overhang_depth_low_m,"
        + "overhang_depth_high_m,target,target_label,carriageway_distance_m,carriageway_area_m2,corridor,corridor_distance_m,"
        + "corridor_area_m2,building_distance_m,season_likely,severity_reason")
    #expect(rows[1].contains(",fallen_tree,fallen tree,high,trees-screening/fallen-on-carriageway,1,new,"))
    #expect(rows[1].contains(",clear the carriageway,,,tree@1,,,,,,,100-300,true,4.5,4.1,4.9,6.3,,,,carriageway,"))
    #expect(rows[1].contains(",carriageway,carriageway,0.0,1.8,'=1+1,1.3,,12.5,,\"The fallen tree blocks 4.5 m"))
    let crown = try #require(rows.first { $0.contains(",dead_crown,") })
    #expect(
      crown.contains(",tree@1,,,,88,7.3,not_assessable,,,,,,,,,,carriageway,carriageway,2.5,,Footway,0.0,12.5,,,"))
    #expect(rows.allSatisfy { $0.isEmpty || $0.contains(",crack@1,,,,") || !$0.contains("crack@1") })
    let chinese = try text(inventory, ExportOptions(language: .traditionalChinese))
    #expect(chinese.contains(",清除車道障礙,") && chinese.contains(",carriageway,車道,"))
  }
}
