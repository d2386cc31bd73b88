import GRDB

/// The extents that `gpkg_contents` states for each layer, as doubles: an R-tree holds rounded ones.
struct LayerExtents {
  private var extents: [String: Extent] = [:]

  init() {}

  /// Adds what a row of a layer covers; nothing for a geometry that is stored as NULL.
  mutating func add(_ geometry: GeoPackageGeometry?, to table: String) {
    guard let geometry, geometry.blob != nil else { return }
    extents[table, default: Extent()].add(geometry.extent)
  }

  /// Makes the stated extents cover what was added.
  ///
  /// They may stay too large after rows were replaced.
  func grow(in database: Database) throws {
    for (table, extent) in extents.sorted(by: { $0.key < $1.key }) {
      try database.execute(
        sql: """
          UPDATE gpkg_contents SET
            min_x = min(coalesce(min_x, :minX), :minX), max_x = max(coalesce(max_x, :maxX), :maxX),
            min_y = min(coalesce(min_y, :minY), :minY), max_y = max(coalesce(max_y, :maxY), :maxY),
            last_change = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
          WHERE table_name = :table
          """,
        arguments: [
          "minX": extent.minX, "maxX": extent.maxX, "minY": extent.minY, "maxY": extent.maxY, "table": table,
        ])
    }
  }

  /// Makes the stated extents exact again.
  static func recompute(in database: Database) throws {
    for table in Tables.all where table.hasGeometry {
      try database.execute(
        sql: """
          UPDATE gpkg_contents SET (min_x, max_x, min_y, max_y) = (
            SELECT min(ST_MinX(geom)), max(ST_MaxX(geom)), min(ST_MinY(geom)), max(ST_MaxY(geom)) FROM \(table.name)
          ), last_change = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
          WHERE table_name = '\(table.name)'
          """)
    }
  }
}
