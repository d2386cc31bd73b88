import Detectors
import Foundation
import ImageKit
import Testing

@testable import Inventory

struct ReFlyCSVTests {
  private func pack() throws -> RulePack { try #require(try RulePackList.pack(id: RulePackList.defaultID)) }

  /// A crack of photo 1, moved along so that it has a name of its own.
  private func crack(
    _ median: Double, _ low: Double, _ high: Double, pixel: Double = 5, shift: Double = 0, sigma: Double = 0.02
  ) throws -> Defect {
    var observation = Sample.crack(1, shift: shift)
    observation.measures.width = WidthMeasure(
      median: median, p95: high, low: low, high: high, minimumGradable: pixel)
    observation.measures.length = Measure(0.9712, sigma: sigma)
    return try Sample.defect(observation)
  }

  private func inventory(_ defects: [Defect]) -> Inventory { Inventory(photos: [Sample.photo(1)], defects: defects) }

  /// Graded, open at 6 mm, open at 19 mm with a scale of ±20 %, rejected, a pothole, and a crack without a size.
  private func mixed() throws -> Inventory {
    var rejected = try crack(7, 4, 12, shift: 1)
    rejected.status = .rejected
    return inventory([
      try crack(12, 8, 16, shift: 2), try crack(6.3, 3.3, 12.34, shift: 3),
      try crack(18, 11, 23, shift: 4, sigma: 0.9712 * 0.1216), rejected, try Sample.defect(Sample.pothole(1)),
      try Sample.defect(Sample.unplaced(1)),
    ])
  }

  private func rows(_ inventory: Inventory, _ options: ExportOptions = ExportOptions()) throws -> [[String: String]] {
    let bytes = ReFlyCSV().bytes(of: ReFlyList(inventory, rules: try pack()), options: options)
    let text = try #require(String(validating: bytes.dropFirst(3), as: UTF8.self))
    return text.components(separatedBy: "\r\n").dropFirst().dropLast().map { line in
      Dictionary(uniqueKeysWithValues: zip(ReFlyCSV.columns, line.components(separatedBy: ",")))
    }
  }

  @Test func `only what the photos are too coarse to grade is listed, the worst first`() throws {
    let rows = try rows(try mixed())
    #expect(rows.map { $0["limit_mm"] } == ["19", "6"])
    #expect(rows.map { $0["severity"] } == ["medium..high", "low..medium"])
  }

  @Test func `a row says what is, what it takes and from where`() throws {
    let row = try #require(try rows(try mixed(), ExportOptions(plane: TestGrid())).last)
    let expected = [
      "gsd_mm": "5.000", "width_mm": "6.30", "width_mm_low": "3.30", "width_mm_high": "12.34",
      "severity_rule": "fhwa-ltpp-2014/crack-width", "limit_mm": "6", "needed_gsd_mm": "1.500",
      // 3666.5 pixels of focal length: 5.49975 and 18.3325 m.
      "needed_standoff_m": "5.49", "present_standoff_m": "18.33", "camera_yaw_deg": "12.5", "camera_pitch_deg": "-89.9",
      "best_photo": "DJI_0001.JPG", "crs": "EPSG:3826", "lon": "120.3000058", "lat": "22.6199987", "ce90_m": "3.21",
      "scale_doubt_pct": "", "note": "",
    ]
    for (column, value) in expected { #expect(row[column] == value, "\(column)") }
    let uid = try #require(row["defect_uid"])
    #expect(row["work_order_id"] == "WO-" + uid.filter { $0 != "-" }.prefix(12).uppercased())
  }

  @Test func `a doubtful distance is noted in the reader's language`() throws {
    let row = try #require(try rows(try mixed()).first)
    #expect(row["scale_doubt_pct"] == "40", "the height's doubt is twice as large from half as far")
    #expect(row["note"] == "state or measure the distance to the surface as well")
    let chinese = try #require(try rows(try mixed(), ExportOptions(language: .traditionalChinese)).first)
    #expect(chinese["kind_label"] == "裂縫" && chinese["severity_label"] == "中至重")
    #expect(chinese["note"] == "並請提供或量測相機至表面的距離")
  }

  @Test func `what no run would look for that finely is to be measured on site`() throws {
    let content = inventory([try crack(0.3, 0.2, 0.5, pixel: 0.25)])
    let guide = try #require(try RulePackList.pack(id: "aci-224r-01"))
    let list = ReFlyList(content, rules: guide)
    #expect(list.items.map(\.isTooFineToFind) == [true])
    #expect(list.items.first?.neededPixel == 0.075)
    let text = String(decoding: ReFlyCSV().bytes(of: list, options: ExportOptions()), as: UTF8.self)
    #expect(text.contains(",finer than a run looks for such damage: measure on site\r\n"))
  }

  @Test func `without such defects there is the header alone`() throws {
    let bytes = ReFlyCSV().bytes(
      of: ReFlyList(inventory([try crack(12, 8, 16)]), rules: try pack()), options: ExportOptions())
    #expect(bytes == [0xEF, 0xBB, 0xBF] + Array((ReFlyCSV.columns.joined(separator: ",") + "\r\n").utf8))
  }

  @Test func `a photo that the inventory does not hold leaves the distances empty`() throws {
    let row = try #require(try rows(Inventory(photos: [], defects: [try crack(6.3, 3.3, 12.3)])).first)
    #expect(row["needed_gsd_mm"] == "1.500")
    #expect(row["needed_standoff_m"] == "" && row["present_standoff_m"] == "" && row["camera_yaw_deg"] == "")
  }

  @Test func `hostile names stay text`() throws {
    var defect = try crack(6.3, 3.3, 12.3)
    defect.bestPhoto = PhotoKey(flight: "=cmd", name: "@SUM(1)")
    let row = try #require(try rows(inventory([defect])).first)
    #expect(row["flight"] == "'=cmd" && row["best_photo"] == "'@SUM(1)")
  }

  @Test func `the list of what was stored is that of what was found, in any order`() throws {
    let content = try mixed()
    let folder = try TemporaryFolder()
    let store = try InventoryStore.open(at: folder.file("inventory.gpkg"))
    let defects = content.defects.filter { $0.status != .rejected }
    try store.commit(
      photo: Sample.photo(1), observations: defects.reversed().flatMap(\.observations), defects: defects.reversed())
    let stored = ReFlyCSV().bytes(
      of: ReFlyList(try store.inventory(), rules: try pack()), options: ExportOptions())
    #expect(stored == ReFlyCSV().bytes(of: ReFlyList(content, rules: try pack()), options: ExportOptions()))
  }
}
