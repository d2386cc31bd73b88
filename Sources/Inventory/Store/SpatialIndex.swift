/// The R-tree of one layer and the triggers that keep it, as GeoPackage 1.3 lays down.
///
/// The triggers are those of versions 1.0 to 1.3. With them a row must not be written by `ON CONFLICT DO UPDATE`.
/// Source: OGC 12-128r17, annex F.3.
enum SpatialIndex {
  /// The definition that `gpkg_extensions` names.
  static let definition = "http://www.geopackage.org/spec121/#extension_rtree"

  /// Returns the statement that creates the index of a table's column `geom`.
  static func index(of table: String) -> String {
    "CREATE VIRTUAL TABLE rtree_\(table)_geom USING rtree(id, minx, maxx, miny, maxy)"
  }

  /// Returns the names and statements of the triggers of a table.
  static func triggers(of table: String) -> [(name: String, statement: String)] {
    let tree = "rtree_\(table)_geom"
    let values = "(NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom))"
    let insert = "INSERT OR REPLACE INTO \(tree) VALUES \(values);"
    let filled = "(NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))"
    let empty = "(NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))"
    let parts: [(suffix: String, event: String, condition: String, body: String)] = [
      ("insert", "INSERT ON \(table)", "(new.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))", insert),
      ("update1", "UPDATE OF geom ON \(table)", "OLD.fid = NEW.fid AND \(filled)", insert),
      (
        "update2", "UPDATE OF geom ON \(table)", "OLD.fid = NEW.fid AND \(empty)",
        "DELETE FROM \(tree) WHERE id = OLD.fid;"
      ),
      (
        "update3", "UPDATE ON \(table)", "OLD.fid != NEW.fid AND \(filled)",
        "DELETE FROM \(tree) WHERE id = OLD.fid; \(insert)"
      ),
      (
        "update4", "UPDATE ON \(table)", "OLD.fid != NEW.fid AND \(empty)",
        "DELETE FROM \(tree) WHERE id IN (OLD.fid, NEW.fid);"
      ),
      ("delete", "DELETE ON \(table)", "old.geom NOT NULL", "DELETE FROM \(tree) WHERE id = OLD.fid;"),
    ]
    return parts.map { part in
      let name = "\(tree)_\(part.suffix)"
      return (name, "CREATE TRIGGER \(name) AFTER \(part.event) WHEN \(part.condition) BEGIN \(part.body) END")
    }
  }
}
