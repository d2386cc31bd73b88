import Foundation
import GRDB

/// The inventory as a file: one GeoPackage that any GIS opens, and the only state of a run.
///
/// Every photo is committed in one transaction with everything found in it, so a run that is killed at any moment
/// loses at most the photos it had not committed. Opening the file again rolls back a half-written transaction.
/// There is one writer at a time; the file has no companions besides a `-journal` while a transaction runs.
///
/// ```swift
/// let store = try InventoryStore.open(at: folder.appending(path: "inventory.gpkg"))
/// let run = try store.beginRun(provenance)
/// try store.commit(photo: photo, observations: observations, defects: defects)
/// try store.endRun(run, at: now)
/// let inventory = try store.inventory()
/// try store.close()
/// ```
public final class InventoryStore: Sendable {
  /// The file.
  public let url: URL
  /// The language of the labels in the file, chosen when it was created.
  public let language: Language
  let labels: Labels
  /// What the owner does about defects, for the columns that tell it.
  let response: ResponseTable
  let queue: DatabaseQueue
  private let lock: StoreLock?

  init(url: URL, language: Language, response: ResponseTable = .standard, queue: DatabaseQueue, lock: StoreLock?) {
    self.url = url
    self.language = language
    labels = Labels(language: language)
    self.response = response
    self.queue = queue
    self.lock = lock
  }

  /// Closes the file; nothing can be read or written afterwards.
  public func close() throws(StoreError) {
    do {
      try queue.close()
      lock?.release()
    } catch {
      throw StoreError(error, path: url.path)
    }
  }

  /// What the rows of defects are written with.
  var words: DefectRows.Words { DefectRows.Words(labels: labels, response: response) }

  /// Runs a transaction that is written as a whole or not at all.
  func write<Result>(_ body: (Database) throws -> Result) throws(StoreError) -> Result {
    do {
      return try queue.write(body)
    } catch {
      throw StoreError(error, path: url.path)
    }
  }

  /// Runs queries that all see the same state.
  func read<Result>(_ body: (Database) throws -> Result) throws(StoreError) -> Result {
    do {
      return try queue.read(body)
    } catch {
      throw StoreError(error, path: url.path)
    }
  }
}
