import ArgumentParser
import Foundation
import ImageKit
import Inventory
import TestSupport
import Testing

@testable import inspect

@Suite struct `road options` {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Writes the street of the bundled flight, which runs to 63°, as centre lines on either half.
  private func writeStreet(id: String = "中山路") throws {
    let azimuth = 63 * Double.pi / 180
    let (east, north) = (sin(azimuth), cos(azimuth))
    let ends = [(-200.0 * east, -200.0 * north), (200 * east, 200 * north)]
    try RoadFile.write([RoadFile.line(ends, ["section_id": id])], to: folder("roads.geojson"))
  }

  private func network(_ arguments: [String], environment: [String: String] = [:]) throws -> RoadNetwork? {
    let settings = try Settings(environment: environment, file: folder("inspect.yaml"))
    return try RoadOptions.parse(arguments).network(settings)
  }

  @Test func `work orders and map layer say where along which road, and other roads inspect again`() throws {
    try writeStreet()
    let flight = try SampleFlight.make(in: folder, photos: 1)
    let arguments = ["run", flight.path, "--output", folder("out").path, "--no-overlays", "--roads"]
    let outcome = try BuiltCommand.run(arguments + [folder("roads.geojson").path])
    #expect(outcome.status == 0, "\(outcome.messages)")
    let orders = try String(contentsOf: folder("out/work-orders.csv"), encoding: .utf8)
    #expect(orders.contains(/,中山路,(19|20)\d\.\d,/))
    let map = try String(contentsOf: folder("out/defects.geojson"), encoding: .utf8)
    #expect(map.contains("\"road_section\":\"中山路\",\"chainage_m\":"))
    #expect(map.contains(/"road_side":"(left|centre|right)","road_distance_m":\d/))
    #expect(map.contains(/"angle_to_road_deg":\d/))

    #expect(try BuiltCommand.run(arguments + [folder("roads.geojson").path]).output.contains("Nothing to do"))
    try writeStreet(id: "=cmd|' /C calc'!A0\nx")
    let again = try BuiltCommand.run(arguments + [folder("roads.geojson").path])
    #expect(again.output.contains("1 inspected"))
    let renamed = try String(contentsOf: folder("out/work-orders.csv"), encoding: .utf8)
    #expect(renamed.contains(",'=cmd|' /C calc'!A0 x,"))
  }

  @Test func `the layer, the field and the width are read, and settings give what flags do not`() throws {
    try RoadFile.write(
      [RoadFile.line([(0, 0), (100, 0)], ["section_id": "a", "code": "b"])], to: folder("roads.geojson"))
    let path = folder("roads.geojson").path
    #expect(try network(["--roads", path])?.sections.map(\.id) == ["a"])
    #expect(try network(["--roads", path])?.sections[0].width == 12)
    let given = try #require(try network(["--roads", "\(path):roads", "--roads-id", "code", "--roads-width", "8.5"]))
    #expect(given.sections.map(\.id) == ["b"] && given.sections[0].width == 8.5)
    let environment = ["INSPECT_ROADS": path, "INSPECT_ROADS_ID": "code"]
    #expect(try network([], environment: environment)?.sections.map(\.id) == ["b"])
    #expect(try network([]) == nil)
  }

  @Test func `a file that has a colon in its name is taken whole`() throws {
    try RoadFile.write([RoadFile.line([(0, 0), (9, 0)])], to: folder("a:b.geojson"))
    #expect(RoadOptions.parts(of: folder("a:b.geojson").path).layer == nil)
    #expect(RoadOptions.parts(of: "roads.gpkg:centre") == ("roads.gpkg", "centre"))
    #expect(RoadOptions.parts(of: "roads.gpkg:") == ("roads.gpkg:", nil))
    #expect(try network(["--roads", folder("a:b.geojson").path])?.sections.count == 1)
  }

  @Test(arguments: [
    (["--roads", "none.gpkg"], 66, "none.gpkg: no such file"),
    (["--roads", "none.gpkg:layer"], 66, "none.gpkg: no such file"),
    (["--roads", "roads.geojson:streets"], 64, "there is no layer 'streets'; its layers are roads"),
    (["--roads", "points.geojson"], 65, "layer 'points' holds Point; give a layer of centre lines"),
    (["--roads", "lines.csv"], 65, "where layer 'lines' lies is not known"),
    (["--roads", "text.txt"], 65, "not a map layer"),
    (["--roads", "roads.geojson", "--roads-id", "code"], 64, "there is no field 'code'; its fields are id"),
    (["--roads", "roads.geojson", "--roads-width", "0"], 64, "--roads-width is '0'; use a number of metres from 1"),
    (["--roads-id", "code"], 64, "--roads-id needs --roads"),
    (["--roads-width", "9"], 64, "--roads-width needs --roads"),
    (["--section-length", "far"], 64, "--section-length is 'far'; use a number of metres from 1 to 100000"),
  ])
  func `what is wrong with roads is told apart and explained`(arguments: [String], status: Int32, hint: String) throws {
    try RoadFile.write([RoadFile.line([(0, 0), (9, 0)], ["id": 1])], to: folder("roads.geojson"))
    try RoadFile.write([RoadFile.feature("Point", RoadFile.degrees(0, 0))], to: folder("points.geojson"))
    try Data("id,WKT\nA,\"LINESTRING (0 0, 1 1)\"\n".utf8).write(to: folder("lines.csv"))
    try Data("roads".utf8).write(to: folder("text.txt"))
    let outcome = try BuiltCommand.run(
      ["run", SampleFlight.bundled.path, "--output", "x", "--dry-run"] + arguments, in: folder.url)
    #expect(outcome.status == status, "\(outcome.messages)")
    #expect(outcome.messages.contains(hint), "\(outcome.messages)")
    #expect(outcome.output.isEmpty)
  }

  @Test func `the help of run names the roads with a worked example`() throws {
    let help = try BuiltCommand.run(["run", "--help"]).output
    for words in ["--roads <file[:layer]>", "--roads-id", "--roads-width", "--section-length", "sections.csv"] {
      #expect(help.contains(words), "\(words)")
    }
    #expect(help.contains("--roads city.gpkg:roads --section-length 50"))
  }

  @Test func `sections are written where pavement was seen, and emptied when it no longer is`() throws {
    let output = RunOutput(folder: folder.url)
    let empty = Inventory(photos: [], defects: [])
    let reFly = ReFlyList(empty, rules: try RuleOptions.pack(nil))
    try output.writeExports(empty, reFly: reFly, survey: nil, options: ExportOptions())
    #expect(!FileManager.default.fileExists(atPath: output.sections.path))
    var photo = PhotoRecord(
      key: PhotoKey(flight: "f", name: "p"), sha256: "", byteCount: 0, modificationTime: 0, width: 1, height: 1,
      fingerprint: "")
    let corners = [(0.0, 0.0), (10.0, 0.0), (10.0, 6.0), (0.0, 6.0)].map { corner in
      let degrees = RoadFile.degrees(corner.0, corner.1)
      return HorizontalPosition(latitude: degrees[1], longitude: degrees[0])
    }
    photo.position = corners[0]
    photo.pavement = Pavement(
      detector: DetectorIdentity(name: "road", version: 1), outline: [GroundPolygon(outer: corners)], area: 60,
      azimuth: 90, axisCertainty: 1)
    let inventory = Inventory(photos: [photo], defects: [])
    let taiwan = try CoordinateReferenceSystem(epsg: 3826)
    let elsewhere = try CoordinateReferenceSystem(epsg: 2154)
    for reference in [taiwan, elsewhere] {
      // A system that is meant for France is not used for a mesh in Kaohsiung.
      #expect(CoordinateOptions.plane(reference, for: inventory)?.epsg == 3826)
    }
    let survey = RoadSurvey(inventory, rule: try CrackRateRule.builtIn(), plane: PlaneReference(taiwan))
    try output.writeExports(inventory, reFly: reFly, survey: survey, options: ExportOptions())
    let text = try String(contentsOf: output.sections, encoding: .utf8)
    #expect(text.contains(/\r\nf\/0-20,f,0\.0,20\.0,(59|60|61)/))
    #expect(RoadWords.lines(of: survey, at: "out/sections.csv")[0].contains("1 stretch with"))
    try output.writeExports(empty, reFly: reFly, survey: nil, options: ExportOptions())
    #expect(try String(contentsOf: output.sections, encoding: .utf8).split(separator: "\r\n").count == 1)
  }
}
