import Foundation
import GRDB
import Testing

@testable import Inventory

struct InventoryStoreOpeningTests {
  private let folder: TemporaryFolder
  private let url: URL

  init() throws {
    folder = try TemporaryFolder()
    url = folder.file("inventory.gpkg")
  }

  private func refusal(_ body: () throws -> InventoryStore) -> StoreError? {
    do {
      _ = try body()
      return nil
    } catch { return error as? StoreError }
  }

  /// Expects that both ways of opening refuse the file and leave its bytes and its folder as they are.
  private func expectRefusal(_ expected: StoreError, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let before = try Data(contentsOf: url)
    #expect(refusal { try InventoryStore.open(at: url) } == expected, sourceLocation: sourceLocation)
    #expect(refusal { try InventoryStore.openForReading(at: url) } == expected, sourceLocation: sourceLocation)
    #expect(try Data(contentsOf: url) == before, sourceLocation: sourceLocation)
    #expect(folder.names == ["inventory.gpkg"], sourceLocation: sourceLocation)
  }

  private func makeInventory(photos: Int = 1) throws {
    let store = try InventoryStore.open(at: url)
    for number in 0..<photos {
      let observations = Sample.observations(number)
      try store.commit(
        photo: Sample.photo(number), observations: observations, defects: try observations.map(Sample.defect))
    }
    try store.close()
  }

  /// Changes a file behind the back of the store.
  private func alter(_ sql: String) throws {
    let queue = try DatabaseQueue(path: url.path)
    try queue.writeWithoutTransaction { database in
      SpatialFunctions.register(in: database)
      try database.execute(sql: sql)
    }
    try queue.close()
  }

  @Test func `a folder that is missing is created`() throws {
    let deep = folder.file("a/b/inventory.gpkg")
    try InventoryStore.open(at: deep).close()
    #expect(FileManager.default.fileExists(atPath: deep.path))
  }

  @Test func `an empty file becomes an inventory`() throws {
    try Data().write(to: url)
    try InventoryStore.open(at: url).close()
    #expect(try InventoryStore.openForReading(at: url).inventory().photos.isEmpty)
  }

  @Test func `a file that is not there cannot be read`() {
    #expect(refusal { try InventoryStore.openForReading(at: url) } == .notFound(url.path))
    #expect(folder.names.isEmpty)
  }

  @Test(arguments: ["not a database", "SQLite format 3\0 cut", String(repeating: "x", count: 5000)])
  func `a file that is no database is refused`(text: String) throws {
    try Data(text.utf8).write(to: url)
    try expectRefusal(.notADatabase(url.path))
  }

  @Test func `another database is refused`() throws {
    try alter("CREATE TABLE notes (text TEXT); INSERT INTO notes VALUES ('mine')")
    try expectRefusal(.notAnInventory(url.path, found: "another SQLite database"))
  }

  @Test func `a GeoPackage of somebody else is refused`() throws {
    try alter("PRAGMA application_id = 1196444487; PRAGMA user_version = 10300; CREATE TABLE roads (fid INTEGER)")
    try expectRefusal(.notAnInventory(url.path, found: "another GeoPackage"))
  }

  @Test func `an inventory of a newer version is refused`() throws {
    try makeInventory()
    let newer = Schema.version + 1
    try alter("UPDATE inspect_state SET value = '\(newer)' WHERE key = 'schema_version'")
    try expectRefusal(.newerSchema(url.path, found: newer, supported: Schema.version))
  }

  @Test func `a trigger that somebody added to our tables is refused`() throws {
    try makeInventory()
    try alter("CREATE TRIGGER steal AFTER INSERT ON photos BEGIN SELECT 1; END")
    try expectRefusal(.foreignTrigger(url.path, name: "steal"))
  }

  @Test func `a trigger of ours that somebody changed is refused`() throws {
    try makeInventory()
    try alter(
      "DROP TRIGGER reviews_no_delete; "
        + "CREATE TRIGGER reviews_no_delete BEFORE DELETE ON reviews BEGIN SELECT 1; END")
    try expectRefusal(.foreignTrigger(url.path, name: "reviews_no_delete"))
  }

  @Test func `a layer that somebody added is left alone`() throws {
    try makeInventory()
    try alter("CREATE TABLE own (a); CREATE TRIGGER own_t AFTER INSERT ON own BEGIN SELECT 1; END")
    let store = try InventoryStore.open(at: url)
    #expect(try store.inventory().photos.count == 1)
  }

  @Test func `a damaged file is refused`() throws {
    try makeInventory(photos: 8)
    var bytes = try Data(contentsOf: url)
    for page in 3..<(bytes.count / 4096) {
      bytes.replaceSubrange(page * 4096..<page * 4096 + 64, with: Data(repeating: 0xA5, count: 64))
    }
    try bytes.write(to: url)
    let error = refusal { try InventoryStore.open(at: url) }
    guard case .damaged = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(try Data(contentsOf: url) == bytes)
  }

  @Test func `every truncated file is refused`() throws {
    try makeInventory()
    let bytes = try Data(contentsOf: url)
    for count in stride(from: 1, to: bytes.count, by: 4096 * 7 + 1) {
      try bytes.prefix(count).write(to: url)
      #expect(refusal { try InventoryStore.open(at: url) } != nil, "\(count) bytes")
      #expect(refusal { try InventoryStore.openForReading(at: url) } != nil, "\(count) bytes")
    }
  }

  @Test func `a folder in place of the file is refused`() throws {
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    #expect(refusal { try InventoryStore.open(at: url) } == .cannotRead(url.path, reason: "it is a folder"))
  }

  @Test func `a second writer is told that the file is in use`() throws {
    let first = try InventoryStore.open(at: url)
    #expect(refusal { try InventoryStore.open(at: url) } == .inUse(url.path))
    #expect(try InventoryStore.openForReading(at: url).inventory().photos.isEmpty)
    try first.close()
  }

  @Test func `a file can be opened again as soon as its store is gone`() throws {
    for _ in 0..<3 {
      let store = try InventoryStore.open(at: url)
      try store.close()
    }
    #expect(folder.names == ["inventory.gpkg"])
  }

  @Test func `a program that is writing the file makes it in use`() throws {
    try makeInventory()
    let other = try DatabaseQueue(path: url.path)
    try other.inTransaction(.exclusive) { _ in
      #expect(
        refusal { try InventoryStore.open(at: url, language: .english, busyTimeout: 0.05) } == .inUse(url.path))
      return .rollback
    }
    try InventoryStore.open(at: url).close()
  }

  @Test func `a file that QGIS left in WAL mode is brought back to one file`() throws {
    try makeInventory()
    try alter("PRAGMA journal_mode = WAL")
    let store = try InventoryStore.open(at: url)
    #expect(try store.inventory().photos.count == 1)
    try store.close()
    #expect(folder.names == ["inventory.gpkg"])
  }

  @Test(arguments: [true, false]) func `a killed transaction is rolled back on opening`(forReading: Bool) throws {
    try makeInventory(photos: 2)
    let crashed = try TemporaryFolder()
    let copy = crashed.file("inventory.gpkg")
    let queue = try DatabaseQueue(path: url.path)
    try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA cache_size = 2") }
    try queue.inTransaction(.immediate) { database in
      SpatialFunctions.register(in: database)
      // So few pages fit the cache that SQLite writes into the file before the commit.
      try database.execute(sql: "UPDATE photos SET make = 'torn'")
      for number in 0..<400 {
        try database.execute(
          sql: "INSERT INTO flights (name, folder) VALUES (?, ?)",
          arguments: ["f\(number)", String(repeating: "x", count: 900)])
      }
      try FileManager.default.copyItem(at: url, to: copy)
      try FileManager.default.copyItem(atPath: url.path + "-journal", toPath: copy.path + "-journal")
      return .rollback
    }
    #expect(try Data(contentsOf: copy) != Data(contentsOf: url))
    let store = forReading ? try InventoryStore.openForReading(at: copy) : try InventoryStore.open(at: copy)
    let inventory = try store.inventory()
    #expect(inventory.photos.map(\.make) == ["DJI", "DJI"])
    #expect(inventory.flights.isEmpty)
    try store.close()
    #expect(crashed.names == ["inventory.gpkg"])
  }

  @Test func `a full disk is named, and what was there before still opens and can be continued`() throws {
    try makeInventory(photos: 2)
    let store = try InventoryStore.open(at: url)
    let before = try store.inventory()
    try store.queue.writeWithoutTransaction { database in
      let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
      _ = try Int.fetchOne(database, sql: "PRAGMA max_page_count = \(pages)")
    }
    var refusal: StoreError?
    for number in 2..<9 where refusal == nil {
      var photo = Sample.photo(number)
      photo.warnings = [String(repeating: "w", count: 5000)]
      let observations = Sample.observations(number)
      let defects = try observations.map(Sample.defect)
      do { try store.commit(photo: photo, observations: observations, defects: defects) } catch { refusal = error }
    }
    #expect(refusal == .diskFull(url.path))
    #expect(try store.inventory().photos.prefix(2) == before.photos.prefix(2))
    try store.close()
    let again = try InventoryStore.open(at: url)
    #expect(try again.inventory().defects.prefix(3) == before.defects.prefix(3))
    try again.commit(photo: Sample.photo(9), observations: [], defects: [])
    #expect(try again.finishedPhotos()[Sample.key(9)] != nil)
  }

  @Test func `migrations run in order and a missing one is noticed`() throws {
    let queue = try DatabaseQueue()
    try queue.write { database in
      try database.execute(sql: "CREATE TABLE inspect_state (key TEXT, value TEXT)")
      try database.execute(sql: "INSERT INTO inspect_state VALUES ('schema_version', '1')")
      let steps: [Int: Migrations.Step] = [
        1: { try $0.execute(sql: "CREATE TABLE second (a)") }, 2: { try $0.execute(sql: "DROP TABLE second") },
      ]
      #expect(try Migrations.run(on: database, from: 1, to: 3, steps: steps))
      #expect(try String.fetchOne(database, sql: "SELECT value FROM inspect_state") == "3")
      #expect(try Migrations.run(on: database, from: 3, to: 5, steps: steps) == false)
      #expect(try Migrations.run(on: database, from: 6, to: 5, steps: steps) == false)
    }
  }

  @Test func `there is a migration from every layout to the present one`() {
    #expect(Migrations.steps.keys.sorted() == Array(1..<Schema.version))
  }
}
