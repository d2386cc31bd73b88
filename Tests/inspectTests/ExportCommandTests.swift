import Foundation
import Inventory
import TestSupport
import Testing

@testable import inspect

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

@Suite struct `inspect export for planners and annotators` {
  private func inventory(in folder: TemporaryFolder) throws -> URL {
    let flight = try SampleFlight.make(in: folder, photos: 1)
    let outcome = try BuiltCommand.run([
      "run", flight.path, "--output", folder("out").path, "--no-overlays", "--detectors", "crack",
    ])
    #expect(outcome.status == 0, "\(outcome.messages)")
    return folder("out")
  }

  private func export(_ arguments: [String], in folder: TemporaryFolder) throws -> BuiltCommand.Outcome {
    try BuiltCommand.run(["export", folder("out").path] + arguments, in: folder.url)
  }

  @Test func `every format is written, twice the same, and pictures come from the flight`() throws {
    let folder = try TemporaryFolder()
    _ = try inventory(in: folder)
    for name in ExporterList.names {
      for round in ["a", "b"] {
        let outcome = try export(["--format", name, "--output", "\(name)-\(round).zip"], in: folder)
        #expect(outcome.status == 0, "\(name): \(outcome.messages)")
      }
      let first = try Data(contentsOf: folder("\(name)-a.zip"))
      #expect(first == (try Data(contentsOf: folder("\(name)-b.zip"))) && !first.isEmpty, "\(name)")
    }
    let report = try String(contentsOf: folder("html-a.zip"), encoding: .utf8)
    #expect(report.contains("data:image/jpeg;base64,/9j/"))
    try FileManager.default.moveItem(at: folder("flight"), to: folder("moved"))
    let without = try export(["--format", "html", "--output", "r.html"], in: folder)
    #expect(without.status == 0 && without.messages.contains("name the folder with --photos"))
    let again = try export(["--format", "html", "--output", "s.html", "--photos", "moved"], in: folder)
    #expect(again.status == 0 && !again.messages.contains("--photos"))
    #expect(try Data(contentsOf: folder("s.html")) == Data(contentsOf: folder("html-a.zip")))
  }

  @Test func `changes since the run are none, and a narrowed export has deletions`() throws {
    let folder = try TemporaryFolder()
    _ = try inventory(in: folder)
    let since = ["--format", "csv", "--output", "-", "--changes-since", "out/work-orders.csv"]
    let none = try export(since, in: folder)
    #expect(
      none.status == 0 && none.output.split(separator: "\r\n").count == 1 && none.output.contains("op,work_order_id"))
    let narrow = try export(since + ["--where", "length_m>1e6"], in: folder)
    let rows = try String(contentsOf: folder("out/work-orders.csv"), encoding: .utf8).split(separator: "\r\n").count
    #expect(narrow.output.split(separator: "\r\n").count == rows && narrow.output.contains("\r\nD,WO-"))
  }

  @Test func `a layer of districts fills its column and groups the rows`() throws {
    let folder = try TemporaryFolder()
    _ = try inventory(in: folder)
    try RoadFile.write(
      [RoadFile.area([[(-500, -500), (500, -500), (500, 500), (-500, 500)]], ["TOWNNAME": "鹽埕區"])],
      to: folder("districts.geojson"))
    let outcome = try export(
      [
        "--format", "csv", "--output", "-", "--join", "districts.geojson:TOWNNAME", "--join",
        "zone=districts.geojson:TOWNNAME@5m", "--group-by", "district", "--where", "zone=鹽埕區",
      ], in: folder)
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.output.contains(",run_id,zone\r\n") && outcome.output.contains(",new,鹽埕區,"))
  }

  @Test(
    arguments: [
      (["--format", "xslx"], 64, "did you mean 'xlsx'?"), (["--format", "csv", "--mapping", "maxima"], 66, "'maximo'"),
      (["--format", "geojson", "--mapping", "raw"], 64, "lays out tables"),
      (["--format", "csv", "--where", "lenght_m>1"], 64, "'length_m'"),
      (["--format", "csv", "--status", "acepted"], 64, "'accepted'"),
      (["--format", "csv", "--join", "none.gpkg:A"], 66, "none.gpkg"),
      (["--format", "csv", "--join", "x"], 64, "FILE:FIELD"),
      (["--format", "csv", "--group-by", "asset"], 64, "--join asset="),
      (["--format", "csv", "--changes-since", "none.csv"], 66, "none.csv"),
      (["--format", "yolo", "--output", "-"], 64, ".zip"),
      (["--format", "html", "--photos", "none"], 66, "none"),
    ] as [([String], Int32, String)])
  func `a mistake is told with a way out`(arguments: [String], status: Int32, words: String) throws {
    let folder = try TemporaryFolder()
    let store = try InventoryStore.open(at: folder("out/inventory.gpkg"))
    try store.close()
    let output = arguments.contains("--output") ? [] : ["--output", "x"]
    let outcome = try export(arguments + output, in: folder)
    #expect(outcome.status == status && outcome.messages.contains(words), "\(outcome.messages)")
    #expect(!FileManager.default.fileExists(atPath: folder("x").path))
  }

  @Test(
    arguments: [
      ("d.gpkg:TOWNNAME", "district", "d.gpkg", nil, "TOWNNAME", 0),
      ("d.gpkg:towns:TOWNNAME", "district", "d.gpkg", "towns", "TOWNNAME", 0),
      ("permit=a/b.shp:NO@5m", "permit", "a/b.shp", nil, "NO", 5),
      ("r.gpkg:ROADNAME@15", "road", "r.gpkg", nil, "ROADNAME", 15),
      ("a=b:c.gpkg:F", "a", "b:c.gpkg", nil, "F", 0),
    ] as [(String, String, String, String?, String, Double)])
  func `a join is read`(
    text: String, column: String, path: String, layer: String?, field: String, reach: Double
  ) throws {
    let join = try JoinText(text) { $0 == "b:c.gpkg" }
    #expect(
      join.column == column && join.path == path && join.layer == layer && join.field == field && join.reach == reach)
  }
}
