import Detectors
import Foundation
import GRDB
import ImageKit
import Testing

@testable import Inventory

/// What is wrong with a file is found, and what is right is not complained about.
struct VerifyingTests {
  private let folder: TemporaryFolder
  private let url: URL

  init() throws {
    folder = try TemporaryFolder()
    url = folder.file("inventory.gpkg")
    let store = try InventoryStore.open(at: url)
    let run = try store.beginRun(Sample.provenance)
    try store.commit(flight: FlightRecord(name: "flight-a", folder: folder.url.path))
    for number in 1...2 {
      let observations = Sample.observations(number)
      try store.commit(
        photo: Sample.photo(number), observations: observations, defects: try observations.map(Sample.defect))
    }
    let uid = try #require(try store.inventory().defects.first).uid
    for verdict in [ReviewVerdict.accept, .reopen] {
      #expect(try store.review([ReviewDecision(verdict, of: uid, reviewer: "Lin")], at: 5).reviews.count == 1)
    }
    try store.endRun(run, at: 1_600_000_060)
    try store.close()
  }

  /// The checks that are not ok after something was done to the file by another program.
  private func findings(after sql: String = "") throws -> [String: VerificationCheck.State] {
    if !sql.isEmpty {
      var configuration = Configuration()
      configuration.prepareDatabase { SpatialFunctions.register(in: $0) }
      try DatabaseQueue(path: url.path, configuration: configuration).write { try $0.execute(sql: sql) }
    }
    let store = try InventoryStore.openForReading(at: url)
    defer { try? store.close() }
    var states: [String: VerificationCheck.State] = [:]
    for check in try store.verify() + store.verifyProvenance() where check.state != .ok {
      states[check.name] = check.state
      #expect(!check.advice.isEmpty && !check.detail.isEmpty)
    }
    return states
  }

  @Test func `a file as it was written passes, and what this version lacks is noted`() throws {
    #expect(try findings() == ["repeatable": .noted])
  }

  @Test(
    arguments: [
      ("DROP TRIGGER reviews_no_update", "triggers"),
      ("DROP TRIGGER rtree_defects_geom_insert", "triggers"),
      ("DELETE FROM rtree_defects_geom WHERE id = 1", "spatial_indexes"),
      ("UPDATE rtree_photos_geom SET minx = 0, maxx = 1 WHERE id = 1", "spatial_indexes"),
      ("DELETE FROM defects WHERE fid = 1", "references"),
      ("DELETE FROM photos WHERE fid = 1", "references"),
      ("UPDATE detections SET defect_uid = 'x' WHERE fid = 1", "references"),
      ("DROP TRIGGER reviews_no_update; UPDATE reviews SET reviewer = 'x' WHERE fid = 1", "review_log"),
      ("DROP TRIGGER reviews_no_delete; DELETE FROM reviews WHERE fid = 2", "review_log"),
      ("DROP TABLE merges", "structure"), ("ALTER TABLE defects DROP COLUMN spread_dof", "structure"),
      ("DELETE FROM gpkg_contents WHERE table_name = 'runs'", "structure"),
      ("UPDATE defects SET severity = 'awful' WHERE fid = 1", "contents"),
      ("UPDATE runs SET options = '{}'", "provenance"), ("DELETE FROM runs", "provenance"),
      ("PRAGMA user_version = 1", "integrity"),
    ])
  func `damage is found and named`(sql: String, check: String) throws {
    #expect(try findings(after: sql)[check] == .failed)
  }

  @Test(
    arguments: [
      ("UPDATE defects SET status = 'accepted' WHERE fid = 2", "contents"),
      ("CREATE VIEW mine AS SELECT uid FROM defects", "triggers"),
      ("UPDATE runs SET ended = NULL, ended_at = NULL", "completeness"),
    ])
  func `what another program may do is noted`(sql: String, check: String) throws {
    #expect(try findings(after: sql)[check] == .noted)
  }

  @Test func `photos are compared byte for byte, wherever they are now`() throws {
    var inventory = try Sample.inventory()
    inventory.flights = [FlightRecord(name: "flight-a", folder: folder.url.path)]
    let archive = folder.file("archive")
    try FileManager.default.createDirectory(at: archive, withIntermediateDirectories: true)
    let bytes = Array("a photo".utf8)
    for index in inventory.photos.indices {
      inventory.photos[index].sha256 = FileDigest.sha256(bytes)
      inventory.photos[index].byteCount = bytes.count
    }
    #expect(PhotoVerification(of: inventory, folders: []).missing.count == 2)
    try Data(bytes).write(to: archive.appending(path: inventory.photos[0].key.name))
    try Data("another".utf8).write(to: folder.file(inventory.photos[1].key.name))
    let found = PhotoVerification(of: inventory, folders: [archive])
    #expect(found.soundCount == 1 && found.changed == [inventory.photos[1].key] && found.missing.isEmpty)
    #expect(found.check.state == .failed && found.check.detail.contains("DJI_0002.JPG was changed"))
    try Data(bytes).write(to: folder.file(inventory.photos[1].key.name))
    #expect(PhotoVerification(of: inventory, folders: [archive]).check.state == .ok)
  }
}
