import Foundation
import TestSupport
import Testing

@Suite struct `inspect export` {
  @Test func `writes the same bytes as the run did`() throws {
    let folder = try TemporaryFolder()
    let flight = try SampleFlight.make(in: folder, photos: 1)
    #expect(try BuiltCommand.run(["run", flight.path, "--output", folder("out").path, "--no-overlays"]).status == 0)
    for (format, name) in [("csv", "work-orders.csv"), ("geojson", "defects.geojson")] {
      let file = folder("export.\(format)")
      #expect(
        try BuiltCommand.run(["export", folder("out").path, "--format", format, "--output", file.path]).status == 0)
      #expect(try Data(contentsOf: file) == Data(contentsOf: folder("out/\(name)")))
      let piped = try BuiltCommand.run([
        "export", folder("out/inventory.gpkg").path, "--format", format, "--output", "-",
      ])
      #expect(Data(piped.output.utf8) == (try Data(contentsOf: file)))
    }
  }

  @Test func `refuses what is no inventory and leaves it alone`() throws {
    let folder = try TemporaryFolder()
    let file = folder("other.gpkg")
    try Data("not a database".utf8).write(to: file)
    let outcome = try BuiltCommand.run(["export", file.path, "--format", "csv", "--output", folder("x.csv").path])
    #expect(outcome.status == 65)
    #expect(outcome.messages.contains("other.gpkg"))
    #expect(try Data(contentsOf: file) == Data("not a database".utf8))
    #expect(!FileManager.default.fileExists(atPath: folder("x.csv").path))
  }

  @Test(
    arguments: [
      (["none.gpkg", "--format", "csv"], 66), (["other", "--format", "docx"], 64),
    ] as [([String], Int32)])
  func `missing files and unknown formats are told apart`(arguments: [String], status: Int32) throws {
    let folder = try TemporaryFolder()
    let outcome = try BuiltCommand.run(["export"] + arguments + ["--output", "x"], in: folder.url)
    #expect(outcome.status == status, "\(outcome.messages)")
  }
}
