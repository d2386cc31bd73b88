import Detectors
import Foundation
import GRDB
import ImageKit

extension InventoryStore {
  private static let mergedKey = "merged"

  /// Returns whether the defects are what a merging makes of all that is stored now.
  public func isMerged(by merging: DefectMerging) throws(StoreError) -> Bool {
    try read { database in
      try String.fetchOne(
        database, sql: "SELECT value FROM inspect_state WHERE key = ?", arguments: [Self.mergedKey])
        == self.identity(of: merging)
    }
  }

  /// What the rows of defects are told by to be the work of a merging and of the owner's table.
  private func identity(of merging: DefectMerging) -> String {
    response == .standard ? merging.identity : "\(merging.identity), \(response.contentIdentity)"
  }

  /// Makes defects anew of all detections that are stored, in one transaction.
  ///
  /// Rows whose contents would not change are left alone, with whatever somebody changed in them. Decisions follow the
  /// detection that named the defect they are about; where that is gone, most of the detections that were in it.
  public func merge(_ merging: DefectMerging) throws(StoreError) {
    let path = url.path
    try write { database in
      func rows<Value>(_ table: String, _ value: (RowReader) throws -> Value) throws -> [Value] {
        let cursor = try Row.fetchCursor(database, sql: "SELECT * FROM \(table) ORDER BY fid")
        var values: [Value] = []
        while let row = try cursor.next() { values.append(try value(RowReader(row, table: table, path: path))) }
        return values
      }
      let footprints = Dictionary(
        try rows("footprints") { (try $0.photoKey(), try $0.geometry("geom")?.polygons.first?.outer) },
        uniquingKeysWith: { _, last in last })
      let photos = try rows("photos") { row in
        try PhotoRecord(row, footprint: footprints[try row.photoKey()] ?? nil, pavement: nil)
      }
      let stored = try rows("detections") { (try $0.optionalText("defect_uid"), try Observation($0)) }
      let result = merging(stored.map(\.1), photos: photos)

      let names = DefectNames(
        before: Dictionary(stored.map { ($0.1.uid, $0.0) }, uniquingKeysWith: { first, _ in first }),
        after: result.defects)
      let reviews = try rows("reviews") { try Review($0) }
      let aliases = try rows("defect_aliases") { (try $0.text("uid"), try $0.text("defect_uid")) }
      let renamed = names.renamed(
        reviews.map(\.defectUID), aliases: Dictionary(aliases, uniquingKeysWith: { _, last in last }))
      try self.write(
        result.defects, decisions: names.decisions(reviews, renamed: renamed), rules: merging.rules(for:), in: database)
      try Self.write(names, in: database)
      try Self.write(result.links, of: names, in: database)
      try database.execute(sql: "DELETE FROM defect_aliases")
      for (uid, present) in renamed.sorted(by: { $0.key < $1.key }) where uid != present {
        try database.execute(
          sql: "INSERT INTO defect_aliases (uid, defect_uid) VALUES (?, ?)", arguments: [uid, present])
      }
      try LayerExtents.recompute(in: database)
      try self.forgetMerging(in: database)
      try database.execute(
        sql: "INSERT INTO inspect_state (key, value) VALUES (?, ?)",
        arguments: [Self.mergedKey, self.identity(of: merging)])
    }
  }

  /// Notes that the defects are no longer what merging makes of the detections.
  func forgetMerging(in database: Database) throws {
    try database.execute(sql: "DELETE FROM inspect_state WHERE key = ?", arguments: [Self.mergedKey])
  }

  /// What a row of `defects` says that people decide about.
  private struct KnownRow: Equatable {
    var computed: String?
    var status: String
    var corrected: [String]?

    init(_ row: RowReader) throws {
      computed = try row.optionalText("computed")
      status = try row.text("status")
      guard try row.optionalText("detected_class") != nil else { return }
      corrected = [
        try row.text("class"), try row.text("severity"), try row.text("severity_rule"), try row.text("severity_reason"),
      ]
    }

    /// What the row of a defect would say.
    init(_ defect: Defect, words: DefectRows.Words) {
      computed = DefectRows.digest(of: defect, words: words)
      status = defect.status.rawValue
      guard defect.found != nil else { return }
      corrected = [
        defect.damageClass.rawValue, defect.severity.code, defect.severity.rule, defect.severity.reason,
      ]
    }
  }

  /// Writes the defects that are new or changed, and deletes those that are no more.
  private func write(
    _ defects: [Defect], decisions: [String: Review], rules: (DamageClass) -> RulePack, in database: Database
  ) throws {
    var known: [String: KnownRow] = [:]
    let cursor = try Row.fetchCursor(
      database,
      sql: "SELECT fid, uid, computed, status, detected_class, class, severity, severity_rule, severity_reason "
        + "FROM defects")
    while let row = try cursor.next() {
      let reader = RowReader(row, table: "defects", path: url.path)
      known[try reader.text("uid")] = try KnownRow(reader)
    }
    let present = Set(defects.map(\.uid))
    for uid in known.keys.sorted() where !present.contains(uid) { try DefectRows.delete(uid, in: database) }
    var extents = LayerExtents()
    for defect in defects {
      let old = known[defect.uid]
      var decided = defect
      if let review = decisions[defect.uid] {
        decided = defect.decided(review, rules: rules)
      } else if let status = old.flatMap({ DefectStatus(rawValue: $0.status) }) {
        decided.status = status
      }
      if let old {
        if old == KnownRow(decided, words: words) { continue }
        try DefectRows.delete(defect.uid, in: database)
      }
      try DefectRows.insert(decided, words: words, in: database, extents: &extents)
    }
  }

  /// Gives detections to their defects.
  private static func write(_ names: DefectNames, in database: Database) throws {
    let update = try database.makeStatement(sql: "UPDATE detections SET defect_uid = ? WHERE uid = ?")
    for (observation, uid) in names.after.sorted(by: { $0.key < $1.key })
    where names.before[observation] != .some(.some(uid)) {
      try update.execute(arguments: [uid, observation])
    }
  }
}

extension InventoryStore {
  /// Returns the names under which people decided about defects that have others now, with these.
  public func aliases() throws(StoreError) -> [String: String] {
    try read { try self.aliases(in: $0) }
  }

  /// Returns earlier names of defects as a transaction sees them.
  func aliases(in database: Database) throws -> [String: String] {
    guard try database.tableExists("defect_aliases") else { return [:] }
    var aliases: [String: String] = [:]
    for row in try Row.fetchAll(database, sql: "SELECT fid, uid, defect_uid FROM defect_aliases") {
      let row = RowReader(row, table: "defect_aliases", path: url.path)
      aliases[try row.text("uid")] = try row.text("defect_uid")
    }
    return aliases
  }
}
