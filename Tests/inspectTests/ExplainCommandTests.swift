import Detectors
import Foundation
import Inventory
import TestSupport
import Testing

@Suite struct `inspect explain` {
  private struct Explained: Decodable {
    struct Detection: Decodable {
      let uid, photo: String
      let box: [Double]
      let is_best: Bool
    }
    struct Join: Decodable {
      let first, second: String
      let registered: Bool
    }
    let defect_uid, kind, severity_rule, severity_reason: String
    let n_photos, n_photos_expected: Int
    let detections: [Detection]
    let joined: [Join]
  }

  private struct Run {
    let folder: TemporaryFolder
    let inventory: Inventory

    init() throws {
      folder = try TemporaryFolder()
      let flight = try SampleFlight.make(in: folder, photos: 4)
      for options in [[], ["--no-merge"]] {
        let output = folder(options.isEmpty ? "out" : "apart").path
        let outcome = try BuiltCommand.run(["run", flight.path, "--output", output, "--no-overlays"] + options)
        try #require(outcome.status == 0, "\(outcome.messages)")
      }
      inventory = try Self.inventory(folder("out"))
    }

    static func inventory(_ output: URL) throws -> Inventory {
      let store = try InventoryStore.openForReading(at: output.appending(path: "inventory.gpkg"))
      defer { try? store.close() }
      return try store.inventory()
    }

    func explain(_ arguments: String...) throws -> BuiltCommand.Outcome {
      try BuiltCommand.run(["explain", folder("out").path] + arguments)
    }
  }

  private static let run = Result { try Run() }

  @Test func `what photos show together is fewer defects than what each shows`() throws {
    let run = try Self.run.get()
    let apart = try Run.inventory(run.folder("apart"))
    #expect(apart.defects.count == run.inventory.defects.reduce(0) { $0 + $1.observations.count })
    #expect(run.inventory.defects.count < apart.defects.count)
    #expect(apart.defects.allSatisfy { $0.observations.count == 1 && $0.expectedPhotoCount == nil })
    #expect(run.inventory.defects.allSatisfy { ($0.expectedPhotoCount ?? 0) >= $0.photos.count })
  }

  @Test func `a defect is explained by its photos, joints, neighbours and rule`() throws {
    let run = try Self.run.get()
    let defect = try #require(run.inventory.defects.max { $0.photos.count < $1.photos.count })
    #expect(defect.photos.count >= 2)
    let text = try run.explain(String(defect.uid.prefix(8)))
    #expect(text.status == 0, "\(text.messages)")
    for word in [defect.uid, "Shown by \(defect.photos.count) photos", "Joined because", defect.severity.rule] {
      #expect(text.output.contains(word), "\(word)")
    }
    let json = try run.explain(WorkOrderCSV.workOrderID(of: defect), "--json")
    let explained = try JSONDecoder().decode(Explained.self, from: Data(json.output.utf8))
    #expect(explained.defect_uid == defect.uid && explained.kind == defect.damageClass.rawValue)
    #expect(explained.n_photos == defect.photos.count && explained.n_photos_expected >= explained.n_photos)
    #expect(explained.detections.map(\.uid) == defect.observations.map(\.uid))
    #expect(explained.detections.allSatisfy { $0.box.count == 4 && $0.box[2] > 0 && $0.box[3] > 0 })
    #expect(explained.detections.contains { $0.is_best })
    #expect(explained.joined.count == defect.observations.count - 1 && explained.joined.contains { $0.registered })
    #expect(explained.severity_reason == defect.severity.reason)
    // The label in the overlay of a later photo is the name that it would have alone.
    let later = try #require(defect.observations.last)
    let label = StableIdentifier.defect(observationUID: later.uid).prefix(8)
    #expect(try run.explain(String(label)).output.hasPrefix(defect.uid))
  }

  @Test(arguments: [("zzzzzz", 66), ("ab", 66)] as [(String, Int32)])
  func `a name that no defect has is told`(name: String, status: Int32) throws {
    let outcome = try Self.run.get().explain(name)
    #expect(outcome.status == status && outcome.messages.contains("no defect is named '\(name)'"))
  }

  @Test func `an inventory that is not there is told`() throws {
    let outcome = try BuiltCommand.run(["explain", "/nonexistent", "abcd"])
    #expect(outcome.status == 66 && outcome.messages.contains("/nonexistent"))
  }
}
