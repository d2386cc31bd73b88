import Detectors
import ImageKit
import Inventory
import Testing

/// Trees for tests.
extension Sample {
  static let treeDetector = DetectorIdentity(name: "tree", version: 1)

  /// A tree across the road, with everything that is known of one.
  static func fallenTree(_ number: Int, blocked: Double = 4.5, corridor: String? = "Footway") -> Observation {
    let ring = [PixelPoint(u: 100, v: 900), PixelPoint(u: 800, v: 900), PixelPoint(u: 800, v: 1000)]
    let line = [PixelPoint(u: 110, v: 950), PixelPoint(u: 790, v: 950)]
    return Observation(
      photo: key(number), photoSHA256: sha(number), detector: treeDetector, damageClass: .fallenTree, confidence: 0.75,
      outline: [ring], centreLines: [line], maskArea: 35_000,
      placement: Placement(
        point: position(4.5, -9.5), method: "gps+takeoff",
        outline: GroundPolygon.polygons(
          pixelRings: [ring], groundRings: [ring.map { position($0.u / 100, -$0.v / 100) }]),
        lines: [line.map { position($0.u / 100, -$0.v / 100) }], ce90: 3.1),
      measures: Measures(
        length: Measure(6.8, sigma: 0.25),
        width: WidthMeasure(median: 240, p95: 300, low: 210, high: 270, minimumGradable: 10),
        area: Measure(3.5, sigma: 0.25), orientation: 88, pattern: .single,
        tree: TreeMeasures(
          stem: .medium, blocksCarriageway: true, blockedWidth: Measure(blocked, sigma: 0.25),
          carriagewayWidth: Measure(6.25, sigma: 0.25), target: .carriageway, carriagewayDistance: 0,
          carriagewayArea: 1.75,
          corridor: corridor, corridorDistance: 1.25, buildingDistance: 12.5)))
  }

  /// A crown seen from above.
  static func crown(
    _ number: Int, at column: Int = 0, _ kind: DamageClass = .deadCrown, decline: Double = 0.875,
    flight: String = "flight-a"
  ) -> Observation {
    let left = 1000 + 100 * Double(column)
    let ring = [
      PixelPoint(u: left, v: 2000), PixelPoint(u: left + 80, v: 2000), PixelPoint(u: left + 80, v: 2080),
      PixelPoint(u: left, v: 2080),
    ]
    let area = Measure(41.5, sigma: 11)
    return Observation(
      photo: key(number, flight: flight), photoSHA256: sha(number), detector: treeDetector, damageClass: kind,
      confidence: 0.5, outline: [ring], centreLines: [], maskArea: 6400,
      placement: Placement(
        point: position(10.4, -20.4), method: "gps+takeoff",
        outline: GroundPolygon.polygons(
          pixelRings: [ring], groundRings: [ring.map { position($0.u / 100, -$0.v / 100) }]), ce90: 5),
      measures: Measures(
        area: area, diameter: Measure(diameterOfCircleOf: area),
        tree: TreeMeasures(
          decline: decline, lean: .notAssessable, target: .carriageway, carriagewayDistance: 2.5, corridor: "Footway",
          corridorDistance: 0, corridorArea: 12.5)))
  }

  /// A tree graded by the rules for trees.
  static func tree(_ observation: Observation) throws -> Defect {
    let pack = try #require(try RulePackList.pack(id: RulePackList.treesID))
    return Defect(
      observation: observation, severity: pack.severity(of: observation.damageClass, measures: observation.measures),
      capturedAt: photo(1).capturedAt)
  }
}
