import Foundation
import ImageKit
import Inventory
import TestSupport
import Testing

/// The street that was rendered twice, with known changes, through the whole way: photos, detector, inventories, comparison.
@Suite struct `A street flown twice` {
  private struct Truth: Decodable {
    struct Defect: Decodable {
      struct Line: Decodable { let longitude_latitude: [[Double]] }
      let id: String
      let polylines: [Line]?
    }
    struct Photo: Decodable {
      struct Pose: Decodable { let east, north: Double }
      let true_pose, recorded_pose: Pose
    }
    let defects: [Defect]
    let photos: [Photo]

    init(_ flight: String) throws {
      let file = Fixtures.directory.appending(path: "Flights/\(flight)/truth.json")
      self = try JSONDecoder().decode(Truth.self, from: Data(contentsOf: file))
    }

    /// What the receiver is off by, on the whole.
    var offset: SIMD2<Double> {
      photos.reduce(SIMD2<Double>.zero) {
        $0 + SIMD2($1.recorded_pose.east - $1.true_pose.east, $1.recorded_pose.north - $1.true_pose.north)
      } / Double(photos.count)
    }
  }

  /// Inspects some photos of a flight and returns the folder of the run.
  private static func run(_ flight: String, _ names: [String], in folder: TemporaryFolder) throws -> URL {
    let photos = folder(flight)
    try FileManager.default.createDirectory(at: photos, withIntermediateDirectories: true)
    for name in names {
      try FileManager.default.copyItem(
        at: Fixtures.directory.appending(path: "Flights/\(flight)/photos/\(name).JPG"),
        to: photos.appending(path: "\(name).JPG"))
    }
    let output = folder("\(flight)-out")
    let outcome = try BuiltCommand.run([
      "run", photos.path, "--output", output.path, "--no-overlays", "--detectors", "road", "--jobs", "2",
    ])
    try #require(outcome.status == 0, "\(outcome.messages)")
    return output
  }

  @Test func `the shift is found, the new crack is new, the filled one repaired, the others unchanged`() throws {
    let folder = try TemporaryFolder()
    let first = try Self.run(
      "kaohsiung-street", ["0001", "0002", "0003", "0004", "0008", "0009"].map { "STREET_\($0)" }, in: folder)
    let second = try Self.run(
      "kaohsiung-street-later", ["0001", "0002", "0003", "0006", "0007"].map { "LATER_\($0)" }, in: folder)
    func inventory(_ output: URL) throws -> Inventory {
      let store = try InventoryStore.openForReading(at: output.appending(path: "inventory.gpkg"))
      defer { try? store.close() }
      return try store.inventory()
    }
    let comparison = InventoryComparison(from: try inventory(first), to: try inventory(second))
    let (before, after) = (try Truth("kaohsiung-street"), try Truth("kaohsiung-street-later"))
    let shift = try #require(comparison.shifts.first)
    #expect(shift.basis == .estimated && shift.pairs >= 8)
    let off = SIMD2(shift.east, shift.north) - (after.offset - before.offset)
    #expect((off * off).sum().squareRoot() < 0.15, "\(off), \(shift)")

    let plane = EquirectangularPlane(origin: HorizontalPosition(latitude: 22.6273, longitude: 120.3014))
    /// The rows of which half and more lies along a crack of the truth.
    func rows(along id: String) throws -> [DefectComparison] {
      let lines = try #require(after.defects.first { $0.id == id }?.polylines)
      let truth = lines.flatMap { line in
        line.longitude_latitude.map {
          plane.point(HorizontalPosition(latitude: $0[1], longitude: $0[0])) + after.offset
        }
      }
      return comparison.rows.filter { row in
        let points = (row.placement?.lines ?? []).joined().map(plane.point)
        let near = points.count { point in
          truth.contains { ((($0 - point) * ($0 - point)).sum()) < 0.3 * 0.3 }
        }
        return !points.isEmpty && 2 * near >= points.count
      }
    }
    let fresh = try rows(along: "C09").map(\.change)
    #expect(fresh.contains(.new), "\(fresh)")
    for id in ["C01", "C02", "C07"] {
      let changes = try rows(along: id).filter { $0.before.count + $0.after.count > 1 }.map(\.change)
      #expect(changes.contains(.unchanged), "\(id): \(changes)")
      #expect(try rows(along: id).allSatisfy { $0.change != .new && $0.change != .gone }, "\(id)")
    }
    let filled = try rows(along: "C04")
    #expect(filled.contains { $0.change == .repaired && $0.reason == .filled }, "\(filled.map(\.change))")
    #expect(filled.allSatisfy { $0.change != .grown })
    // Of all that was found nothing else is told to be new but the rim of the pothole that grew.
    #expect(comparison.count(of: .new) <= 2 && comparison.count(of: .gone) == 0)
  }
}
