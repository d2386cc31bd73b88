import Foundation
import GRDB

extension InventoryStore {
  /// Opens an inventory for writing, and creates it where there is none.
  ///
  /// A file that is not an inventory, or that a newer version wrote, is refused and left as it is. A transaction that
  /// was interrupted is rolled back. While it is open, no other run can open an inventory in the same folder.
  ///
  /// - Parameters:
  ///   - url: the file, which ends in `.gpkg`; its folder is created when it is missing.
  ///   - language: the language of labels in a new file; an existing file keeps its own.
  ///   - response: what the owner does about defects, for the columns that tell it.
  public static func open(
    at url: URL, language: Language = .english, response: ResponseTable = .standard
  ) throws(StoreError) -> InventoryStore {
    // Somebody who reads a large inventory may hold a run up for a while, but does not end it.
    try open(at: url, language: language, response: response, busyTimeout: 60)
  }

  /// Opens an inventory for writing and waits so many seconds for programs that are writing it.
  static func open(
    at url: URL, language: Language, response: ResponseTable = .standard, busyTimeout: Double
  ) throws(StoreError) -> InventoryStore {
    let path = url.path
    let folder = url.deletingLastPathComponent()
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw .cannotWrite(folder.path, reason: StoreFile.reason(error))
    }
    guard let lock = StoreLock(folder: folder) else { throw .inUse(path) }
    let file = try StoreFile(path: path)
    do {
      let queue = try DatabaseQueue(path: path, configuration: configuration(readOnly: false, busyTimeout: busyTimeout))
      let language = try prepare(queue, path: path, language: language)
      return InventoryStore(url: url, language: language, response: response, queue: queue, lock: lock)
    } catch {
      file.removeIfCreated()
      throw StoreError(error, path: path)
    }
  }

  /// Opens an inventory for reading, which changes nothing in it.
  ///
  /// The file may come from anywhere: it is checked first, and nothing that its schema asks for is run. Only a
  /// transaction that was interrupted is rolled back, as any reader must.
  public static func openForReading(at url: URL) throws(StoreError) -> InventoryStore {
    let path = url.path
    let file = try StoreFile(path: path)
    guard file.exists else { throw .notFound(path) }
    if file.isEmpty { throw .notAnInventory(path, found: "an empty file") }
    do {
      if file.hasJournal { try rollBack(path: path) }
      let queue = try DatabaseQueue(path: path, configuration: configuration(readOnly: true, busyTimeout: 5))
      let language = try queue.read { database in
        try check(database, path: path)
        return try storedLanguage(database)
      }
      return InventoryStore(url: url, language: language, queue: queue, lock: nil)
    } catch {
      throw StoreError(error, path: path)
    }
  }

  private static func configuration(readOnly: Bool, busyTimeout: Double) -> Configuration {
    var configuration = Configuration()
    configuration.readonly = readOnly
    configuration.busyMode = .timeout(busyTimeout)
    configuration.prepareDatabase { database in
      SpatialFunctions.register(in: database)
      try database.execute(sql: "PRAGMA cell_size_check = ON")
      try database.execute(sql: "PRAGMA mmap_size = 0")
      // The triggers of the spatial indexes need a trusted schema; for writing they are compared with ours first.
      if readOnly { try database.execute(sql: "PRAGMA trusted_schema = OFF") }
    }
    return configuration
  }

  /// Rolls back an interrupted transaction, which a connection that may only read cannot do.
  private static func rollBack(path: String) throws {
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA trusted_schema = OFF") }
    try DatabaseQueue(path: path, configuration: configuration).close()
  }

  /// Checks or creates the contents of a file that was opened for writing; returns the language of its labels.
  private static func prepare(_ queue: DatabaseQueue, path: String, language: Language) throws -> Language {
    let pages = try queue.read { try Int.fetchOne($0, sql: "PRAGMA page_count") ?? 0 }
    if pages > 0 { try queue.read { try check($0, path: path) } }
    try queue.writeWithoutTransaction { database in
      // DELETE leaves one file and nothing beside it; FULL survives the loss of power, not only of the process.
      try database.execute(sql: "PRAGMA journal_mode = DELETE")
      try database.execute(sql: "PRAGMA synchronous = FULL")
      if pages == 0 { try database.execute(sql: "PRAGMA page_size = 4096") }
    }
    return try queue.write { database in
      if pages == 0 {
        try Schema.create(in: database, labels: Labels(language: language))
        try LayerStyles.createIfMissing(in: database, labels: Labels(language: language))
        return language
      }
      let found = try schemaVersion(database) ?? 0
      guard try Migrations.run(on: database, from: found) else {
        throw StoreError.damaged(path, reason: "its layout \(found) is unknown")
      }
      let stored = try storedLanguage(database)
      try LayerStyles.createIfMissing(in: database, labels: Labels(language: stored))
      return stored
    }
  }

  /// Checks that a database is a sound inventory of a layout that is known.
  private static func check(_ database: Database, path: String) throws {
    let application = try Int.fetchOne(database, sql: "PRAGMA application_id")
    guard application == GeoPackageTables.applicationID else {
      throw StoreError.notAnInventory(path, found: "another SQLite database")
    }
    guard let version = try schemaVersion(database) else {
      throw StoreError.notAnInventory(path, found: "another GeoPackage")
    }
    guard version <= Schema.version else {
      throw StoreError.newerSchema(path, found: version, supported: Schema.version)
    }
    let verdict = try String.fetchOne(database, sql: "PRAGMA quick_check(1)")
    guard verdict == "ok" else { throw StoreError.damaged(path, reason: verdict ?? "it cannot be checked") }
    let ours = Set(Tables.all.map(\.name))
    let rows = try Row.fetchAll(database, sql: "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")
    for row in rows {
      let reader = RowReader(row, table: "sqlite_master", path: path)
      let name = try reader.text("name")
      let table = try reader.text("tbl_name")
      guard ours.contains(table.lowercased()) || table.lowercased().hasPrefix("gpkg_") else { continue }
      guard let known = Schema.triggers[name], try reader.text("sql") == known else {
        throw StoreError.foreignTrigger(path, name: name)
      }
    }
  }

  /// Returns the layout of an inventory, or `nil` when the database is none.
  private static func schemaVersion(_ database: Database) throws -> Int? {
    guard try database.tableExists("inspect_state") else { return nil }
    let text = try String.fetchOne(database, sql: "SELECT value FROM inspect_state WHERE key = 'schema_version'")
    return text.flatMap { Int($0) }
  }

  static func storedLanguage(_ database: Database) throws -> Language {
    let text = try String.fetchOne(database, sql: "SELECT value FROM inspect_state WHERE key = 'language'")
    return text.flatMap { Language(rawValue: $0) } ?? .english
  }
}
