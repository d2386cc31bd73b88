import Foundation
import GRDB
import TestSupport
import Testing

@testable import Inventory

/// Inventories of older layouts: what later ones added is taken out of a new file.
@Suite struct MigrationTests {
  /// What undoes the step from each layout, newest first.
  private static let undone: [(layout: Int, statements: [String])] = [
    (
      8,
      [
        "ALTER TABLE defects DROP COLUMN paint_lost", "ALTER TABLE detections DROP COLUMN paint_lost",
        "DELETE FROM gpkg_data_columns WHERE column_name = 'paint_lost'",
      ]
    ),
    (
      7,
      ["whole_uid", "n_photos_whole", "n_photos_apart"].flatMap { column in
        [
          "ALTER TABLE merges DROP COLUMN \(column)",
          "DELETE FROM gpkg_data_columns WHERE column_name = '\(column)'",
        ]
      }
    ),
    (
      6,
      ["detected_class", "detected_severity", "detected_severity_rule", "detected_severity_reason"].flatMap { column in
        [
          "ALTER TABLE defects DROP COLUMN \(column)",
          "DELETE FROM gpkg_data_columns WHERE column_name = '\(column)'",
        ]
      }
        + [
          "reason", "class", "severity", "previous_status", "previous_class", "previous_severity", "chain",
        ].flatMap { column in
          [
            "ALTER TABLE reviews DROP COLUMN \(column)",
            "DELETE FROM gpkg_data_columns WHERE table_name = 'reviews' AND column_name = '\(column)'",
          ]
        } + ["DELETE FROM gpkg_data_column_constraints WHERE constraint_name = 'review_reason'"]
    ),
    (
      5,
      ["n_photos_expected", "spread_chi2", "spread_dof", "computed"].map { "ALTER TABLE defects DROP COLUMN \($0)" }
        + [
          "ALTER TABLE detections DROP COLUMN place_doubt", "DROP TABLE merges", "DROP TABLE defect_aliases",
          "DELETE FROM gpkg_contents WHERE table_name IN ('merges', 'defect_aliases')",
          "DELETE FROM gpkg_data_columns WHERE table_name IN ('merges', 'defect_aliases')",
          "DELETE FROM gpkg_data_columns WHERE column_name IN "
            + "('n_photos_expected', 'spread_chi2', 'spread_dof', 'computed', 'place_doubt')",
        ]
    ),
    (
      4,
      [
        "decline", "lean", "stem_class", "blocks_carriageway", "blocked_width_m", "blocked_width_sigma_m",
        "carriageway_width_m", "carriageway_width_sigma_m", "overhang_depth_m", "overhang_depth_sigma_m",
        "hazard_target", "carriageway_distance_m", "carriageway_area_m2", "corridor",
        "corridor_distance_m", "corridor_area_m2", "building_distance_m", "season_likely",
      ].flatMap { column in
        [
          "ALTER TABLE defects DROP COLUMN \(column)", "ALTER TABLE detections DROP COLUMN \(column)",
          "DELETE FROM gpkg_data_columns WHERE column_name = '\(column)'",
        ]
      }
        + ["lean", "stem_class", "hazard_target"].map {
          "DELETE FROM gpkg_data_column_constraints WHERE constraint_name = '\($0)'"
        }
    ),
    (
      3,
      [
        "angle_to_road_deg", "diameter_mm", "diameter_sigma_mm", "road_section", "chainage_m", "road_side",
        "road_distance_m",
      ].flatMap { column in
        [
          "ALTER TABLE defects DROP COLUMN \(column)", "ALTER TABLE detections DROP COLUMN \(column)",
          "DELETE FROM gpkg_data_columns WHERE column_name = '\(column)'",
        ]
      } + [
        "DELETE FROM gpkg_data_column_constraints WHERE constraint_name = 'road_side'", "DROP TABLE pavement",
        "DROP TABLE rtree_pavement_geom",
      ]
        + ["gpkg_extensions", "gpkg_geometry_columns", "gpkg_contents", "gpkg_data_columns"].map {
          "DELETE FROM \($0) WHERE table_name = 'pavement'"
        }
    ),
    (
      2,
      [
        "ALTER TABLE defects DROP COLUMN pattern", "ALTER TABLE detections DROP COLUMN pattern",
        "DELETE FROM gpkg_data_columns WHERE column_name = 'pattern'",
        "DELETE FROM gpkg_data_column_constraints WHERE constraint_name = 'pattern'",
      ]
    ),
    (
      1,
      [
        "DROP TABLE registrations", "DELETE FROM gpkg_contents WHERE table_name = 'registrations'",
        "DELETE FROM gpkg_data_columns WHERE table_name = 'registrations'",
      ]
    ),
  ]

  private static func contents(_ store: InventoryStore) throws -> [String] {
    try store.read { database in
      try ["gpkg_contents", "gpkg_data_columns", "gpkg_data_column_constraints"].flatMap { table in
        try String.fetchAll(database, sql: "SELECT * FROM \(table) ORDER BY 1, 2, 3")
      } + (try String.fetchAll(database, sql: "SELECT name FROM pragma_table_info('defects') ORDER BY 1"))
    }
  }

  @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8])
  func `an older inventory is read as it is, and written in the present layout`(
    layout: Int
  ) throws {
    let folder = try TemporaryFolder()
    let url = folder.file("a.gpkg")
    let store = try InventoryStore.open(at: url)
    let defect = try Sample.defect(Sample.crack(1))
    try store.commit(photo: Sample.photo(1), observations: defect.observations, defects: [defect])
    let expected = try Self.contents(store)
    try store.write { database in
      for step in Self.undone where step.layout >= layout {
        for sql in step.statements { try database.execute(sql: sql) }
      }
      try database.execute(
        sql: "UPDATE inspect_state SET value = ? WHERE key = 'schema_version'", arguments: [String(layout)])
    }
    try store.close()

    let reading = try InventoryStore.openForReading(at: url)
    let old = try #require(try reading.inventory().defects.first)
    #expect(old.uid == defect.uid && old.measures.length == defect.measures.length)
    #expect((old.measures.pattern == nil) == (layout < 3) && defect.measures.pattern != nil)
    #expect((old.measures.angleToRoad == nil && old.road == nil) == (layout < 4) && defect.road != nil)
    let pavement = try reading.inventory().photos.first?.pavement
    #expect((pavement == nil) == (layout < 4) && Sample.photo(1).pavement != nil)
    try reading.close()

    let again = try InventoryStore.open(at: url)
    #expect(try Self.contents(again) == expected)
    #expect(try again.inventory().photos.count == 1)
    try again.commit(photo: Sample.photo(1), observations: defect.observations, defects: [defect])
    #expect(try again.inventory().defects.first == defect)
    #expect(try again.inventory().photos.first?.pavement == Sample.photo(1).pavement)
    try again.close()
  }

  @Test func `decisions of an inventory of layout 6 stay, and later ones cover them`() throws {
    let folder = try TemporaryFolder()
    let url = folder.file("a.gpkg")
    let store = try InventoryStore.open(at: url)
    let defect = try Sample.defect(Sample.crack(1))
    try store.commit(photo: Sample.photo(1), observations: defect.observations, defects: [defect])
    try store.write { database in
      for step in Self.undone where step.layout >= 6 {
        for sql in step.statements { try database.execute(sql: sql) }
      }
      try database.execute(
        sql:
          "INSERT INTO reviews (defect_uid, status, reviewer, reviewed, note) VALUES (?, 'accepted', 'Chen', 5, 'old')",
        arguments: [defect.uid])
      try database.execute(sql: "UPDATE inspect_state SET value = '6' WHERE key = 'schema_version'")
    }
    try store.close()
    let reading = try InventoryStore.openForReading(at: url)
    #expect(try reading.inventory().defects.first?.review?.note == "old")
    try reading.close()
    let again = try InventoryStore.open(at: url)
    let plan = try again.review([ReviewDecision(.edit, of: defect.uid, reviewer: "Lin", note: "new")], at: 6)
    #expect(plan.problems.isEmpty && plan.reviews.count == 1)
    #expect(try again.reviews().map(\.note) == ["old", "new"])
    #expect(try again.read { try ReviewRows.fault(in: $0) } == nil)
    var fault: ReviewRows.Fault?
    try again.queue.inTransaction { database in
      try database.execute(sql: "DROP TRIGGER reviews_no_update; UPDATE reviews SET note = 'x' WHERE fid = 1")
      fault = try ReviewRows.fault(in: database)
      return .rollback
    }
    #expect(fault == .broken(row: 2))
    try again.close()
  }

  @Test func `a tree in an inventory of layout 4 has nothing that only trees have`() throws {
    let folder = try TemporaryFolder()
    let url = folder.file("a.gpkg")
    let store = try InventoryStore.open(at: url)
    let defect = try Sample.tree(Sample.fallenTree(1))
    try store.commit(photo: Sample.photo(1), observations: defect.observations, defects: [defect])
    try store.write { database in
      for step in Self.undone where step.layout >= 4 {
        for sql in step.statements { try database.execute(sql: sql) }
      }
      try database.execute(sql: "UPDATE inspect_state SET value = '4' WHERE key = 'schema_version'")
    }
    try store.close()
    let reading = try InventoryStore.openForReading(at: url)
    let old = try #require(try reading.inventory().defects.first)
    #expect(old.measures.tree == TreeMeasures() && old.measures.length == defect.measures.length)
    #expect(!old.blocksCarriageway && defect.blocksCarriageway)
    try reading.close()
  }
}
