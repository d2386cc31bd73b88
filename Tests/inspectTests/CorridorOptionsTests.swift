import ArgumentParser
import Detectors
import Foundation
import ImageKit
import Inventory
import TestSupport
import Testing

@testable import inspect

@Suite struct `corridor options` {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func options(
    _ arguments: [String], environment: [String: String] = [:]
  ) throws -> (corridors: RoadNetwork?, buildings: RoadNetwork?) {
    let settings = try Settings(environment: environment, file: folder("inspect.yaml"))
    let options = try CorridorOptions.parse(arguments)
    return (try options.corridors(settings), try options.buildingAreas(settings))
  }

  @Test func `the layers and the width are read, and settings give what flags do not`() throws {
    try RoadFile.write(
      [RoadFile.line([(0, 0), (9, 0)], ["name": "a"]), RoadFile.line([(0, 9), (9, 9)], ["name": "b", "width": 3])],
      to: folder("paths.geojson"))
    try RoadFile.write(
      [RoadFile.area([[(0, 0), (9, 0), (9, 9)]], ["id": 7])], to: folder("houses.geojson"))
    let (paths, houses) = (folder("paths.geojson").path, folder("houses.geojson").path)
    let plain = try options(["--corridor", paths + ":paths", "--buildings", houses])
    #expect(plain.corridors?.sections.map(\.id) == ["a", "b"] && plain.corridors?.sections.map(\.width) == [6, 3])
    #expect(plain.buildings?.sections.count == 1)
    #expect(
      try options(["--corridor", paths, "--corridor-width", "2.5"]).corridors?.sections.map(\.width) == [2.5, 2.5])
    let settings = try options([], environment: ["INSPECT_CORRIDOR": paths, "INSPECT_CORRIDOR_WIDTH": "4"])
    #expect(settings.corridors?.sections[0].width == 4 && settings.buildings == nil)
    #expect(try options([]).corridors == nil)
  }

  @Test(arguments: [
    (["--corridor", "none.gpkg"], 66, "none.gpkg: no such file; check the path of the map layer"),
    (["--buildings", "none.gpkg:b"], 66, "none.gpkg: no such file"),
    (["--corridor", "points.geojson"], 65, "points.geojson: layer 'points' holds Point"),
    (["--corridor-width", "4"], 64, "--corridor-width needs --corridor"),
    (["--corridor-width", "0", "--corridor", "x"], 64, "use a number of metres from 0.5 to 200"),
  ])
  func `what is wrong is told apart and explained`(arguments: [String], status: Int32, hint: String) throws {
    try RoadFile.write([RoadFile.feature("Point", RoadFile.degrees(0, 0))], to: folder("points.geojson"))
    let outcome = try BuiltCommand.run(
      ["run", SampleFlight.bundled.path, "--output", "x", "--dry-run"] + arguments, in: folder.url)
    #expect(outcome.status == status, "\(outcome.messages)")
    #expect(outcome.messages.contains(hint), "\(outcome.messages)")
    #expect(outcome.messages.hasPrefix("error: \(arguments[0])"), "\(outcome.messages)")
    #expect(outcome.output.isEmpty)
  }

  private func fallenTree(blocked: Double?) -> Defect {
    let observation = Observation(
      photo: PhotoKey(flight: "typhoon", name: "DJI_1.JPG\u{1B}[2J"), photoSHA256: "",
      detector: DetectorIdentity(name: "tree", version: 1), damageClass: .fallenTree, confidence: 1, outline: [],
      centreLines: [], maskArea: 1,
      placement: Placement(
        point: HorizontalPosition(latitude: 22.627312, longitude: 120.301421), method: "gps+takeoff", ce90: 3.21),
      measures: Measures(
        tree: TreeMeasures(
          blocksCarriageway: blocked != nil, blockedWidth: blocked.map { Measure($0, sigma: 0.25) },
          carriagewayWidth: Measure(6, sigma: 0.2))))
    return Defect(
      observation: observation, severity: Severity(grade: .levels(.high ... .high), rule: "", reason: ""),
      capturedAt: nil)
  }

  @Test func `the report begins with what blocks a carriageway, the most first`() {
    let inventory = Inventory(
      photos: [], defects: [fallenTree(blocked: nil), fallenTree(blocked: 2), fallenTree(blocked: 4.5)])
    let lines = UrgentWords.blockedRoads(inventory)
    #expect(lines.count == 3 && lines[0] == "BLOCKED: 2 fallen trees on a carriageway")
    #expect(
      lines[1] == "  fallen tree blocks 4.5 m of 6.0 m (90 %: 4.1 to 4.9 m), high, 22.627312, 120.301421 ± 3.2 m, "
        + "typhoon/DJI_1.JPG\u{FFFD}[2J")
    #expect(UrgentWords.blockedRoads(Inventory(photos: [], defects: [fallenTree(blocked: nil)])).isEmpty)
  }
}
