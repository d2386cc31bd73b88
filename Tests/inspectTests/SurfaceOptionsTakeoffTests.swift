import Foundation
import ImageKit
import Inventory
import TestSupport
import Testing

/// Over an elevation model a photo's results depend on one other photo: the first, which is where the drone started.
@Suite struct `a run over an elevation model` {
  private func photo(_ second: Int, longitude: Double) -> Photo {
    var metadata = CaptureMetadata(width: 10, height: 10)
    metadata.position = Sourced(HorizontalPosition(latitude: 22.627, longitude: longitude), source: "test")
    metadata.capturedAt = Sourced(CaptureTime(local: "2026-03-01 10:00:0\(second)", utc: nil), source: "test")
    return Photo(
      fileURL: URL(filePath: "/f/\(second).jpg"), name: "\(second).jpg", flight: "f", byteCount: 1,
      modificationTime: 0, metadata: metadata, camera: nil)
  }

  private func fingerprints(_ photos: [Photo], on surface: SurfaceChoice) throws -> [String] {
    let rules = try #require(try RulePackList.pack(id: RulePackList.defaultID))
    let inspection = try Inspection(
      InspectionOptions(
        detectorNames: ["crack"], placement: PlacementOptions(surface: surface), rules: rules))
    var flight = Flight(root: URL(filePath: "/f"), skipped: [], ignoredFileCount: 0)
    flight.photos = photos
    return inspection.plan([flight], finished: [:]).pending.map(\.fingerprint)
  }

  @Test func `does everything again when an earlier photo moves take-off`() throws {
    let folder = try TemporaryFolder()
    let header = "ncols 2\nnrows 2\nxllcorner 120.3\nyllcorner 22.6\ncellsize 0.1\n"
    try Data((header + "5 5\n5 5\n").utf8).write(to: folder("level.asc"))
    try Data(try CoordinateReferenceSystem(epsg: 4326).wkt.utf8).write(to: folder("level.prj"))
    let model = try ElevationModel(contentsOf: folder("level.asc"), datum: .ellipsoid)
    let late = [photo(2, longitude: 120.35), photo(3, longitude: 120.36)]
    let all = [photo(1, longitude: 120.34)] + late
    let before = try fingerprints(late, on: .elevation(model))
    let after = try fingerprints(all, on: .elevation(model))
    #expect(Set(before).count == 1 && Set(after).count == 1)
    #expect(before.first != after.first)
    // Elsewhere a photo stands for itself.
    let flat = try fingerprints(late, on: .automatic).first
    #expect(try fingerprints(all, on: .automatic).first == flat)
    #expect(flat != before.first)
  }
}
