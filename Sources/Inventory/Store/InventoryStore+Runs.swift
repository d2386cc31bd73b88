import Foundation
import GRDB

extension InventoryStore {
  /// Notes that a run begins, and what makes its results.
  ///
  /// - Returns: the number of the run, for ``endRun(_:at:)``.
  public func beginRun(_ provenance: Provenance) throws(StoreError) -> Int {
    try write { database in
      var values = RowValues()
      values.set("started_at", provenance.startedAt.flatMap(UTCTime.text(seconds:)))
      values.set("started", provenance.startedAt)
      values.set("tool_version", provenance.toolVersion)
      values.set("detectors", try self.json(provenance.detectors))
      values.set("models", try self.json(provenance.models))
      values.set("options", try self.json(provenance.options))
      values.set("options_sha256", provenance.optionsHash)
      try values.insert(into: "runs", of: database)
      let run = Int(database.lastInsertedRowID)
      for model in provenance.models {
        try database.execute(
          sql: "INSERT OR IGNORE INTO models (name, version, sha256) VALUES (?, ?, ?)",
          arguments: [model.name, model.version, model.sha256])
      }
      try self.describe(provenance, in: database)
      return run
    }
  }

  /// Notes that a run has ended, and makes the extents of the layers exact.
  ///
  /// - Parameter seconds: when, in seconds since 1970-01-01 UTC.
  public func endRun(_ run: Int, at seconds: Double) throws(StoreError) {
    let path = url.path
    try write { database in
      try database.execute(
        sql: "UPDATE runs SET ended_at = ?, ended = ? WHERE fid = ?",
        arguments: [UTCTime.text(seconds: seconds), seconds, run])
      guard let row = try Row.fetchOne(database, sql: "SELECT * FROM runs WHERE fid = ?", arguments: [run]) else {
        throw StoreError.fault(path, reason: "there is no run \(run)")
      }
      try self.describe(try Provenance(RowReader(row, table: "runs", path: path)), in: database)
      try LayerExtents.recompute(in: database)
    }
  }

  /// Writes what made the inventory where other programs look for it.
  private func describe(_ provenance: Provenance, in database: Database) throws {
    try database.execute(
      sql: "UPDATE gpkg_metadata SET metadata = ? WHERE id = 1",
      arguments: [provenance.description(withTimes: true).serialized()])
    try database.execute(
      sql: "UPDATE gpkg_metadata_reference SET timestamp = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE md_file_id = 1")
  }

  private func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}

extension Provenance {
  /// Reads a row of `runs`.
  init(_ row: RowReader) throws(StoreError) {
    self.init(
      toolVersion: try row.text("tool_version"), detectors: try row.json("detectors"), models: try row.json("models"),
      options: try row.json("options"), startedAt: try row.optionalNumber("started"),
      endedAt: try row.optionalNumber("ended"))
  }
}
