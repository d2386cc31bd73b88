import Detectors
import Foundation
import ImageKit
import Inventory
import TestSupport
import Testing

/// The bundled flight after a typhoon, from JPEG to the list that a crew drives by; its truth lies beside it.
@Suite struct `The bundled typhoon flight` {
  private struct Truth: Decodable {
    struct Tree: Decodable {
      struct Line: Decodable {
        let longitude_latitude: [[Double]]
      }
      let id: String
      let blocked_width_m: Double
      let stem_line: Line
    }
    let fallen_trees: [Tree]
  }

  private struct Run {
    let trees: [Truth.Tree]
    let defects: [Defect]
    private let folder: TemporaryFolder

    init() throws {
      folder = try TemporaryFolder()
      let flight = Fixtures.directory.appending(path: "Flights/kaohsiung-typhoon")
      trees = try JSONDecoder().decode(Truth.self, from: Data(contentsOf: flight.appending(path: "truth.json")))
        .fallen_trees
      let output = folder("out")
      let outcome = try BuiltCommand.run([
        "run", flight.appending(path: "photos").path, "--output", output.path, "--detectors", "tree", "--no-overlays",
      ])
      try #require(outcome.status == 0, "\(outcome.messages)")
      let store = try InventoryStore.openForReading(at: output.appending(path: "inventory.gpkg"))
      defects = try store.inventory().defects
      try store.close()
    }

    /// Metres from a defect to the nearest point of a tree's stem.
    func distance(_ defect: Defect, _ tree: Truth.Tree) -> Double {
      guard let place = defect.placement?.point else { return .infinity }
      let plane = EquirectangularPlane(origin: place)
      return tree.stem_line.longitude_latitude.map { point in
        let offset = plane.point(HorizontalPosition(latitude: point[1], longitude: point[0]))
        return (offset * offset).sum().squareRoot()
      }.min() ?? .infinity
    }
  }

  private static let run = Result { try Run() }

  @Test func `what blocks the road stands first in the list, the widest before the next, and nothing else blocks it`()
    throws
  {
    let run = try Self.run.get()
    let widest = run.trees.sorted { $0.blocked_width_m > $1.blocked_width_m }
    let blocking = run.defects.filter(\.blocksCarriageway)
    #expect(blocking.count == 3, "every tree that lies on the carriageway, the limb too")
    #expect(run.defects.prefix(blocking.count).map(\.uid) == blocking.map(\.uid))
    for (defect, tree) in zip(blocking, widest) {
      #expect(run.distance(defect, tree) < 2, "\(tree.id)")
      #expect(defect.photos.count >= 2 && defect.severity.worst == .high)
    }
    #expect(blocking.first?.photos.count == 4, "all four photos of the tree across the road")
  }

  @Test func `what only one of several photos shows is not graded`() throws {
    let run = try Self.run.get()
    let others = run.defects.filter { $0.damageClass == .fallenTree && !$0.blocksCarriageway }
    for defect in others where 2 * defect.photos.count < (defect.expectedPhotoCount ?? 0) {
      #expect(defect.severity.worst == nil && defect.confidence < 0.5)
    }
    #expect(others.count <= 6)
  }

  @Test func `standing crowns are found, and few of them lie`() throws {
    let run = try Self.run.get()
    #expect(run.defects.count { $0.damageClass.isCrown } > 40)
  }
}
