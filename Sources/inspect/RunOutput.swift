import Foundation
import ImageKit
import Inventory

/// The folder a run writes into.
struct RunOutput {
  let folder: URL

  var inventory: URL { folder.appending(path: "inventory.gpkg") }
  var workOrders: URL { folder.appending(path: "work-orders.csv") }
  var mapLayer: URL { folder.appending(path: "defects.geojson") }
  var reFlyList: URL { folder.appending(path: ReFlyCSV.defaultFileName) }
  var sections: URL { folder.appending(path: SectionCSV.defaultFileName) }

  /// What the inventory holds already, without changing it; nothing when there is none yet.
  func finishedPhotos() throws(CommandFailure) -> [PhotoKey: FinishedPhoto] {
    guard FileManager.default.fileExists(atPath: inventory.path) else { return [:] }
    do {
      // For writing, because a run that was killed may have left a journal that has to be rolled back first.
      let store = try InventoryStore.open(at: inventory)
      let finished = try store.finishedPhotos()
      try store.close()
      return finished
    } catch {
      throw CommandFailure(error)
    }
  }

  /// Returns flights with what the inventory knows of how their photos fit together.
  func knownRegistrations(_ inspection: Inspection, _ flights: [Flight]) throws(CommandFailure) -> [Flight] {
    guard FileManager.default.fileExists(atPath: inventory.path) else { return flights }
    do {
      let store = try InventoryStore.open(at: inventory)
      let known = try inspection.knownRegistrations(flights, in: store)
      try store.close()
      return known
    } catch {
      throw CommandFailure(error)
    }
  }

  /// Opens the inventory for writing and makes the folder if it is missing.
  ///
  /// - Parameter language: of the labels in a new inventory.
  func openForWriting(
    language: Language, response: ResponseTable
  ) throws(CommandFailure) -> InventoryStore {
    do throws(ExportError) {
      try OutputFolder.make(folder)
    } catch {
      throw CommandFailure(.cannotWrite, "\(error)")
    }
    do throws(StoreError) {
      return try InventoryStore.open(at: inventory, language: language, response: response)
    } catch {
      throw CommandFailure(error)
    }
  }

  /// Writes the work orders, the map layer, the re-fly list and the sections where they are missing or differ.
  ///
  /// - Parameter survey: what was seen of roads; without one there is no table of sections, and an earlier one is emptied.
  func writeExports(
    _ content: Inventory, reFly: ReFlyList, survey: RoadSurvey?, options: ExportOptions
  ) throws(ExportError) {
    var outputs: [([UInt8], URL)] = [
      (WorkOrderCSV().bytes(of: content, options: options), workOrders),
      (GeoJSONExporter().bytes(of: content, options: options), mapLayer),
      (ReFlyCSV().bytes(of: reFly, options: options), reFlyList),
    ]
    if survey != nil || FileManager.default.fileExists(atPath: sections.path) {
      outputs.append((SectionCSV().bytes(of: survey, options: options), sections))
    }
    for (bytes, url) in outputs {
      if let present = FileManager.default.contents(atPath: url.path), [UInt8](present) == bytes { continue }
      try AtomicFile.write(bytes, to: url)
    }
  }

  /// Reads an inventory for an export; a folder means the inventory in it.
  static func readInventory(at path: String) throws(CommandFailure) -> Inventory {
    let url = try inventory(at: path)
    do {
      let store = try InventoryStore.openForReading(at: url)
      let content = try store.inventory()
      try store.close()
      return content
    } catch {
      throw CommandFailure(error)
    }
  }

  /// Returns the file of an inventory that was named by itself or by its folder.
  static func inventory(at path: String) throws(CommandFailure) -> URL {
    var url = URL(filePath: path)
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
      throw CommandFailure(.inputNotFound, "\(path) does not exist; 'inspect run' makes an inventory")
    }
    if isFolder.boolValue { url.append(path: "inventory.gpkg") }
    guard FileManager.default.fileExists(atPath: url.path) else {
      throw CommandFailure(.inputNotFound, "\(path) holds no inventory.gpkg; 'inspect run' makes one")
    }
    return url
  }
}

extension CommandFailure {
  /// Words an error of the inventory and chooses how the command ends.
  init(_ error: StoreError) {
    self.init(error.exitStatus, error.description)
  }
}
