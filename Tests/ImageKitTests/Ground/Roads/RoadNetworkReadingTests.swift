import Foundation
import ImageKit
import TestSupport
import Testing

@Suite struct `Reading a road network` {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func refusal(
    _ name: String, layer: String? = nil, idField: String? = nil
  ) -> RoadError? {
    do {
      _ = try RoadNetwork(contentsOf: folder(name), layer: layer, idField: idField)
      return nil
    } catch { return error }
  }

  private func write(_ text: String, to name: String) throws { try Data(text.utf8).write(to: folder(name)) }

  @Test func `goes through the layer's own coordinate system, and straight on its map`() throws {
    // 10 km to the east on TWD97 / TM2: straight in longitude and latitude it would pass 0.8 m beside its middle.
    let taiwan = try CoordinateReferenceSystem(epsg: 3826)
    let origin = try taiwan.transform(latitude: 22.621, longitude: 120.3119)
    let line = [[origin.x, origin.y], [origin.x + 10_000, origin.y]]
    try RoadFile.write([RoadFile.feature("LineString", line, ["id": "K"])], epsg: 3826, to: folder("roads.geojson"))
    let network = try RoadNetwork(contentsOf: folder("roads.geojson"))
    let back = try CoordinateTransformation(fromEPSG: 3826, toEPSG: 4326)
    for metres in [0.0, 2500, 5000, 9999] {
      let place = try back.transform(x: origin.x + metres, y: origin.y + 2)
      let found = try #require(network.match(at: HorizontalPosition(latitude: place.y, longitude: place.x)))
      // TM2's scale is 1.0 ± 0.0002 here.
      #expect(abs(found.position.chainage - metres) < 2 && abs(found.position.distance - 2) < 0.01)
      #expect(found.position.side == .left)
    }
  }

  @Test func `names the file and what to do about it`() throws {
    #expect(refusal("none.gpkg")?.description.contains("none.gpkg: no such file; check the path") == true)
    try write("not a layer", to: "text.gpkg")
    #expect(refusal("text.gpkg")?.description.contains("text.gpkg: not a map layer") == true)
    try RoadFile.write([RoadFile.feature("Point", RoadFile.degrees(0, 0))], to: folder("points.geojson"))
    #expect(
      refusal("points.geojson")?.description.contains("layer 'points' holds Point; give a layer of centre lines")
        == true)
    try RoadFile.write([], to: folder("empty.geojson"))
    #expect(refusal("empty.geojson")?.description.contains("holds nothing") == true)
    try write("id,WKT\nA,\"LINESTRING (0 0, 1 1)\"\n", to: "lines.csv")
    #expect(refusal("lines.csv")?.description.contains("where layer 'lines' lies is not known") == true)
    #expect(refusal("lines.csv")?.description.contains("ogr2ogr -a_srs EPSG:3826") == true)
    try RoadFile.write([RoadFile.line([(0, 0), (9, 0)], ["id": 1, "lanes": 2])], to: folder("roads.geojson"))
    #expect(
      refusal("roads.geojson", layer: "streets")
        == .noSuchLayer(folder("roads.geojson").path, layer: "streets", known: ["roads"]))
    #expect(
      refusal("roads.geojson", idField: "code")
        == .noSuchField(folder("roads.geojson").path, field: "code", known: ["id", "lanes"]))
    #expect(refusal("roads.geojson", layer: "roads", idField: "LANES") == nil)
  }

  @Test func `refuses coordinates that are none in their system`() throws {
    try RoadFile.write(
      [RoadFile.feature("LineString", [[179_264, 2_502_480], [179_364, 2_502_480]])], to: folder("roads.geojson"))
    let error = try #require(refusal("roads.geojson"))
    #expect(error.description.contains("feature 0 of layer 'roads' lies outside its own coordinate system"))
  }

  @Test func `opens no file that could lead elsewhere`() throws {
    try write(
      "<OGRVRTDataSource><OGRVRTLayer name='a'><SrcDataSource>http://localhost/a.json</SrcDataSource></OGRVRTLayer>"
        + "</OGRVRTDataSource>", to: "roads.vrt")
    #expect(refusal("roads.vrt")?.description.contains("not a map layer") == true)
  }

  @Test func `is the same by its contents, not by its name`() throws {
    let roads = [RoadFile.line([(0, 0), (9, 0)], ["id": 1])]
    try RoadFile.write(roads, to: folder("a.geojson"))
    try RoadFile.write(roads, to: folder("b.geojson"))
    try RoadFile.write([RoadFile.line([(0, 0), (9, 0.5)], ["id": 1])], to: folder("c.geojson"))
    try RoadFile.write([RoadFile.line([(0, 0), (9, 0)], ["id": 2])], to: folder("d.geojson"))
    let identities = try ["a", "b", "c", "d"].map { try RoadNetwork(contentsOf: folder("\($0).geojson")).identity }
    #expect(identities[0] == identities[1] && Set(identities).count == 3)
  }

  @Test func `every prefix of a file gives roads or an error`() throws {
    let roads = [RoadFile.line([(0, 0), (9, 0)], ["id": 1]), RoadFile.area([[(0, 0), (9, 0), (9, 9)]])]
    try RoadFile.write(roads, to: folder("whole.geojson"))
    let bytes = try Data(contentsOf: folder("whole.geojson"))
    var read = 0
    for count in stride(from: 0, through: bytes.count, by: 7) {
      try bytes.prefix(count).write(to: folder("part.geojson"))
      if refusal("part.geojson") == nil { read += 1 }
    }
    #expect(read <= 1)
  }
}
