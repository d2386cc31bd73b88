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
}
