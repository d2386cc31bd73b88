import Detectors
import GRDB
import ImageKit

/// How an inventory is laid out in a new file, and how to recognise one.
enum Schema {
  /// The layout that this version writes; a migration leads to each from the one before.
  static let version = 9

  /// The triggers that forbid to change or delete a review.
  static let reviewTriggers: [(name: String, statement: String)] = ["UPDATE", "DELETE"].map { event in
    let name = "reviews_no_\(event.lowercased())"
    return (
      name,
      "CREATE TRIGGER \(name) BEFORE \(event) ON reviews BEGIN "
        + "SELECT RAISE(ABORT, 'reviews are added and never changed'); END"
    )
  }

  /// All triggers of an inventory, by name.
  static let triggers: [String: String] = Dictionary(
    (Tables.all.filter(\.hasGeometry).flatMap { SpatialIndex.triggers(of: $0.name) } + reviewTriggers).map {
      ($0.name, $0.statement)
    }, uniquingKeysWith: { first, _ in first })

  /// Creates everything in an empty database, inside the caller's transaction.
  static func create(in database: Database, labels: Labels) throws {
    try database.execute(sql: "PRAGMA application_id = \(GeoPackageTables.applicationID)")
    try database.execute(sql: "PRAGMA user_version = \(GeoPackageTables.version)")
    for statement in GeoPackageTables.statements { try database.execute(sql: statement) }
    for system in GeoPackageTables.referenceSystems {
      try database.execute(
        sql: "INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)",
        arguments: [system.name, system.id, system.organization, system.id, system.definition, system.text])
    }
    for row in GeoPackageTables.extensions {
      try database.execute(
        sql: "INSERT INTO gpkg_extensions VALUES (?, NULL, ?, ?, 'read-write')",
        arguments: [row.table, row.name, row.definition])
    }
    try createValueLists(in: database, labels: labels)
    for table in Tables.all { try create(table, in: database) }
    for trigger in reviewTriggers { try database.execute(sql: trigger.statement) }
    try database.execute(
      sql: "INSERT INTO gpkg_metadata VALUES (1, 'dataset', 'https://www.rfc-editor.org/rfc/rfc8259', ?, '{}')",
      arguments: ["application/json"])
    try database.execute(
      sql: "INSERT INTO gpkg_metadata_reference (reference_scope, md_file_id) VALUES ('geopackage', 1)")
    try database.execute(
      sql: "INSERT INTO inspect_state (key, value) VALUES ('schema_version', ?), ('language', ?)",
      arguments: [String(version), labels.language.rawValue])
  }

  /// Creates one table with its entries in the tables of contents.
  static func create(_ table: Table, in database: Database) throws {
    for statement in table.statements { try database.execute(sql: statement) }
    let dataType = table.hasGeometry ? "features" : "attributes"
    try database.execute(
      sql: "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES (?, ?, ?, ?, ?)",
      arguments: [
        table.name, dataType, table.name, table.description,
        table.hasGeometry ? Int(GeoPackageGeometry.referenceSystem) : nil,
      ])
    if case .features(let geometryType, let hasHeight) = table.content {
      try database.execute(
        sql: "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?, ?, 0)",
        arguments: [table.name, geometryType, Int(GeoPackageGeometry.referenceSystem), hasHeight ? 1 : 0])
      try database.execute(sql: SpatialIndex.index(of: table.name))
      for trigger in SpatialIndex.triggers(of: table.name) { try database.execute(sql: trigger.statement) }
      try database.execute(
        sql: "INSERT INTO gpkg_extensions VALUES (?, 'geom', 'gpkg_rtree_index', ?, 'write-only')",
        arguments: [table.name, SpatialIndex.definition])
    }
    for column in table.columns { try describe(column, of: table, in: database) }
  }

  /// Adds a column to a table of an older layout.
  static func add(_ name: String, to table: Table, in database: Database) throws {
    guard let column = table.columns.first(where: { $0.name == name }) else { return }
    try database.execute(sql: "ALTER TABLE \(table.name) ADD COLUMN \(column.name) \(column.type)")
    try describe(column, of: table, in: database)
  }

  private static func describe(_ column: Table.Column, of table: Table, in database: Database) throws {
    try database.execute(
      sql: "INSERT INTO gpkg_data_columns (table_name, column_name, name, title, constraint_name) "
        + "VALUES (?, ?, ?, ?, ?)",
      arguments: [table.name, column.name, column.name, column.title, column.values])
  }

  /// The list of the patterns, in words.
  static func createPatterns(in database: Database, labels: Labels) throws {
    try insert(CrackPattern.allCases.map { ("pattern", $0.rawValue, labels.text($0)) }, in: database)
  }

  /// The list of the sides of a road, in words.
  static func createRoadSides(in database: Database, labels: Labels) throws {
    try insert(RoadPosition.Side.allCases.map { ("road_side", $0.rawValue, labels.text($0)) }, in: database)
  }

  /// The lists of what is said of trees, in words.
  static func createTreeLists(in database: Database, labels: Labels) throws {
    var rows: [(list: String, value: String, label: String)] = []
    rows += TreeLean.allCases.map { ("lean", $0.rawValue, labels.text($0)) }
    rows += StemClass.allCases.map { ("stem_class", $0.rawValue, labels.text($0)) }
    rows += HazardTarget.allCases.map { ("hazard_target", $0.rawValue, labels.text($0)) }
    try insert(rows, in: database)
  }

  /// The list of the reasons for which people reject findings, in words.
  static func createReviewReasons(in database: Database, labels: Labels) throws {
    try insert(RejectionReason.allCases.map { ("review_reason", $0.rawValue, labels.text($0)) }, in: database)
  }

  private static func createValueLists(in database: Database, labels: Labels) throws {
    var rows: [(list: String, value: String, label: String)] = []
    rows += DamageClass.allCases.map { ("class", $0.rawValue, labels.text($0)) }
    rows += DefectStatus.allCases.map { ("status", $0.rawValue, labels.text($0)) }
    rows += GeoreferenceStatus.allCases.map { ("georeference", $0.rawValue, labels.text($0)) }
    let levels = SeverityLevel.allCases
    var severities = [Severity(grade: .notGradable, rule: "", reason: "")]
    for low in levels {
      for high in levels where low <= high {
        severities.append(Severity(grade: .levels(low...high), rule: "", reason: ""))
      }
    }
    rows += severities.map { ("severity", $0.code, labels.text($0)) }
    try insert(rows, in: database)
    try createPatterns(in: database, labels: labels)
    try createRoadSides(in: database, labels: labels)
    try createTreeLists(in: database, labels: labels)
    try createReviewReasons(in: database, labels: labels)
  }

  private static func insert(
    _ rows: [(list: String, value: String, label: String)], in database: Database
  ) throws {
    for row in rows {
      try database.execute(
        sql: "INSERT INTO gpkg_data_column_constraints (constraint_name, constraint_type, value, description) "
          + "VALUES (?, 'enum', ?, ?)",
        arguments: [row.list, row.value, row.label])
    }
  }
}
