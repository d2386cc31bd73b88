import Detectors
import Foundation
import ImageKit
import TestSupport
import Testing

@testable import Inventory

struct TreePlacementTests {
  /// A photo from 50 m above the ground, straight down, with 5 mm a pixel.
  private func placement(pitch: Double = -90, heightSigma: Double = 0) -> ObservationPlacement {
    ObservationPlacement(
      projection: GroundProjection(
        camera: Camera(width: 4000, height: 3000, focalLengthX: 10_000, focalLengthY: 10_000),
        pose: Pose(
          coordinate: GeodeticCoordinate(latitude: 22.6273, longitude: 120.3014, ellipsoidalHeight: 50),
          orientation: Orientation(yaw: 0, pitch: pitch, roll: 0)), surface: .plane(atEllipsoidalHeight: 0)),
      method: "gps+takeoff")
  }

  private func square(_ kind: DamageClass, _ u: Int32, _ v: Int32, side: Int32, tree: TreeView?) -> Detection {
    let (u0, v0, s) = (Double(u), Double(v), Double(side))
    return Detection(
      damageClass: kind, confidence: 1,
      mask: PixelMask(runs: (v..<(v + side)).map { PixelMask.Run(y: $0, x: u, length: side) }),
      outline: [
        [
          PixelPoint(u: u0, v: v0), PixelPoint(u: u0 + s, v: v0), PixelPoint(u: u0 + s, v: v0 + s),
          PixelPoint(u: u0, v: v0 + s),
        ]
      ], tree: tree)
  }

  private func line(_ from: Double, _ to: Double) -> [PixelPoint] {
    [PixelPoint(u: 2000, v: from), PixelPoint(u: 2000, v: to)]
  }

  @Test func `a fallen tree has length, stem and the width of the road that it blocks`() throws {
    var detection = square(.fallenTree, 1950, 1000, side: 100, tree: nil)
    detection.centreLines = [line(1000, 2400)]
    detection.width = WidthProfile(
      samples: [WidthProfile.Sample(point: PixelPoint(u: 2000, v: 1500), normalU: 1, normalV: 0, width: 30)],
      median: 30, p95: 30, low: 28, high: 32)
    detection.tree = TreeView(reach: line(1200, 2200), carriageway: line(900, 2200))
    let measures = placement().measures(of: detection)
    let tree = try #require(measures.tree)
    #expect(abs((measures.length?.value ?? 0) - 7) < 0.01 && tree.stem == .medium)
    #expect(tree.blocksCarriageway == true && tree.lean == nil && tree.decline == nil)
    let blocked = try #require(tree.blockedWidth)
    #expect(abs(blocked.value - 5) < 0.01 && abs((tree.carriagewayWidth?.value ?? 0) - 6.5) < 0.01)
    // At least the two pixels by which the edges may be wrong.
    #expect((blocked.sigma ?? 0) > 0.009 && blocked.interval.low < 4.99)
    #expect(measures.diameter == nil)
    detection.tree = TreeView(overCarriageway: 0)
    let beside = try #require(placement().measures(of: detection).tree)
    #expect(beside.blocksCarriageway == false && beside.blockedWidth == nil)
    detection.tree = TreeView()
    #expect(placement().measures(of: detection).tree?.blocksCarriageway == nil, "no carriageway was looked for")
  }

  @Test(arguments: [(99.9, StemClass.thin), (100, .medium), (300, .medium), (300.1, .thick)])
  func `stems are classed by diameter`(diameter: Double, stem: StemClass) {
    #expect(StemClass(diameter: diameter) == stem)
    #expect(StemClass(diameter: .nan) == nil && StemClass(diameter: 0) == nil)
  }

  @Test func `a crown has a diameter, and its height above the ground widens size and place`() throws {
    // 800 × 800 pixels of 5 mm about the middle of the photo.
    let crown = square(.deadCrown, 1600, 1100, side: 800, tree: TreeView(decline: 0.9))
    let measures = placement().measures(of: crown)
    #expect(measures.tree?.decline == 0.9 && measures.tree?.lean == .notAssessable)
    let area = try #require(measures.area)
    #expect(abs(area.value - 16) < 0.05)
    // 2 × 7.9 m / 50 m of the area at least.
    #expect((0.31...0.4).contains((area.sigma ?? 0) / area.value))
    let diameter = try #require(measures.diameter)
    #expect(abs(diameter.value - 4514) < 10 && abs((diameter.sigma ?? 0) / diameter.value - 0.16) < 0.02)

    // Seen aslant a crown is shifted along the view; a pothole at the same pixel is not.
    let oblique = placement(pitch: -45)
    let place = try #require(oblique.placement(of: crown))
    let pothole = try #require(oblique.placement(of: square(.pothole, 1600, 1100, side: 800, tree: nil)))
    let (semiMajor, before) = (try #require(place.semiMajor), try #require(pothole.semiMajor))
    // 7.9 m × tan 45° as one standard deviation to the north.
    #expect(abs((semiMajor * semiMajor - before * before).squareRoot() - CrownHeight.sigma) < 1.5)
    let (wide, narrow) = (try #require(place.ce90), try #require(pothole.ce90))
    #expect(wide > narrow + 2)
    #expect(place.point == pothole.point)
    // Straight below there is no shift.
    let below = try #require(placement().placement(of: crown)?.ce90)
    let under = try #require(placement().placement(of: square(.pothole, 1600, 1100, side: 800, tree: nil))?.ce90)
    #expect(abs(below - under) < 0.1)
  }

  @Test func `canopy over pavement has a depth that an oblique view leaves open`() throws {
    var canopy = square(.canopyOverPavement, 1800, 1300, side: 400, tree: TreeView(reach: line(1300, 1700)))
    let depth = try #require(placement().measures(of: canopy).tree?.overhangDepth)
    let straight = try #require(depth.sigma)
    #expect(abs(depth.value - 2) < 0.01 && straight < 0.7)
    let oblique = try #require(placement(pitch: -45).measures(of: canopy).tree?.overhangDepth)
    #expect(try #require(oblique.sigma) > 6)
    canopy.tree = nil
    #expect(placement().measures(of: canopy).tree?.overhangDepth == nil)
  }

  /// Sees the same trees in every photo, and pavement where it is told to.
  private struct TreeDetector: Detector {
    static let name = "tree-stub"
    static let summary = "For tests."
    static let version = 1
    static let damageClasses: [DamageClass] = [.fallenTree, .deadCrown]
    static let groundSampleDistance = 0.001...1.0
    static let tiling = Tiling.wholePhoto
    var detections: [Detection]
    var pavement: PavementView?

    func detections(in tile: Tile) throws -> [Detection] { detections }
    func findings(in tile: Tile) throws -> Findings { Findings(detections: detections, pavement: pavement) }
  }

  private func inspected(
    _ detector: TreeDetector, rules: String = RulePackList.defaultID, corridors: RoadNetwork? = nil,
    buildings: RoadNetwork? = nil, roads: RoadNetwork? = nil
  ) throws -> [Defect] {
    let flight = try Flight.scan(Fixtures.directory.appending(path: "Flights/kaohsiung-street/photos"))
    let photo = try #require(flight.photos.first)
    let inspector = PhotoInspector(
      options: InspectionOptions(
        detectorNames: [], rules: try #require(try RulePackList.pack(id: rules)), roads: roads, corridors: corridors,
        buildings: buildings), detectors: [detector], geoid: nil,
      treeRules: try RulePackList.pack(id: RulePackList.treesID))
    let item = InspectionPlan.Item(
      photo: photo, key: PhotoKey(flight: photo.flight, name: photo.name), takeoff: flight.takeoff, fingerprint: "",
      recorded: nil)
    guard case .inspected(_, let defects, _) = try inspector.outcome(of: item) else { throw PhotoError.notAJPEG }
    return defects
  }

  @Test func `pavement seen in the photo is a target, and without any there is no grade`() throws {
    let crown = square(.deadCrown, 200, 200, side: 100, tree: TreeView(decline: 1))
    let without = try #require(try inspected(TreeDetector(detections: [crown])).first)
    #expect(without.measures.tree?.carriagewayArea == nil)
    var (over, beside) = (crown, crown)
    over.tree?.overCarriageway = 0.25
    beside.tree?.overCarriageway = 0
    let both = try inspected(TreeDetector(detections: [over, beside]))
    #expect(both.map(\.measures.tree?.target) == [.carriageway, .nothing])
    let area = try #require(both[0].measures.area?.value)
    #expect(both[0].measures.tree?.carriagewayArea == area * 0.25 && both[1].measures.tree?.carriagewayArea == nil)
    #expect(both.map(\.severity.code) == ["medium..high", "low"])
    #expect(without.severity.grade == .notGradable && without.measures.tree?.target == nil)
    #expect(without.severity.rule == "trees-screening/dead-crown")
    let ring = square(.pothole, 600, 200, side: 300, tree: nil).outline
    let pavement = PavementView(outline: ring, axis: nil, axisCertainty: 0)
    let with = try #require(try inspected(TreeDetector(detections: [crown], pavement: pavement)).first)
    #expect(with.severity.code == "medium..high" && with.measures.tree?.target == .carriageway)
    // 300 pixels of 5 mm lie between crown and pavement.
    #expect(abs(try #require(with.measures.tree?.carriagewayDistance) - 1.5) < 0.2)
  }

  @Test func `corridors and buildings are targets with distance, name and area`() throws {
    let crown = square(.deadCrown, 800, 600, side: 400, tree: TreeView(decline: 1))
    let place = try #require(try inspected(TreeDetector(detections: [crown])).first?.placement)
    let outline = try #require(place.outline.first?.outer)
    let (west, east) = (outline.map(\.longitude).min() ?? 0, outline.map(\.longitude).max() ?? 0)
    let (south, north) = (outline.map(\.latitude).min() ?? 0, outline.map(\.latitude).max() ?? 0)
    let folder = try TestSupport.TemporaryFolder()
    func layer(_ name: String, _ from: [Double], _ to: [Double], _ properties: [String: Any] = [:]) throws
      -> RoadNetwork
    {
      let corners = [from, [to[0], from[1]], to, [from[0], to[1]], from]
      try RoadFile.write([RoadFile.feature("Polygon", [corners], properties)], to: folder(name))
      return try RoadNetwork(contentsOf: folder(name))
    }
    let middle = (west + east) / 2
    let corridor = try layer(
      "corridor.geojson", [west - 1e-3, south - 1e-4], [middle, north + 1e-4], ["name": "=Foot\npath"])
    let building = try layer("building.geojson", [east + 2e-5, south], [east + 1e-3, north])
    let found = try #require(
      try inspected(TreeDetector(detections: [crown]), corridors: corridor, buildings: building).first)
    let tree = try #require(found.measures.tree)
    #expect(tree.corridor == "=Foot path" && tree.corridorDistance == 0 && tree.target == .corridor)
    let area = try #require(found.measures.area?.value)
    // The street's photos are turned, so half of the rectangle around the crown is about half of the crown.
    #expect(abs(try #require(tree.corridorArea) / area - 0.5) < 0.1)
    // 2e-5 degrees of longitude there are 2.06 m.
    #expect(abs(try #require(tree.buildingDistance) - 2.06) < 0.05)
    #expect(found.severity.code == "medium..high" && tree.carriagewayDistance == nil)
    let far = try layer("far.geojson", [west, north + 1e-2], [east, north + 2e-2])
    let alone = try #require(try inspected(TreeDetector(detections: [crown]), corridors: far).first)
    #expect(alone.severity.code == "low" && alone.measures.tree?.target == .nothing)
    #expect(alone.measures.tree?.corridor == nil && alone.measures.tree?.corridorArea == nil)
  }

  @Test func `rules of the user that grade trees count before the built-in ones`() throws {
    let crown = square(.deadCrown, 800, 600, side: 400, tree: TreeView(decline: 1))
    let own = try #require(try inspected(TreeDetector(detections: [crown]), rules: RulePackList.treesID).first)
    #expect(own.severity.rule == "trees-screening/dead-crown")
  }

  @Test func `what changes trees alone changes the fingerprint of runs that look for trees alone`() throws {
    let folder = try TestSupport.TemporaryFolder()
    try RoadFile.write([RoadFile.line([(0, 0), (9, 0)])], to: folder("a.geojson"))
    let layer = try RoadNetwork(contentsOf: folder("a.geojson"))
    let rules = try #require(try RulePackList.pack(id: RulePackList.defaultID))
    func fingerprint(_ detectors: [any Detector], _ corridors: RoadNetwork?) throws -> String {
      try Inspection(
        InspectionOptions(detectorNames: [], rules: rules, corridors: corridors), detectors: detectors
      ).fingerprint
    }
    let tree = TreeDetector(detections: [])
    #expect(try fingerprint([tree], nil) != fingerprint([tree], layer))
    #expect(try fingerprint([], nil) == fingerprint([], layer))
  }
}
