import Detectors
import ImageKit
import Testing

@testable import Inventory

struct UrgencyTests {
  private func fallen(_ number: Int, blocked: Double?) throws -> Defect {
    var defect = try Sample.tree(Sample.fallenTree(number, blocked: blocked ?? 0))
    if blocked == nil { defect.measures.tree?.blocksCarriageway = false }
    return defect
  }

  @Test func `a fallen tree on the carriageway stands before all other defects, the widest first`() throws {
    let others = try Sample.inventory().defects
    let trees = [try fallen(9, blocked: 2), try fallen(8, blocked: 5), try fallen(7, blocked: nil)]
    let inventory = Inventory(photos: [], defects: others + trees)
    #expect(inventory.defects.map(\.uid).prefix(2) == [trees[1].uid, trees[0].uid])
    #expect(inventory.defects.map(\.uid).dropFirst(2) == (others.map(\.uid) + [trees[2].uid])[...])
    var rejected = trees
    rejected[1].status = .rejected
    #expect(Inventory(photos: [], defects: others + rejected).defects.first?.uid == trees[0].uid)
  }

  @Test func `it has the first priority and has to be cleared, even if nothing graded it`() throws {
    var defect = try fallen(1, blocked: 3)
    defect.severity = Severity(grade: .notGradable, rule: "", reason: "")
    #expect(WorkPriority(for: defect) == .first && SuggestedAction(for: defect) == .clearRoad)
    defect.status = .rejected
    #expect(WorkPriority(for: defect) == nil && SuggestedAction(for: defect) == .none)
    #expect(SuggestedAction(for: try fallen(1, blocked: nil)) == .arborist)
  }

  @Test func `what the season explains is looked at again in leaf`() throws {
    var crown = try Sample.tree(Sample.crown(1))
    #expect(SuggestedAction(for: crown) == .arborist && WorkPriority(for: crown) == .first)
    crown.measures.tree?.isSeasonLikely = true
    #expect(SuggestedAction(for: crown) == .lookInLeaf)
  }

  @Test func `urgency orders blocked roads by what is blocked, then fallen trees, then by severity`() throws {
    var low = try Sample.tree(Sample.crown(1))
    low.severity = Severity(grade: .levels(.low ... .low), rule: "", reason: "")
    let ordered = [
      Urgency(of: try fallen(1, blocked: 5)), Urgency(of: try fallen(1, blocked: 2)),
      Urgency(of: try fallen(1, blocked: nil)), Urgency(of: try Sample.tree(Sample.crown(1))), Urgency(of: low),
      .none,
    ]
    #expect(ordered.sorted(by: >) == ordered && Set(ordered).count == ordered.count)
    var rejected = try fallen(1, blocked: 5)
    rejected.status = .rejected
    #expect(Urgency(of: rejected) == .none)
  }
}
