import Foundation

/// What lies at a path before SQLite touches it.
struct StoreFile {
  let path: String
  /// Whether there is a file.
  let exists: Bool
  /// Whether it holds nothing; a file that does not exist holds nothing.
  let isEmpty: Bool
  /// Whether an interrupted transaction may wait beside it.
  let hasJournal: Bool

  /// Looks at a file and refuses what is no GeoPackage by its header.
  ///
  /// With a journal beside it the header may be half written, and SQLite has to put it back first.
  init(path: String) throws(StoreError) {
    self.path = path
    exists = FileManager.default.fileExists(atPath: path)
    if FileManager.default.fileExists(atPath: path + "/.") { throw .cannotRead(path, reason: "it is a folder") }
    let journal = try? FileManager.default.attributesOfItem(atPath: path + "-journal")
    hasJournal = ((journal?[.size] as? NSNumber)?.intValue ?? 0) > 0
    guard exists else {
      isEmpty = true
      return
    }
    let header: [UInt8]
    do {
      let handle = try FileHandle(forReadingFrom: URL(filePath: path))
      defer { try? handle.close() }
      header = Array(try handle.read(upToCount: 100) ?? Data())
    } catch {
      throw .cannotRead(path, reason: StoreFile.reason(error))
    }
    isEmpty = header.isEmpty
    guard !isEmpty, !hasJournal else { return }
    guard header.count == 100, header.starts(with: Array("SQLite format 3\0".utf8)) else { throw .notADatabase(path) }
    let application = header[68..<72].reduce(0) { $0 << 8 | Int($1) }
    guard application == GeoPackageTables.applicationID else {
      throw .notAnInventory(path, found: "another SQLite database")
    }
  }

  /// Removes the empty file that a failed creation left.
  func removeIfCreated() {
    guard !exists else { return }
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    guard (attributes?[.size] as? NSNumber)?.intValue == 0 else { return }
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Returns the system's words for an error.
  static func reason(_ error: any Error) -> String {
    let error = error as NSError
    if let underlying = error.userInfo[NSUnderlyingErrorKey] as? NSError { return underlying.localizedDescription }
    return error.localizedDescription
  }
}
