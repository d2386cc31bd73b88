import Foundation
import GRDB

/// Why an inventory cannot be opened, read or written; every case names the file.
public enum StoreError: Error, Sendable, Hashable {
  /// There is no such file.
  case notFound(String)
  /// Another run or program is writing it.
  case inUse(String)
  /// The file is not an SQLite database.
  case notADatabase(String)
  /// The file is a database or a GeoPackage, but no inventory; carries what it is.
  case notAnInventory(String, found: String)
  /// A later version of this tool wrote it; carries the version found and the last one known.
  case newerSchema(String, found: Int, supported: Int)
  /// The file is damaged or was changed so that it no longer makes sense; carries what is wrong.
  case damaged(String, reason: String)
  /// Somebody added a trigger to one of the inventory's own tables; carries its name.
  case foreignTrigger(String, name: String)
  /// The disk is full.
  case diskFull(String)
  /// The file or its folder cannot be read; carries the system's reason.
  case cannotRead(String, reason: String)
  /// The file or its folder cannot be written; carries the system's reason.
  case cannotWrite(String, reason: String)
  /// The same bytes are already in the inventory under another name.
  case duplicatePhoto(of: PhotoKey)
  /// A fault of this program.
  case fault(String, reason: String)
}

extension StoreError: CustomStringConvertible {
  /// What is wrong and what to do, in one sentence.
  public var description: String {
    switch self {
    case .notFound(let path): "\(path) does not exist"
    case .inUse(let path): "\(path) is in use by another run or program; wait until it has finished and try again"
    case .notADatabase(let path): "\(path) is not a GeoPackage; name another output folder"
    case .notAnInventory(let path, let found):
      "\(path) is \(found), not an inventory of this tool; name another output folder"
    case .newerSchema(let path, let found, let supported):
      "\(path) was written by a newer version (layout \(found), this version knows \(supported)); update this tool"
    case .damaged(let path, let reason): "\(path) is damaged (\(reason)); restore it from a copy"
    case .foreignTrigger(let path, let name):
      "\(path) has a trigger '\(name)' that this tool did not write; remove it or work on a copy"
    case .diskFull(let path): "\(path) cannot be written: the disk is full; make room and run again to continue"
    case .cannotRead(let path, let reason): "\(path) cannot be read (\(reason))"
    case .cannotWrite(let path, let reason): "\(path) cannot be written (\(reason))"
    case .duplicatePhoto(let key): "is the same file as \(key.name) in flight \(key.flight)"
    case .fault(let path, let reason): "\(path): internal error (\(reason)); please report it"
    }
  }
}

extension StoreError {
  /// Sorts an error of the database by whose fault it is.
  init(_ error: any Error, path: String) {
    if let error = error as? StoreError {
      self = error
      return
    }
    guard let error = error as? DatabaseError else {
      self = .fault(path, reason: "\(error)")
      return
    }
    let reason = error.message ?? "SQLite error \(error.extendedResultCode.rawValue)"
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .inUse(path)
    case .SQLITE_FULL: self = .diskFull(path)
    case .SQLITE_NOTADB: self = .notADatabase(path)
    case .SQLITE_CORRUPT: self = .damaged(path, reason: reason)
    case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH: self = .cannotRead(path, reason: reason)
    case .SQLITE_READONLY: self = .cannotWrite(path, reason: reason)
    case .SQLITE_IOERR:
      // SQLite reports a full disk as such when a write fails, but as a plain I/O error when a sync does.
      self = StoreError.hasRoom(at: path) ? .cannotWrite(path, reason: reason) : .diskFull(path)
    default: self = .fault(path, reason: reason)
    }
  }

  private static func hasRoom(at path: String) -> Bool {
    let folder = URL(filePath: path).deletingLastPathComponent().path
    let attributes = try? FileManager.default.attributesOfFileSystem(forPath: folder)
    guard let free = attributes?[.systemFreeSize] as? NSNumber else { return true }
    return free.int64Value > 1 << 20
  }
}
