import Detectors
import Foundation
import GRDB
import ImageKit
import Testing

@testable import Inventory

struct InventoryStoreTests {
  private let folder: TemporaryFolder
  private let url: URL

  init() throws {
    folder = try TemporaryFolder()
    url = folder.file("inventory.gpkg")
  }

  private func commit(_ number: Int, to store: InventoryStore, _ observations: [Observation]? = nil) throws {
    let observations = observations ?? Sample.observations(number)
    try store.commit(
      photo: Sample.photo(number), observations: observations, defects: try observations.map(Sample.defect))
  }

  @Test func `an inventory is read as it was written, also after closing`() throws {
    let expected = try Sample.inventory()
    do {
      let store = try InventoryStore.open(at: url)
      let run = try store.beginRun(Sample.provenance)
      try store.commit(flight: FlightRecord(name: "flight-a", folder: "flights/a"))
      // Another order than that of the names.
      try store.commit(skipped: Sample.skipped(9))
      try commit(2, to: store)
      try commit(1, to: store)
      #expect(try store.inventory() == expected)
      try store.endRun(run, at: 1_600_000_060)
      try store.close()
    }
    let store = try InventoryStore.openForReading(at: url)
    var read = try store.inventory()
    #expect(read.provenance?.endedAt == 1_600_000_060)
    read.provenance = expected.provenance
    #expect(read == expected)
    try store.close()
    #expect(folder.names == ["inventory.gpkg"])
  }

  @Test func `committing a photo again replaces all that was known of it and of it alone`() throws {
    let store = try InventoryStore.open(at: url)
    try commit(1, to: store)
    try commit(2, to: store)
    let before = try store.inventory()
    try commit(1, to: store)
    #expect(try store.inventory() == before)
    try commit(1, to: store, [Sample.pothole(1)])
    let after = try store.inventory()
    #expect(after.defects.map(\.bestPhoto.name) == ["DJI_0001.JPG"] + Array(repeating: "DJI_0002.JPG", count: 3))
    let counts = try store.read { database in
      try ["photos", "footprints", "defects", "defect_outlines", "defect_lines", "detections"].map {
        try Int.fetchOne(database, sql: "SELECT count(*) FROM \($0)") ?? -1
      }
    }
    #expect(counts == [2, 2, 4, 3, 1, 4])
  }

  @Test func `the spatial indexes hold what the layers hold`() throws {
    let store = try InventoryStore.open(at: url)
    for number in 1...3 { try commit(number, to: store) }
    try commit(2, to: store, [Sample.crack(2)])
    try store.remove(Sample.key(3))
    for table in Tables.all where table.hasGeometry {
      let (rows, indexed) = try store.read { database in
        (
          try Int.fetchAll(database, sql: "SELECT fid FROM \(table.name) WHERE geom IS NOT NULL ORDER BY 1"),
          try Int.fetchAll(database, sql: "SELECT id FROM rtree_\(table.name)_geom ORDER BY 1")
        )
      }
      #expect(!rows.isEmpty && rows == indexed, "\(table.name)")
    }
  }

  @Test func `extents are exact doubles at the end of a run`() throws {
    let store = try InventoryStore.open(at: url)
    let run = try store.beginRun(Sample.provenance)
    for number in 1...3 { try commit(number, to: store) }
    try store.remove(Sample.key(3))
    try store.endRun(run, at: 1)
    let row = try store.read { try Row.fetchOne($0, sql: "SELECT * FROM gpkg_contents WHERE table_name = 'photos'") }
    let extent: [Double?] = try ["min_x", "max_x", "min_y", "max_y"].map { try #require(row)[$0] }
    let places = [Sample.photo(1), Sample.photo(2)].compactMap(\.position)
    #expect(
      extent == [
        places.map(\.longitude).min(), places.map(\.longitude).max(), places.map(\.latitude).min(),
        places.map(\.latitude).max(),
      ])
  }

  @Test func `a run knows what is finished`() throws {
    let store = try InventoryStore.open(at: url)
    try commit(1, to: store)
    try store.commit(skipped: Sample.skipped(2))
    let finished = try store.finishedPhotos()
    #expect(finished.count == 2)
    let photo = Sample.photo(1)
    #expect(
      finished[photo.key]
        == FinishedPhoto(
          sha256: photo.sha256, byteCount: photo.byteCount, modificationTime: photo.modificationTime,
          fingerprint: photo.fingerprint))
    #expect(finished[Sample.key(2)]?.skipped == "not_a_jpeg")
    try store.touch(photo.key, modificationTime: 5)
    #expect(try store.finishedPhotos()[photo.key]?.modificationTime == 5)
  }

  @Test func `a file that could not be used once and can now is no longer among the skipped`() throws {
    let store = try InventoryStore.open(at: url)
    try store.commit(skipped: Sample.skipped(1))
    try commit(1, to: store)
    #expect(try store.inventory().skippedPhotos.isEmpty)
    try store.commit(skipped: Sample.skipped(1))
    let inventory = try store.inventory()
    #expect(inventory.photos.isEmpty && inventory.defects.isEmpty && inventory.skippedPhotos.count == 1)
  }

  @Test func `the same bytes under another name are refused and change nothing`() throws {
    let store = try InventoryStore.open(at: url)
    try commit(1, to: store)
    let before = try store.inventory()
    var copy = Sample.photo(1)
    copy.key.name = "copy.jpg"
    #expect(throws: StoreError.duplicatePhoto(of: Sample.key(1))) {
      try store.commit(photo: copy, observations: [], defects: [])
    }
    #expect(try store.inventory() == before)
  }

  @Test func `an observation that is given twice is stored once`() throws {
    let store = try InventoryStore.open(at: url)
    try commit(1, to: store, [Sample.crack(1), Sample.crack(1)])
    #expect(try store.inventory().defects.count == 1)
  }

  @Test func `a failed commit leaves the photo as it was`() throws {
    let store = try InventoryStore.open(at: url)
    try commit(1, to: store)
    let before = try store.inventory()
    try store.write { database in
      try database.execute(
        sql: "CREATE TEMP TRIGGER fail BEFORE INSERT ON main.detections WHEN NEW.class = 'pothole' "
          + "BEGIN SELECT RAISE(ABORT, 'no'); END")
    }
    #expect(throws: StoreError.self) { try commit(1, to: store) }
    #expect(try store.inventory() == before)
  }

  @Test func `decisions of people survive a new run and cannot be changed`() throws {
    let store = try InventoryStore.open(at: url)
    try commit(1, to: store)
    let uid = try Sample.defect(Sample.crack(1)).uid
    try store.append(Review(defectUID: uid, status: .accepted, reviewer: "Chen", time: 1_600_000_000))
    try store.append(Review(defectUID: uid, status: .rejected, reviewer: "Lin", time: 1_600_000_001, note: "joint"))
    try commit(1, to: store)
    let defect = try #require(try store.inventory().defects.first { $0.uid == uid })
    #expect(defect.status == .rejected)
    #expect(defect.review?.reviewer == "Lin")
    for change in ["UPDATE reviews SET status = 'new'", "DELETE FROM reviews"] {
      #expect(throws: StoreError.self) { try store.write { try $0.execute(sql: change) } }
    }
    #expect(try store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM reviews") } == 2)
  }

  @Test func `labels are in the language of the file`() throws {
    try InventoryStore.open(at: url, language: .traditionalChinese).close()
    let store = try InventoryStore.open(at: url, language: .english)
    #expect(store.language == .traditionalChinese)
    try commit(1, to: store, [Sample.pothole(1)])
    #expect(try store.read { try String.fetchOne($0, sql: "SELECT class_label FROM defects") } == "坑洞")
  }

  @Test func `a value that somebody broke is named and does not crash`() throws {
    let store = try InventoryStore.open(at: url)
    try commit(1, to: store)
    for (table, column, value) in [
      ("photos", "byte_count", "'many'"), ("defects", "severity", "'dreadful'"), ("defects", "class", "'hole'"),
      ("detections", "pixel_outline", "'[[[1]]]'"), ("detections", "pixel_lines", "'{'"),
      ("photos", "doubts", "X'00'"), ("defect_lines", "geom", "X'4750000000'"),
    ] {
      let name = "\(table), \(column)"
      let saved = try store.read { try Row.fetchAll($0, sql: "SELECT fid, \(column) AS value FROM \(table)") }
      try store.write { try $0.execute(sql: "UPDATE \(table) SET \(column) = \(value)") }
      let error = #expect(throws: StoreError.self, "\(name)") { try store.inventory() }
      let description = try #require(error).description
      #expect(description.contains(table) && description.contains(column), "\(description)")
      try store.write { database in
        for row in saved {
          let old: DatabaseValue = row["value"]
          let fid: Int = row["fid"]
          try database.execute(sql: "UPDATE \(table) SET \(column) = ? WHERE fid = ?", arguments: [old, fid])
        }
      }
    }
    #expect(try store.inventory().defects.count == 3)
  }

  @Test func `the journal is deleted and writes are synchronised`() throws {
    let store = try InventoryStore.open(at: url)
    let (journal, synchronous) = try store.read {
      (try String.fetchOne($0, sql: "PRAGMA journal_mode"), try Int.fetchOne($0, sql: "PRAGMA synchronous"))
    }
    #expect(journal == "delete")
    #expect(synchronous == 2)
  }

  @Test func `trees are read as they were written`() throws {
    let folder = try TemporaryFolder()
    let store = try InventoryStore.open(at: folder.file("a.gpkg"))
    let defects = try [Sample.fallenTree(1), Sample.crown(1)].map(Sample.tree)
    try store.commit(photo: Sample.photo(1), observations: defects.flatMap(\.observations), defects: defects)
    #expect(try store.inventory().defects == defects)
    #expect(try store.inventory().defects[0].observations[0].measures == defects[0].measures)
    try store.write { try $0.execute(sql: "UPDATE defects SET stem_class = 'huge' WHERE class = 'fallen_tree'") }
    #expect(throws: StoreError.damaged(store.url.path, reason: "table defects row 1, column stem_class")) {
      try store.inventory()
    }
    try store.close()
  }
}
