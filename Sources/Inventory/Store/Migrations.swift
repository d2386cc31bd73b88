import GRDB

/// The steps from older layouts of an inventory to the present one.
enum Migrations {
  /// One step; it runs inside a transaction with all others.
  typealias Step = @Sendable (Database) throws -> Void

  /// The steps by the layout that they lead *from*.
  ///
  /// A new layout adds a line here and raises ``Schema/version``.
  static let steps: [Int: Step] = [
    1: { try Schema.create(Tables.registrations, in: $0) },
    2: { database in
      for table in [Tables.defects, Tables.detections] { try Schema.add("pattern", to: table, in: database) }
      try Schema.createPatterns(in: database, labels: Labels(language: try InventoryStore.storedLanguage(database)))
    },
    3: { database in
      let columns = [
        "angle_to_road_deg", "diameter_mm", "diameter_sigma_mm", "road_section", "chainage_m", "road_side",
        "road_distance_m",
      ]
      for table in [Tables.defects, Tables.detections] {
        for column in columns { try Schema.add(column, to: table, in: database) }
      }
      try Schema.createRoadSides(in: database, labels: Labels(language: try InventoryStore.storedLanguage(database)))
      try Schema.create(Tables.pavement, in: database)
    },
    4: { database in
      for table in [Tables.defects, Tables.detections] {
        for column in Tables.trees { try Schema.add(column.name, to: table, in: database) }
      }
      try Schema.createTreeLists(in: database, labels: Labels(language: try InventoryStore.storedLanguage(database)))
    },
    5: { database in
      for column in ["n_photos_expected", "spread_chi2", "spread_dof", "computed"] {
        try Schema.add(column, to: Tables.defects, in: database)
      }
      try Schema.add("place_doubt", to: Tables.detections, in: database)
      for table in [Tables.merges, Tables.defectAliases] { try Schema.create(table, in: database) }
    },
    6: { database in
      for column in Tables.detected { try Schema.add(column.name, to: Tables.defects, in: database) }
      for column in Tables.decision { try Schema.add(column.name, to: Tables.reviews, in: database) }
      try Schema.createReviewReasons(
        in: database, labels: Labels(language: try InventoryStore.storedLanguage(database)))
    },
    7: { database in
      // The step from layout 5 has just made the table as it is now.
      let known = Set(try database.columns(in: Tables.merges.name).map(\.name))
      for column in Tables.whole where !known.contains(column.name) {
        try Schema.add(column.name, to: Tables.merges, in: database)
      }
    },
    8: { database in
      for table in [Tables.defects, Tables.detections] {
        for column in Tables.markings { try Schema.add(column.name, to: table, in: database) }
      }
    },
  ]

  /// Brings a database from a layout to the present one, in the caller's transaction.
  ///
  /// - Returns: false when a step is missing.
  static func run(
    on database: Database, from found: Int, to target: Int = Schema.version, steps: [Int: Step] = steps
  ) throws -> Bool {
    guard found < target else { return found == target }
    for version in found..<target {
      guard let step = steps[version] else { return false }
      try step(database)
    }
    try database.execute(
      sql: "UPDATE inspect_state SET value = ? WHERE key = 'schema_version'", arguments: [String(target)])
    return true
  }
}
