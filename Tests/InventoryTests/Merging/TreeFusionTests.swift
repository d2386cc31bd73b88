import Detectors
import Testing

@testable import Inventory

struct TreeFusionTests {
  @Test func `one photo that shows the carriageway blocked is enough, whichever is the best`() throws {
    let best = TreeMeasures(stem: .thick, blocksCarriageway: false, target: .nothing, corridorDistance: 3)
    let other = TreeMeasures(
      stem: .thin, blocksCarriageway: true, blockedWidth: Measure(4, sigma: 0.5),
      carriagewayWidth: Measure(6, sigma: 1),
      target: .carriageway, carriagewayDistance: 0, corridor: "Path", corridorDistance: 1)
    for ranked in [[best, other], [other, best]] {
      let tree = try #require(TreeFusion.tree(ranked))
      #expect(tree.blocksCarriageway == true && tree.blockedWidth == Measure(4, sigma: 0.5))
      #expect(tree.target == .carriageway && tree.carriagewayDistance == 0 && tree.carriagewayWidth?.value == 6)
      #expect(tree.stem == ranked[0].stem && tree.corridor == "Path" && tree.corridorDistance == 1)
    }
  }

  @Test func `a bare branch may be the dead crown of another photo, and a fallen tree may not`() {
    #expect(DamageFamily(.bareBranch) == DamageFamily(.deadCrown))
    #expect(DamageFamily(.bareBranch) != DamageFamily(.fallenTree))
  }

  @Test func `what no photo saw stays unknown, and what one saw is known`() {
    #expect(TreeFusion.tree([]) == nil)
    #expect(TreeFusion.tree([TreeMeasures(), TreeMeasures()]) == TreeMeasures())
    let seen = TreeFusion.tree([TreeMeasures(), TreeMeasures(blocksCarriageway: false, target: .nothing)])
    #expect(seen == TreeMeasures(blocksCarriageway: false, target: .nothing))
    let near = TreeFusion.tree([TreeMeasures(target: .nothing), TreeMeasures(target: .building, buildingDistance: 2)])
    #expect(near == TreeMeasures(target: .building, buildingDistance: 2))
  }

  @Test func `blocked widths are averaged by how sure they are`() {
    let trees = [2.0, 4].map { TreeMeasures(blocksCarriageway: true, blockedWidth: Measure($0, sigma: 0.5)) }
    #expect(TreeFusion.tree(trees)?.blockedWidth == Measure(3, sigma: 0.5))
  }

  @Test func `of three photos and more, a tree blocks as much as two of them show`() {
    let trees = [3.0, 8, 7.5, 4].map {
      TreeMeasures(blocksCarriageway: true, blockedWidth: Measure($0, sigma: 0.1 * $0))
    }
    #expect(TreeFusion.tree(trees)?.blockedWidth == Measure(7.5, sigma: 0.75))
    // Of two, the one that sees less counts no more than the other.
    #expect(TreeFusion.tree([trees[0], trees[3]])?.blockedWidth == Measure(3.5, sigma: 0.4))
    // One photo alone may have taken something else for a part of the tree.
    #expect(TreeFusion.tree([trees[0], trees[1], trees[3]])?.blockedWidth == Measure(4, sigma: 0.4))
  }

  @Test func `the carriageway is as wide as the middle one of the photos says, and no narrower than what is blocked`() {
    func tree(_ widths: [Double], blocked: Double) -> TreeMeasures? {
      TreeFusion.tree(
        widths.map {
          TreeMeasures(
            blocksCarriageway: true, blockedWidth: Measure(blocked, sigma: 1), carriagewayWidth: Measure($0, sigma: 1))
        })
    }
    #expect(tree([9.1, 6.5, 8.9], blocked: 3)?.carriagewayWidth?.value == 8.9)
    #expect(tree([9.1, 6.5, 6.6], blocked: 8)?.carriagewayWidth?.value == 8)
    #expect(tree([6.5], blocked: 7)?.carriagewayWidth?.value == 7)
  }
}
