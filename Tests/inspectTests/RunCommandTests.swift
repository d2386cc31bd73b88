import Foundation
import TestSupport
import Testing

@Suite struct `inspect run` {
  @Test func `a flight goes in, an inventory, work orders, a map layer and overlays come out`() throws {
    let folder = try TemporaryFolder()
    let flight = try SampleFlight.make(in: folder, photos: 3)
    let output = folder("out")
    let outcome = try BuiltCommand.run(["run", flight.path, "--output", output.path])
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.output.contains("Photos: 3 inspected, 0 unchanged, 0 skipped"))
    #expect(outcome.output.contains("MP/s"))
    for name in ["inventory.gpkg", "work-orders.csv", "defects.geojson"] {
      #expect(FileManager.default.fileExists(atPath: output.appending(path: name).path), "\(name) is missing")
    }
    let overlays = try FileManager.default.contentsOfDirectory(atPath: output.appending(path: "overlays").path)
    #expect(overlays.count == 3)
    #expect(!FileManager.default.fileExists(atPath: output.appending(path: "inventory.gpkg-journal").path))
    let orders = try Data(contentsOf: output.appending(path: "work-orders.csv"))
    #expect(orders.starts(with: [0xEF, 0xBB, 0xBF] + Array("work_order_id,defect_uid,kind_code".utf8)))
    #expect(orders.count { $0 == 0x0A } > 3, "the street has cracks in every photo")
  }

  @Test func `a second run over an unchanged folder does nothing and says so`() throws {
    let folder = try TemporaryFolder()
    let flight = try SampleFlight.make(in: folder, photos: 2)
    let arguments = ["run", flight.path, "--output", folder("out").path]
    #expect(try BuiltCommand.run(arguments).status == 0)
    let inventory = folder("out/inventory.gpkg")
    let before = try Data(contentsOf: inventory)
    let outcome = try BuiltCommand.run(arguments)
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("Nothing to do: all 2 photos"))
    #expect(try Data(contentsOf: inventory) == before, "not a byte of the inventory changes")
  }

  @Test func `plane coordinates that are not meant for the place are said to be`() throws {
    let folder = try TemporaryFolder()
    let flight = try SampleFlight.make(in: folder, photos: 1)
    func messages(_ crs: [String]) throws -> String {
      let arguments = ["run", flight.path, "--output", folder("out").path, "--no-overlays", "--detectors", "crack"]
      let outcome = try BuiltCommand.run(arguments + crs)
      #expect(outcome.status == 0, "\(outcome.messages)")
      return outcome.messages
    }
    #expect(
      try messages(["--crs", "EPSG:32615"]).contains(
        "x and y in EPSG:32615 are not meant for the place of these photos; --crs EPSG:3826 is"))
    #expect(try !messages([]).contains("not meant for the place"))
  }

  @Test func `the results do not depend on jobs or on the order of the files`() throws {
    let folder = try TemporaryFolder()
    let forward = try SampleFlight.make(in: folder, photos: 3, name: "a/flight")
    let backward = try SampleFlight.make(in: folder, photos: 3, reversed: true, name: "b/flight")
    for (flight, jobs, output) in [(forward, "1", "one"), (forward, "2", "two"), (backward, "3", "three")] {
      let outcome = try BuiltCommand.run([
        "run", flight.path, "--output", folder(output).path, "--jobs", jobs, "--no-overlays",
      ])
      #expect(outcome.status == 0, "\(outcome.messages)")
    }
    let one = try Exports(folder("one"))
    #expect(try Exports(folder("two")) == one)
    #expect(try Exports(folder("three")) == one)
  }

  @Test func `a dry run says what would be done and writes nothing`() throws {
    let folder = try TemporaryFolder()
    let flight = try SampleFlight.make(in: folder, photos: 2)
    let outcome = try BuiltCommand.run(["run", flight.path, "--output", folder("out").path, "--dry-run"])
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("Would inspect 2 photos"))
    #expect(!FileManager.default.fileExists(atPath: folder("out").path))
  }

  @Test func `an output folder inside the flight is not inspected`() throws {
    let folder = try TemporaryFolder()
    let flight = try SampleFlight.make(in: folder, photos: 1)
    let arguments = ["run", flight.path, "--output", flight.appending(path: "results").path]
    #expect(try BuiltCommand.run(arguments).status == 0)
    #expect(try BuiltCommand.run(arguments).output.contains("Nothing to do: all 1 photos"))
  }

  @Test func `a damaged photo is named and skipped and the others are inspected`() throws {
    let folder = try TemporaryFolder()
    let flight = try SampleFlight.make(in: folder, photos: 2)
    let damaged = flight.appending(path: "STREET_0002.JPG")
    let bytes = try Data(contentsOf: damaged)
    try bytes.prefix(bytes.count / 2).write(to: damaged)
    let outcome = try BuiltCommand.run(["run", flight.path, "--output", folder("out").path])
    #expect(outcome.status == 3)
    #expect(outcome.messages.contains("STREET_0002.JPG"))
    #expect(outcome.messages.contains("damaged"))
    #expect(outcome.output.contains("1 inspected, 0 unchanged, 1 skipped"))
  }

  @Test func `the same photo twice is inspected once`() throws {
    let folder = try TemporaryFolder()
    let flight = try SampleFlight.make(in: folder, photos: 1)
    try FileManager.default.copyItem(
      at: flight.appending(path: "STREET_0001.JPG"), to: flight.appending(path: "copy.jpg"))
    let outcome = try BuiltCommand.run(["run", flight.path, "--output", folder("out").path])
    #expect(outcome.status == 3)
    #expect(outcome.output.contains("duplicate"))
  }

  @Test func `a renamed photo keeps its findings under the new name`() throws {
    let folder = try TemporaryFolder()
    let flight = try SampleFlight.make(in: folder, photos: 1)
    let arguments = ["run", flight.path, "--output", folder("out").path, "--no-overlays"]
    #expect(try BuiltCommand.run(arguments).status == 0)
    try FileManager.default.moveItem(
      at: flight.appending(path: "STREET_0001.JPG"), to: flight.appending(path: "renamed.JPG"))
    #expect(try BuiltCommand.run(arguments).status == 0)
    let orders = try String(contentsOf: folder("out/work-orders.csv"), encoding: .utf8)
    #expect(orders.contains("renamed.JPG"))
    #expect(!orders.contains("STREET_0001.JPG"))
  }

  @Test func `other options inspect again instead of mixing results`() throws {
    let folder = try TemporaryFolder()
    let flight = try SampleFlight.make(in: folder, photos: 1)
    let arguments = ["run", flight.path, "--output", folder("out").path, "--no-overlays"]
    #expect(try BuiltCommand.run(arguments).status == 0)
    let first = try Exports(folder("out"))
    let outcome = try BuiltCommand.run(arguments + ["--agl", "30"])
    #expect(outcome.output.contains("1 inspected"))
    #expect(try Exports(folder("out")) != first, "twice as high, everything is twice as large")
  }

  @Test func `a folder without places ends with status 65 and advice`() throws {
    let folder = try TemporaryFolder()
    let flight = folder("flight")
    try FileManager.default.createDirectory(at: flight, withIntermediateDirectories: true)
    let photo = try Data(contentsOf: SampleFlight.bundled.appending(path: "STREET_0001.JPG"))
    try JPEGBytes.withoutMetadata(photo).write(to: flight.appending(path: "bare.jpg"))
    let outcome = try BuiltCommand.run(["run", flight.path, "--output", folder("out").path])
    #expect(outcome.status == 65)
    #expect(outcome.messages.contains("inspect detect"))
    #expect(!FileManager.default.fileExists(atPath: folder("out").path), "nothing usable, nothing written")
  }

  @Test(arguments: [
    (["run", "/nonexistent", "--output", "x"], 66, "/nonexistent"),
    (["run", ".", "--output", "x", "--detectors", "carck"], 64, "crack"),
    (["run", ".", "--output", "x", "--jobs", "0"], 64, "--jobs"),
    (["run", ".", "--output", "x", "--ground-height", "12"], 64, "--height-datum"),
    (["run", ".", "--output", "x", "--agl", "-3"], 64, "--agl"),
    (["run", ".", "--output", "x", "--crs", "EPSG:3827"], 64, "3827"),
    (["run", ".", "--output", "x", "--rules", "none"], 66, "fhwa-ltpp-2014"),
    (["run"], 64, "flights"),
  ])
  func `wrong usage is told apart and explained`(arguments: [String], status: Int32, hint: String) throws {
    let folder = try TemporaryFolder()
    let outcome = try BuiltCommand.run(arguments, in: folder.url)
    #expect(outcome.status == status, "\(outcome.messages)")
    #expect(outcome.messages.contains(hint), "\(outcome.messages)")
    #expect(outcome.output.isEmpty)
  }
}
