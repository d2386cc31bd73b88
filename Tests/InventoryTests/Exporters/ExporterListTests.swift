import Foundation
import TestSupport
import Testing

@testable import Inventory

struct ExporterListTests {
  @Test func `every exporter in the folder is in the list`() throws {
    let folder = Fixtures.repository.appending(path: "Sources/Inventory/Exporters")
    let declaration = /public struct (\w+): InventoryExporter/
    var declared: [String] = []
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      declared += text.matches(of: declaration).map { String($0.1) }
    }
    let listed = ExporterList.all.map { "\($0)" }
    for name in declared { #expect(listed.contains(name), "add \(name).self to ExporterList.swift") }
    #expect(Set(listed).count == listed.count && declared.count == listed.count)
  }

  @Test func `exporters are found by name`() {
    #expect(ExporterList.exporter(named: "csv") is WorkOrderCSV)
    #expect(ExporterList.exporter(named: "geojson") is GeoJSONExporter)
    #expect(ExporterList.exporter(named: "doc") == nil)
  }

  @Test(arguments: ExporterList.names)
  func `an export does not depend on the run or on the order of its parts`(name: String) throws {
    let exporter = try #require(ExporterList.exporter(named: name))
    let inventory = try Sample.inventory()
    var later = inventory.provenance
    later?.startedAt = 1_700_000_000
    later?.endedAt = 1_700_000_001
    let other = Inventory(
      flights: [FlightRecord(name: "flight-a", folder: "/somewhere/else")], photos: inventory.photos.reversed(),
      skippedPhotos: inventory.skippedPhotos, defects: inventory.defects.reversed(), provenance: later)
    let options = ExportOptions(plane: TestGrid())
    #expect(try exporter.content(of: inventory, options: options) == exporter.content(of: other, options: options))
  }

  @Test(arguments: ExporterList.names)
  func `an export of what was stored is that of what was found`(name: String) throws {
    let exporter = try #require(ExporterList.exporter(named: name))
    let inventory = try Sample.inventory()
    let folder = try TemporaryFolder()
    let store = try InventoryStore.open(at: folder.file("inventory.gpkg"))
    for flight in inventory.flights { try store.commit(flight: flight) }
    for skipped in inventory.skippedPhotos { try store.commit(skipped: skipped) }
    for photo in inventory.photos.reversed() {
      let defects = inventory.defects.filter { $0.bestPhoto == photo.key }
      try store.commit(photo: photo, observations: defects.flatMap(\.observations), defects: defects)
    }
    let options = ExportOptions(plane: TestGrid())
    #expect(
      try exporter.content(of: store.inventory(), options: options) == exporter.content(of: inventory, options: options)
    )
  }
}
