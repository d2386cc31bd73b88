import Foundation
import GRDB

extension InventoryStore {
  /// Checks that the file is what this tool writes: sound as a database and as a GeoPackage, complete, and with its log intact.
  ///
  /// Nothing is changed. A file that cannot be opened as an inventory at all fails earlier, when it is opened.
  public func verify() throws(StoreError) -> [VerificationCheck] {
    try read { database in
      let layout = try Int.fetchOne(
        database, sql: "SELECT CAST(value AS INTEGER) FROM inspect_state WHERE key = 'schema_version'")
      var checks = [Self.layoutCheck(layout ?? 0)]
      checks.append(try Self.integrity(database))
      checks.append(try Self.structure(database, isPresent: layout == Schema.version))
      checks.append(try Self.triggers(database))
      checks.append(try Self.spatialIndexes(database))
      checks.append(try Self.references(database))
      checks.append(try Self.log(database))
      do {
        checks.append(Self.decisions(try self.inventory(in: database)))
      } catch let error as StoreError {
        checks.append(
          VerificationCheck(
            "contents", .failed, "\(error)", advice: "put the value right, or restore the file from a copy"))
      }
      return checks
    }
  }

  private static func layoutCheck(_ layout: Int) -> VerificationCheck {
    layout == Schema.version
      ? VerificationCheck("layout", .ok, "layout \(layout), the present one")
      : VerificationCheck(
        "layout", .noted, "layout \(layout) of an older version",
        advice: "the next run or review brings it to layout \(Schema.version)")
  }

  private static func integrity(_ database: Database) throws -> VerificationCheck {
    var findings = try String.fetchAll(database, sql: "PRAGMA integrity_check(10)").filter { $0 != "ok" }
    let keys = try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").count
    if keys > 0 { findings.append("\(keys) rows name others that do not exist") }
    if try Int.fetchOne(database, sql: "PRAGMA user_version") != GeoPackageTables.version {
      findings.append("its header does not say GeoPackage 1.3")
    }
    return VerificationCheck(
      "integrity", findings: findings, sound: "the database and its header are sound",
      advice: "restore the file from a copy")
  }

  /// Compares tables, columns and tables of contents with those that this version creates.
  private static func structure(_ database: Database, isPresent: Bool) throws -> VerificationCheck {
    var findings: [String] = []
    for table in Tables.all {
      guard try database.tableExists(table.name) else {
        if isPresent { findings.append("table \(table.name) is missing") }
        continue
      }
      let known = Set(
        try Row.fetchAll(database, sql: "SELECT name, type FROM pragma_table_info(?)", arguments: [table.name])
          .map { row in "\(row["name"] as String? ?? "") \(row["type"] as String? ?? "")" })
      for column in table.columns where isPresent {
        let type = column.type.split(separator: " ").first.map(String.init) ?? ""
        if !known.contains("\(column.name) \(type)") {
          findings.append("column \(column.name) of \(table.name) is missing or of another type")
        }
      }
      for (list, isNeeded) in [("gpkg_contents", true), ("gpkg_geometry_columns", table.hasGeometry)] where isNeeded {
        let isListed = try Bool.fetchOne(
          database, sql: "SELECT EXISTS (SELECT 1 FROM \(list) WHERE table_name = ?)", arguments: [table.name])
        if isListed != true { findings.append("\(list) does not list \(table.name)") }
      }
    }
    return VerificationCheck(
      "structure", findings: findings, sound: "tables and columns are ours", advice: "restore the file from a copy")
  }

  /// Looks for our triggers and for views; triggers of others are refused when the file is opened.
  private static func triggers(_ database: Database) throws -> VerificationCheck {
    var findings: [String] = []
    for (name, statement) in Schema.triggers.sorted(by: { $0.key < $1.key }) {
      let row = try Row.fetchOne(
        database, sql: "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = ?", arguments: [name])
      let table = Tables.all.first { name.hasPrefix("rtree_\($0.name)_geom_") || name.hasPrefix("\($0.name)_no_") }
      if let table, try !database.tableExists(table.name) { continue }
      if row?["sql"] as String? != statement { findings.append("trigger \(name) is missing or changed") }
    }
    guard findings.isEmpty else {
      return VerificationCheck(
        "triggers", findings: findings, sound: "",
        advice:
          "without its triggers maps are searched wrongly and decisions can be changed: restore the file from a copy")
    }
    let views = try String.fetchAll(database, sql: "SELECT name FROM sqlite_master WHERE type = 'view' ORDER BY name")
    return VerificationCheck(
      "triggers", findings: views.map { "view \($0) is not ours" }, sound: "triggers are ours",
      advice: "they do no harm; know who added them", state: .noted)
  }

  /// Compares the spatial index of each layer with its geometries.
  private static func spatialIndexes(_ database: Database) throws -> VerificationCheck {
    var findings: [String] = []
    for table in Tables.all where table.hasGeometry {
      guard try database.tableExists(table.name) else { continue }
      let tree = "rtree_\(table.name)_geom"
      guard try database.tableExists(tree) else {
        findings.append("\(table.name) has no spatial index")
        continue
      }
      let filled = "geom NOT NULL AND NOT ST_IsEmpty(geom)"
      // An R-tree holds single precision, rounded outwards: a ten-thousandth of a degree is let pass.
      let wrong = try Int.fetchOne(
        database,
        sql: """
          SELECT (SELECT count(*) FROM \(table.name) WHERE \(filled) AND fid NOT IN (SELECT id FROM \(tree)))
          + (SELECT count(*) FROM \(tree) WHERE id NOT IN (SELECT fid FROM \(table.name) WHERE \(filled)))
          + (SELECT count(*) FROM \(table.name) JOIN \(tree) AS tree ON tree.id = fid WHERE \(filled) AND (
            abs(tree.minx - ST_MinX(geom)) > 1e-4 OR abs(tree.maxx - ST_MaxX(geom)) > 1e-4
            OR abs(tree.miny - ST_MinY(geom)) > 1e-4 OR abs(tree.maxy - ST_MaxY(geom)) > 1e-4))
          """)
      if let wrong, wrong > 0 { findings.append("\(wrong) rows of \(table.name) are not where its index says") }
    }
    return VerificationCheck(
      "spatial_indexes", findings: findings, sound: "each geometry is where its index says",
      advice: "let a GIS build the spatial index anew, or run again with --fresh")
  }

  /// Checks that every row that names another finds it.
  private static func references(_ database: Database) throws -> VerificationCheck {
    var questions = [
      (
        "detections belong to no defect",
        "SELECT count(*) FROM detections WHERE defect_uid IS NULL OR defect_uid NOT IN (SELECT uid FROM defects)"
      ),
      (
        "defects have no detection",
        "SELECT count(*) FROM defects WHERE uid NOT IN (SELECT coalesce(defect_uid, '') FROM detections)"
      ),
      (
        "detections are in photos that are not listed",
        "SELECT count(*) FROM detections WHERE NOT EXISTS (SELECT 1 FROM photos WHERE photos.flight = detections.flight "
          + "AND photos.photo = detections.photo)"
      ),
      (
        "defects are best seen in photos that do not show them",
        "SELECT count(*) FROM defects WHERE NOT EXISTS (SELECT 1 FROM detections WHERE defect_uid = defects.uid "
          + "AND detections.flight = defects.flight AND detections.photo = defects.best_photo)"
      ),
      (
        "photos are of flights that are not listed",
        "SELECT count(*) FROM photos WHERE flight NOT IN (SELECT name FROM flights)"
      ),
    ]
    for part in ["defect_outlines", "defect_lines"] {
      questions.append(
        (
          "rows of \(part) belong to no defect",
          "SELECT count(*) FROM \(part) WHERE defect_uid NOT IN (SELECT uid FROM defects)"
        ))
    }
    var findings: [String] = []
    for (words, sql) in questions {
      if let count = try Int.fetchOne(database, sql: sql), count > 0 { findings.append("\(count) \(words)") }
    }
    return VerificationCheck(
      "references", findings: findings, sound: "detections, defects and photos fit together",
      advice: "run again over the same photos with --fresh; decisions are kept")
  }

  private static func log(_ database: Database) throws -> VerificationCheck {
    let count = try Int.fetchOne(database, sql: "SELECT count(*) FROM reviews") ?? 0
    guard try database.columns(in: "reviews").contains(where: { $0.name == "chain" }) else {
      return VerificationCheck("review_log", .ok, "\(count) decisions, of a layout that does not chain them")
    }
    let advice = "compare with a copy of the inventory; 'inspect review --log' shows what is there"
    return switch try ReviewRows.fault(in: database) {
    case nil: VerificationCheck("review_log", .ok, "\(count) decisions, as they were written")
    case .broken(let row):
      VerificationCheck(
        "review_log", .failed, "row \(row) of reviews, or one before it, is not what was written", advice: advice)
    case .cut(let written, let found):
      VerificationCheck("review_log", .failed, "\(written) decisions were written, \(found) are there", advice: advice)
    }
  }

  /// Compares what defects say with what was decided last.
  private static func decisions(_ inventory: Inventory) -> VerificationCheck {
    let findings = inventory.defects.compactMap { defect -> String? in
      let decided = defect.review?.status ?? .new
      return decided == defect.status
        ? nil : "\(defect.uid) is \(defect.status.rawValue), the log says \(decided.rawValue)"
    }
    return VerificationCheck(
      "contents", findings: findings,
      sound: "\(inventory.defects.count) defects in \(inventory.photos.count) photos can be read",
      advice: "somebody changed the status in another program; decide with 'inspect review' so that the log knows",
      state: .noted)
  }
}
