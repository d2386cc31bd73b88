import Detectors
import ImageKit
import Testing

@testable import Inventory

/// Whether a tree lies is asked of all photos of its place.
struct CorroborationTests {
  private typealias Scene = SurveyScene

  /// Photos of one place, four by default, and a fallen tree in some of them; a crown that stands is `apart` metres from photo to photo.
  private func merged(
    in numbers: [Int], of count: Int = 4, apart: Double = 0, isRegistered: Bool = true
  ) throws -> [Defect] {
    let shots = (1...count).map { number -> Scene.Shot in
      var shot = Scene.shot(number, at: SIMD2(4 * Double(number) / Double(count), 0))
      shot.isRegistered = isRegistered
      return shot
    }
    let seen = shots.enumerated().filter { numbers.contains($0.offset + 1) }.map { number, shot in
      var tree = Scene.area(.fallenTree, in: shot, at: SIMD2(3 + apart * Double(number), 2), radius: 1)
      tree.measures.tree = TreeMeasures(
        blocksCarriageway: true, blockedWidth: Measure(3, sigma: 0.2), target: .carriageway, carriagewayDistance: 0)
      return tree
    }
    return try Scene.merging()(seen, photos: shots.map(\.record)).defects
  }

  @Test func `what two of four photos show at one place blocks the carriageway`() throws {
    let trees = try merged(in: [2, 3])
    let tree = try #require(trees.first)
    #expect(trees.count == 1 && tree.photos.count == 2 && tree.expectedPhotoCount == 4)
    #expect(tree.blocksCarriageway && tree.confidence == 0.8 && tree.severity.rule != Corroboration.rule)
  }

  @Test(arguments: [(6, true), (7, false)]) func `two photos at one place need not be half, but a third`(
    count: Int, blocks: Bool
  ) throws {
    let trees = try merged(in: [2, 5], of: count)
    let tree = try #require(trees.first)
    #expect(trees.count == 1 && tree.photos.count == 2 && tree.expectedPhotoCount == count)
    #expect(tree.blocksCarriageway == blocks && (tree.severity.rule == Corroboration.rule) != blocks)
  }

  @Test func `what each photo shows somewhere else stands, and blocks nothing`() throws {
    let trees = try merged(in: [1, 2, 3, 4], apart: 4)
    #expect(trees.count == 4)
    for tree in trees {
      #expect(tree.expectedPhotoCount == 4 && tree.confidence == 0.2)
      #expect(!tree.blocksCarriageway && tree.measures.tree?.blockedWidth == nil)
      #expect(tree.severity.worst == nil && tree.severity.rule == Corroboration.rule)
      #expect(tree.severity.reason.hasPrefix("1 of the 4 photos"))
      #expect(WorkPriority(for: tree) == nil && Urgency(of: tree).step == .found)
    }
  }

  @Test func `photos that were not compared contradict nothing`() throws {
    let trees = try merged(in: [1], isRegistered: false)
    #expect(trees.count == 1 && trees[0].blocksCarriageway && trees[0].confidence == 0.8)
  }
}
