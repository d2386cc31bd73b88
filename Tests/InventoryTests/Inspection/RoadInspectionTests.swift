import Detectors
import Foundation
import ImageKit
import TestSupport
import Testing

@testable import Inventory

/// One photo of the bundled flight, looked at by a detector that sees the same in every photo.
struct RoadInspectionTests {
  /// Sees pavement in the middle of the photo and a crack and a pothole on it, if it is told of a road there.
  private struct KnowingDetector: Detector {
    static let name = "knowing"
    static let summary = "For tests."
    static let version = 1
    static let damageClasses: [DamageClass] = [.crack, .pothole]
    static let groundSampleDistance = 0.001...1.0
    static let tiling = Tiling.wholePhoto

    func detections(in tile: Tile) throws -> [Detection] { try findings(in: tile).detections }

    func findings(in tile: Tile) throws -> Findings {
      let middle = PixelPoint(u: 1000, v: 750)
      let ring = [
        PixelPoint(u: 900, v: 700), PixelPoint(u: 1100, v: 700), PixelPoint(u: 1100, v: 800),
        PixelPoint(u: 900, v: 800),
      ]
      let mask = PixelMask(runs: [PixelMask.Run(y: 750, x: 900, length: 200)])
      let line = [PixelPoint(u: 900, v: 750), PixelPoint(u: 1100, v: 750)]
      return Findings(
        detections: [
          Detection(damageClass: .crack, confidence: 1, mask: mask, outline: [ring], centreLines: [line]),
          Detection(damageClass: .pothole, confidence: 1, mask: mask, outline: [ring]),
        ],
        pavement: PavementView(outline: [ring], axis: tile.roads?.direction(middle), axisCertainty: 0.5))
    }
  }

  private func inspected(roads: RoadNetwork?) throws -> (PhotoRecord, [Defect]) {
    let flight = try Flight.scan(Fixtures.directory.appending(path: "Flights/kaohsiung-street/photos"))
    let photo = try #require(flight.photos.first)
    let rules = try #require(try RulePackList.pack(id: RulePackList.defaultID))
    let inspector = PhotoInspector(
      options: InspectionOptions(detectorNames: [], rules: rules, roads: roads), detectors: [KnowingDetector()],
      geoid: nil)
    let item = InspectionPlan.Item(
      photo: photo, key: PhotoKey(flight: photo.flight, name: photo.name), takeoff: flight.takeoff, fingerprint: "",
      recorded: nil)
    guard case .inspected(let record, let defects, _) = try inspector.outcome(of: item) else {
      throw PhotoError.notAJPEG
    }
    return (record, defects)
  }

  private func network(_ folder: TemporaryFolder) throws -> RoadNetwork {
    // The street of the flight runs to 63°, and the flight's first photos lie south-west of the origin.
    let ends = [-100.0, 100].map { ($0 * sin(63 * .pi / 180), $0 * cos(63 * .pi / 180)) }
    try RoadFile.write([RoadFile.line(ends, ["section_id": "Street"])], to: folder.file("roads.geojson"))
    return try RoadNetwork(contentsOf: folder.file("roads.geojson"))
  }

  @Test func `a network tells the detector the road's direction and each defect its place along the road`() throws {
    let folder = try TemporaryFolder()
    let (record, defects) = try inspected(roads: try network(folder))
    let pavement = try #require(record.pavement)
    #expect(pavement.detector == DetectorIdentity(name: "knowing", version: 1))
    #expect(abs(try #require(pavement.azimuth) - 63) < 0.1 && pavement.axisCertainty == 0.5)
    // 200 × 100 pixels of 5 mm.
    #expect(abs(pavement.area - 0.5) < 0.05)
    for defect in defects {
      let road = try #require(defect.road)
      #expect(road.section == "Street" && road == defect.observations[0].road)
      #expect((80...100).contains(road.chainage) && road.distance < 6)
    }
    let crack = try #require(defects.first { $0.damageClass == .crack })
    let expected = abs(try #require(crack.measures.orientation) - 63)
    #expect(abs(try #require(crack.measures.angleToRoad) - min(expected, 180 - expected)) < 0.1)
    let pothole = try #require(defects.first { $0.damageClass == .pothole })
    let area = try #require(pothole.measures.area)
    #expect(pothole.measures.diameter == Measure(diameterOfCircleOf: area) && crack.measures.diameter == nil)
    #expect(pothole.severity.code == "low..high")
  }

  @Test func `without a network there is pavement but no road`() throws {
    let (record, defects) = try inspected(roads: nil)
    #expect(record.pavement != nil && record.pavement?.azimuth == nil)
    #expect(defects.allSatisfy { $0.road == nil && $0.measures.angleToRoad == nil })
  }

  @Test func `a run's fingerprint depends on the roads, and is as before without`() throws {
    let folder = try TemporaryFolder()
    let rules = try #require(try RulePackList.pack(id: RulePackList.defaultID))
    let without = try Inspection(InspectionOptions(detectorNames: [], rules: rules))
    let with = try Inspection(InspectionOptions(detectorNames: [], rules: rules, roads: try network(folder)))
    #expect(without.fingerprint != with.fingerprint)
    #expect(without.provenance.options["roads"] == nil && with.provenance.options["roads"]?.count == 64)
  }
}
