import Foundation
import ImageKit
import Inventory
import TestSupport
import Testing

/// Runs over a flight of which one photo was turned upside down by an editor.
@Suite struct `Runs over turned photos` {
  private struct Flight {
    let temporary: TemporaryFolder
    let folder: URL

    /// The first photos of the street, the third upside down.
    init(photos count: Int = 5) throws {
      temporary = try TemporaryFolder()
      folder = try SampleFlight.make(in: temporary, photos: count)
      let photo = folder.appending(path: "STREET_0003.JPG")
      let turned = try TurnedPhoto.half([UInt8](Data(contentsOf: photo)))
      try Data(turned).write(to: photo)
    }

    func run(_ output: String, _ options: String...) throws -> BuiltCommand.Outcome {
      try BuiltCommand.run(
        ["run", folder.path, "--output", temporary(output).path, "--no-overlays"] + options)
    }

    func inventory(_ output: String) throws -> Inventory {
      let store = try InventoryStore.openForReading(at: temporary(output).appending(path: "inventory.gpkg"))
      defer { try? store.close() }
      return try store.inventory()
    }
  }

  @Test func `the turned photo is told and its findings lie where those of its neighbours lie`() throws {
    let flight = try Flight()
    let outcome = try flight.run("out")
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.output.contains("1 photo had been turned under the tags"))
    #expect(outcome.output.contains("warning 1 × pixels_turned"))
    let photo = try #require(try flight.inventory("out").photos.first { $0.key.name == "STREET_0003.JPG" })
    #expect(photo.warnings.contains("pixels_turned"))
    let yaw = try #require(photo.orientation).yaw
    let neighbour = try #require(try flight.inventory("out").photos.first { $0.key.name == "STREET_0002.JPG" })
    // As taken it faced like its neighbour; turned pixels face the other way.
    let difference = abs(remainder(yaw - (try #require(neighbour.orientation)).yaw - 180, 360))
    #expect(difference < 15, "\(difference)")
  }

  @Test func `a second run compares nothing and does nothing`() throws {
    let flight = try Flight(photos: 3)
    #expect(try flight.run("out").status == 0)
    let inventory = flight.temporary("out/inventory.gpkg")
    let before = try Data(contentsOf: inventory)
    let again = try flight.run("out")
    #expect(again.output.contains("Nothing to do: all 3 photos"))
    #expect(!again.messages.contains("compared"))
    #expect(try Data(contentsOf: inventory) == before)
    let dry = try flight.run("out", "--dry-run")
    #expect(dry.output.contains("Would inspect 0 photos"), "\(dry.output)")
  }

  @Test func `the number of photos at once changes nothing`() throws {
    let flight = try Flight()
    for jobs in ["1", "2"] { #expect(try flight.run(jobs, "--jobs", jobs).status == 0) }
    #expect(try Exports(flight.temporary("1")) == Exports(flight.temporary("2")))
  }

  @Test func `a photo that joins the flight lets its neighbours be placed anew`() throws {
    let flight = try Flight()
    let last = flight.folder.appending(path: "STREET_0005.JPG")
    let aside = flight.temporary("aside.jpg")
    try FileManager.default.moveItem(at: last, to: aside)
    #expect(try flight.run("out").status == 0)
    try FileManager.default.moveItem(at: aside, to: last)
    let joined = try flight.run("out")
    #expect(joined.status == 0)
    #expect(try flight.run("whole").status == 0)
    #expect(try Exports(flight.temporary("out")) == Exports(flight.temporary("whole")))
  }

  @Test func `what a sidecar says of nobody is told, and what it says of a photo counts`() throws {
    let flight = try Flight(photos: 3)
    let lines = ["EPSG:4326", "STREET_0001.JPG 120.3013921 22.6272711 37.2", "NOBODY.JPG 120.3 22.6 5"]
    try Data(lines.joined(separator: "\n").utf8).write(to: flight.temporary("geo.txt"))
    let outcome = try flight.run("out", "--sidecar", flight.temporary("geo.txt").path)
    #expect(outcome.status == 0)
    #expect(outcome.messages.contains("sidecar_unknown_file") && outcome.messages.contains("NOBODY.JPG"))
    let position = try #require(try flight.inventory("out").photos.first { $0.key.name == "STREET_0001.JPG" }?.position)
    #expect(position == HorizontalPosition(latitude: 22.6272711, longitude: 120.3013921))
    // Without the sidecar the same photos are others: they are inspected again.
    #expect(try flight.run("out").output.contains("Photos: 3 inspected"))
  }

  @Test func `who does not want photos compared gets the tags as they are`() throws {
    let flight = try Flight(photos: 3)
    let outcome = try flight.run("out", "--no-registration")
    #expect(outcome.status == 0)
    #expect(!outcome.output.contains("turned"))
    let inventory = try flight.inventory("out")
    #expect(inventory.photos.allSatisfy { !$0.warnings.contains("pixels_turned") })
  }
}
