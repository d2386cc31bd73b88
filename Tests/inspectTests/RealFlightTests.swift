import Foundation
import ImageKit
import Inventory
import TestSupport
import Testing

/// Whole runs over real photos of several drones.
@Suite(.enabled(if: Fixtures.shared != nil, "\(Fixtures.needsShared)"))
struct `Real flights` {
  private func run(_ path: String, in folder: TemporaryFolder) throws -> BuiltCommand.Outcome {
    let flight = try #require(Fixtures.shared).appending(path: path)
    return try BuiltCommand.run(["run", flight.path, "--output", folder("out").path, "--no-overlays"])
  }

  private func inventory(in folder: TemporaryFolder) throws -> Inventory {
    let store = try InventoryStore.openForReading(at: folder("out/inventory.gpkg"))
    defer { try? store.close() }
    return try store.inventory()
  }

  @Test func `a Phantom over a cracked road gives cracks on the road`() throws {
    let folder = try TemporaryFolder()
    let outcome = try run("flights/brighton-beach", in: folder)
    #expect(outcome.status == 0, "\(outcome.messages)")
    let inventory = try inventory(in: folder)
    #expect(inventory.photos.count == 18)
    #expect(inventory.photos.allSatisfy { $0.georeference == .placed })
    #expect(inventory.defects.count > 50)
    for defect in inventory.defects {
      let place = try #require(defect.placement)
      #expect((46.8415...46.8440).contains(place.point.latitude))
      #expect((-91.9960 ... -91.9920).contains(place.point.longitude))
      #expect((place.ce90 ?? 0) > 2, "a receiver without correction is not better than metres")
    }
  }

  @Test func `a camera without angles gives findings at the camera and says so`() throws {
    let folder = try TemporaryFolder()
    let outcome = try run("flights/caliterra-gps-only", in: folder)
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.output.contains("30 without camera angles"))
    let inventory = try inventory(in: folder)
    #expect(inventory.photos.allSatisfy { $0.georeference == .cameraOnly })
    #expect(inventory.defects.allSatisfy { $0.placement?.method == "camera_only" && $0.measures.length == nil })
  }

  @Test func `a flight without positions ends with advice`() throws {
    let folder = try TemporaryFolder()
    let outcome = try run("flights/copr-no-gps", in: folder)
    #expect(outcome.status == 65)
    #expect(outcome.messages.contains("12 × no_position"))
    #expect(outcome.messages.contains("inspect detect"))
  }

  @Test func `a folder of every maker and fault ends well and names each refusal`() throws {
    let folder = try TemporaryFolder()
    let outcome = try run("metadata", in: folder)
    #expect(outcome.status == 3, "\(outcome.messages)")
    let inventory = try inventory(in: folder)
    #expect(inventory.photos.count >= 10)
    #expect(inventory.skippedPhotos.count >= 10)
    #expect(inventory.skippedPhotos.allSatisfy { !$0.code.isEmpty && !$0.detail.isEmpty })
  }
}
