import Foundation
import GRDB
import Testing

@testable import Inventory

/// Checks our files with the programs of others.
struct GeoPackageConformanceTests {
  private static let layers = Tables.all.filter(\.hasGeometry).map(\.name)

  /// Makes a file with a history: commits, replacements, removals, reviews, hostile names, two runs.
  private func makeFile(in folder: TemporaryFolder, stopped: Bool = false) throws -> URL {
    let url = folder.file("inventory.gpkg")
    for round in 0..<2 {
      let store = try InventoryStore.open(at: url, language: round == 0 ? .traditionalChinese : .english)
      let run = try store.beginRun(Sample.provenance)
      try store.commit(flight: FlightRecord(name: "flight-a", folder: "flights/a"))
      for number in 1...3 {
        let observations = Sample.observations(number)
        try store.commit(
          photo: Sample.photo(number), observations: observations, defects: try observations.map(Sample.defect))
      }
      var nowhere = Sample.photo(4)
      nowhere.position = nil
      nowhere.footprint = nil
      nowhere.pavement = nil
      nowhere.capturedAt = nil
      nowhere.key.name = "航線/\"><script>\u{1B}]0;x 裂縫.JPG"
      try store.commit(photo: nowhere, observations: [], defects: [])
      var low = Sample.photo(5)
      low.cameraHeight = nil
      try store.commit(photo: low, observations: [], defects: [])
      try store.commit(skipped: Sample.skipped(9))
      try store.remove(Sample.key(3))
      let uid = try Sample.defect(Sample.crack(1)).uid
      try store.append(Review(defectUID: uid, status: .accepted, reviewer: "林", time: 1_600_000_000.5))
      if !(stopped && round == 1) { try store.endRun(run, at: 1_600_000_060) }
      try store.close()
    }
    return url
  }

  @Test(.enabled(if: ExternalTool.ogrinfo.isInstalled, "needs ogrinfo from gdal-bin"), arguments: [false, true])
  func `ogrinfo reads every layer without a warning`(stopped: Bool) throws {
    let folder = try TemporaryFolder()
    let url = try makeFile(in: folder, stopped: stopped)
    let (status, output) = try ExternalTool.ogrinfo.run(["-al", "-so", "-ro", url.path])
    #expect(status == 0)
    for word in ["Warning", "ERROR", "FAILURE"] { #expect(!output.contains(word), "\(output)") }
    let counts = [
      "photos": 4, "footprints": 3, "pavement": 3, "defects": 6, "defect_outlines": 4, "defect_lines": 2,
      "detections": 6,
    ]
    for layer in Self.layers {
      let text = try #require(output.components(separatedBy: "Layer name: \(layer)\n").last)
      #expect(text.contains("Feature Count: \(try #require(counts[layer]))\n"), "\(layer)")
      #expect(text.contains("ID[\"EPSG\",4326]"))
    }
    for type in ["3D Point", "Polygon", "Point", "Multi Polygon", "Multi Line String"] {
      #expect(output.contains("Geometry: \(type)\n"), "\(type)")
    }
    #expect(folder.names == ["inventory.gpkg"])
  }

  @Test(
    .enabled(
      if: ExternalTool.python.isInstalled && ExternalTool.validator != nil, "needs validate_gpkg.py from python3-gdal"),
    arguments: [false, true])
  func `GDAL's validator accepts the file`(stopped: Bool) throws {
    let folder = try TemporaryFolder()
    let url = try makeFile(in: folder, stopped: stopped)
    let (status, output) = try ExternalTool.python.run([
      try #require(ExternalTool.validator), "--extra", "--warning-as-error", url.path,
    ])
    #expect(status == 0, "\(output)")
  }

  @Test func `SQLite finds the file sound`() throws {
    let folder = try TemporaryFolder()
    let queue = try DatabaseQueue(path: try makeFile(in: folder).path)
    let (integrity, keys, header) = try queue.read { database in
      (
        try String.fetchAll(database, sql: "PRAGMA integrity_check"),
        try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").count,
        [
          try Int.fetchOne(database, sql: "PRAGMA application_id"),
          try Int.fetchOne(database, sql: "PRAGMA user_version"),
        ]
      )
    }
    #expect(integrity == ["ok"])
    #expect(keys == 0)
    #expect(header == [0x4750_4B47, 10_300])
  }

  @Test func `what made the inventory can be read from its metadata`() throws {
    let folder = try TemporaryFolder()
    let queue = try DatabaseQueue(path: try makeFile(in: folder).path)
    let text = try #require(try queue.read { try String.fetchOne($0, sql: "SELECT metadata FROM gpkg_metadata") })
    let json = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(json["version"] as? String == "0.1.0")
    #expect((json["models"] as? [[String: String]])?.first?["sha256"]?.count == 64)
    #expect(json["ended_at"] as? String == "2020-09-13T12:27:40.000Z")
  }
}
