import Foundation
import ImageKit
import Testing

@testable import Inventory

struct GeoJSONExporterTests {
  private func features(
    _ inventory: Inventory, _ options: ExportOptions = ExportOptions()
  ) throws -> [[String: Any]] {
    let bytes = GeoJSONExporter().bytes(of: inventory, options: options)
    let json = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    #expect(Set(json.keys) == ["type", "features"])
    return try #require(json["features"] as? [[String: Any]])
  }

  private func one(_ placement: Placement) throws -> [String: Any] {
    var inventory = try Sample.inventory()
    inventory.defects = [inventory.defects[0]]
    inventory.defects[0].placement = placement
    return try #require(try features(inventory)[0]["geometry"] as? [String: Any])
  }

  private func ring(_ points: [(Double, Double)]) -> [HorizontalPosition] {
    points.map { HorizontalPosition(latitude: $0.1, longitude: $0.0) }
  }

  @Test func `the map is the recorded one`() throws {
    try expectSnapshot(
      GeoJSONExporter().bytes(of: try Sample.inventory(), options: ExportOptions(plane: TestGrid())),
      named: "defects.geojson")
  }

  @Test func `cracks are lines, potholes areas, and what has no place has no geometry`() throws {
    let features = try features(try Sample.inventory())
    let types = features.map { feature in
      let kind = (feature["properties"] as? [String: Any])?["kind_code"] as? String ?? ""
      return kind + " " + ((feature["geometry"] as? [String: Any])?["type"] as? String ?? "null")
    }
    #expect(Set(types) == ["crack LineString", "crack null", "pothole Polygon"])
    #expect(features.count == 6)
    #expect(Set(features.compactMap { $0["id"] as? String }).count == 6)
  }

  @Test(arguments: [false, true]) func `outer rings run counter-clockwise and holes clockwise`(turned: Bool) throws {
    var outer = ring([(0, 0), (1, 0), (1, 1), (0, 1)])
    var hole = ring([(0.2, 0.2), (0.2, 0.4), (0.4, 0.4)])
    if turned {
      outer.reverse()
      hole.reverse()
    }
    let geometry = try one(
      Placement(point: outer[0], method: "x", outline: [GroundPolygon(outer: outer, holes: [hole])]))
    let rings = try #require(geometry["coordinates"] as? [[[Double]]])
    let areas = rings.map { ring in
      zip(ring, ring.dropFirst()).reduce(0) { $0 + $1.0[0] * $1.1[1] - $1.1[0] * $1.0[1] }
    }
    #expect(areas[0] > 0 && areas[1] < 0)
    #expect(rings.allSatisfy { $0.first == $0.last && $0.count >= 4 })
  }

  @Test func `several lines and several areas are multi-geometries`() throws {
    let line = ring([(0, 0), (1, 1)])
    #expect(
      try one(Placement(point: line[0], method: "x", lines: [line, line]))["type"] as? String == "MultiLineString")
    let area = GroundPolygon(outer: ring([(0, 0), (1, 0), (1, 1)]))
    let other = GroundPolygon(outer: ring([(2, 0), (3, 0), (3, 1)]))
    #expect(
      try one(Placement(point: line[0], method: "x", outline: [area, other]))["type"] as? String == "MultiPolygon")
    // The same area twice would be no valid multi-geometry.
    #expect(try one(Placement(point: line[0], method: "x", outline: [area, area]))["type"] as? String == "Polygon")
  }

  @Test func `lines and rings that vanish at seven decimals become a point`() throws {
    let tiny = ring([(0, 0), (1e-9, 0), (0, 1e-9)])
    let geometry = try one(
      Placement(point: tiny[0], method: "x", outline: [GroundPolygon(outer: tiny)], lines: [tiny]))
    #expect(geometry["type"] as? String == "Point")
  }

  @Test func `a place that is no number gives no geometry`() throws {
    var inventory = try Sample.inventory()
    inventory.defects = [inventory.defects[0]]
    inventory.defects[0].placement = Placement(
      point: HorizontalPosition(latitude: .nan, longitude: 200), method: "x")
    #expect(try features(inventory)[0]["geometry"] is NSNull)
  }

  @Test func `coordinates have at most seven decimals`() throws {
    let text = String(
      decoding: GeoJSONExporter().bytes(of: try Sample.inventory(), options: ExportOptions()), as: UTF8.self)
    #expect(!text.contains(/\.[0-9]{8}/))
  }

  @Test func `hostile names are read back as they were`() throws {
    let name = "\"><script>=cmd\u{1B}]0;x\n裂縫\\"
    var inventory = try Sample.inventory()
    inventory.defects = [inventory.defects[0]]
    inventory.defects[0].bestPhoto.name = name
    let properties = try #require(try features(inventory)[0]["properties"] as? [String: Any])
    #expect(properties["best_photo"] as? String == name)
  }

  @Test(.enabled(if: ExternalTool.ogrinfo.isInstalled, "needs ogrinfo from gdal-bin"))
  func `ogrinfo reads the map without a warning`() throws {
    let folder = try TemporaryFolder()
    let url = folder.file("defects.geojson")
    try AtomicFile.write(GeoJSONExporter().bytes(of: try Sample.inventory(), options: ExportOptions()), to: url)
    let (status, output) = try ExternalTool.ogrinfo.run(["-al", "-so", "-ro", url.path])
    #expect(status == 0 && output.contains("Feature Count: 6"))
    for word in ["Warning", "ERROR", "FAILURE"] { #expect(!output.contains(word), "\(output)") }
  }

  @Test func `trees say what only trees have, and others do not`() throws {
    let tree = try Sample.tree(Sample.fallenTree(1, corridor: "\"><script>\u{202E}"))
    let inventory = Inventory(photos: [], defects: [try Sample.defect(Sample.crack(1)), tree])
    let text = String(decoding: GeoJSONExporter().bytes(of: inventory, options: ExportOptions()), as: UTF8.self)
    let features = text.split(separator: "\n")
    #expect(features[1].contains("\"blocks_carriageway\":true,\"blocked_width_m\":4.5,\"blocked_width_low_m\":4.1"))
    #expect(features[1].contains("\"target\":\"carriageway\",\"target_label\":\"carriageway\""))
    #expect(!features[1].contains("<script>") && !features[1].contains("\u{202E}"))
    #expect(features[2].contains("\"kind_code\":\"crack\"") && !features[2].contains("blocked_width"))
    #expect(text.ranges(of: "\"severity_reason\"").count == 2)
  }
}
