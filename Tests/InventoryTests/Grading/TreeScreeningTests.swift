import Detectors
import Foundation
import Testing

@testable import Inventory

struct TreeScreeningTests {
  private func pack() throws -> RulePack { try #require(try RulePackList.pack(id: RulePackList.treesID)) }

  private func measures(_ target: HazardTarget?, distance: Double = 0, blocks: Bool? = nil) -> Measures {
    var tree = TreeMeasures(blocksCarriageway: blocks, target: target)
    switch target {
    case .carriageway: tree.carriagewayDistance = distance
    case .corridor: tree.corridorDistance = distance
    case .building: tree.buildingDistance = distance
    case .nothing, nil: break
    }
    return Measures(tree: tree)
  }

  @Test(arguments: [
    (DamageClass.fallenTree, HazardTarget.carriageway, "medium..high"), (.fallenTree, .corridor, "medium..high"),
    (.fallenTree, .building, "medium..high"), (.fallenTree, .nothing, "low"),
    (.deadCrown, .carriageway, "medium..high"), (.deadCrown, .corridor, "medium..high"),
    (.deadCrown, .building, "medium..high"), (.deadCrown, .nothing, "low"),
    (.decliningCrown, .carriageway, "low..medium"), (.decliningCrown, .building, "low..medium"),
    (.decliningCrown, .nothing, "low"), (.bareBranch, .carriageway, "medium..high"),
    (.bareBranch, .building, "low..medium"), (.bareBranch, .nothing, "low"),
    (.canopyOverPavement, .carriageway, "low..medium"), (.canopyOverPavement, .building, "not_gradable"),
    (.leaningTree, .carriageway, "not_gradable"), (.treeCrown, .carriageway, "not_gradable"),
  ])
  func `indicator and target give the level`(kind: DamageClass, target: HazardTarget, code: String) throws {
    let severity = try pack().severity(of: kind, measures: measures(target))
    #expect(severity.code == code, "\(severity.reason)")
    #expect(severity.rule.hasPrefix("trees-screening/") && !severity.reason.contains("likelihood"))
  }

  @Test func `a tree on the carriageway is high, with the width that it blocks`() throws {
    let severity = try Sample.tree(Sample.fallenTree(1)).severity
    #expect(severity.code == "high" && severity.rule == "trees-screening/fallen-on-carriageway")
    #expect(
      severity.reason.hasPrefix(
        "The fallen tree blocks 4.5 m of the carriageway (90 %: 4.1 to 4.9 m) of 6.3 m: high."), "\(severity.reason)")
    let beside = try pack().severity(of: .fallenTree, measures: measures(.carriageway, distance: 1.2, blocks: false))
    #expect(beside.rule == "trees-screening/fallen")
    #expect(beside.reason.hasPrefix("The nearest carriageway is 1.2 m from the fallen tree (it counts within 2 m)"))
  }

  @Test func `where nothing is known of the surroundings there is no grade and the reason says what to give`() throws {
    for kind in [DamageClass.fallenTree, .deadCrown, .bareBranch] {
      let severity = try pack().severity(of: kind, measures: measures(nil))
      #expect(severity.grade == .notGradable)
      #expect(severity.reason.contains("no --roads, --corridor or --buildings was given"), "\(severity.reason)")
    }
  }

  @Test func `of several targets within reach that with the highest level counts, then the carriageway`() throws {
    func target(_ kind: DamageClass, _ road: Double?, _ corridor: Double?, _ building: Double?) throws -> HazardTarget?
    {
      let tree = TreeMeasures(
        carriagewayDistance: road, corridorDistance: corridor, buildingDistance: building)
      return try pack().target(of: kind, measures: Measures(tree: tree), isSurroundingsKnown: true)
    }
    #expect(try target(.deadCrown, 9.9, 0, 0) == .carriageway)
    #expect(try target(.deadCrown, 10.1, 5, 0) == .corridor)
    #expect(try target(.bareBranch, 3.1, 20, 0) == .building)
    #expect(try target(.bareBranch, nil, 2, 0) == .corridor)
    #expect(try target(.fallenTree, 3, nil, nil) == .nothing)
    #expect(
      try pack().target(of: .deadCrown, measures: Measures(tree: TreeMeasures()), isSurroundingsKnown: false) == nil)
    #expect(
      try pack().target(of: .treeCrown, measures: Measures(tree: TreeMeasures()), isSurroundingsKnown: true) == nil)
    let blocking = Measures(tree: TreeMeasures(blocksCarriageway: true, corridorDistance: 0))
    #expect(try pack().target(of: .fallenTree, measures: blocking, isSurroundingsKnown: false) == .carriageway)
  }

  @Test func `the pack says that it is no arborist's rating and which source is not verified`() throws {
    let pack = try pack()
    #expect(pack.title.contains("not an arborist's rating") && pack.source.contains("to be checked"))
    for rule in pack.rules { #expect(!rule.limits.isEmpty) }
    let other = try #require(try RulePackList.pack(id: RulePackList.defaultID))
    #expect(pack.gradesTrees && !other.gradesTrees)
  }

  private static let valid = """
    id: own
    title: Own rules
    source: our manual
    rules:
      - id: lying
        classes: [fallen_tree]
        when: blocks_carriageway
        measure: target
        within: 2.5
        levels:
          - {target: carriageway, level: medium, to: high}
          - {target: nothing, level: low}
    """

  @Test func `a user's rules for trees are read, and another distance is another pack`() throws {
    let pack = try RulePack(yaml: Array(Self.valid.utf8), file: "own.yaml")
    #expect(pack.rules[0].reach == 2.5 && pack.rules[0].condition == .blocksCarriageway)
    #expect(pack.rules[0].targets.map(\.levels) == [.medium ... .high, .low ... .low])
    let other = try RulePack(yaml: Array(Self.valid.replacing("2.5", with: "3").utf8), file: "own.yaml")
    #expect(other.contentIdentity != pack.contentIdentity)
    #expect(
      pack.severity(of: .fallenTree, measures: Measures(tree: TreeMeasures())).reason
        == "own has no rule for fallen tree.")
  }

  @Test(arguments: [
    ("when: blocks_carriageway", "when: raining", "own.yaml:7: rules[0].when: the only condition"),
    ("within: 2.5", "within: far", "own.yaml:9: rules[0].within: expects a number above zero"),
    ("within: 2.5", "unit: m", "own.yaml:9: rules[0].unit: a target is not measured"),
    ("target: nothing", "target: car", "own.yaml:12: rules[0].levels[1].target: a target is carriageway"),
    ("target: nothing", "target: carriageway", "own.yaml:12: rules[0].levels[1]: 'carriageway' has a level already"),
    ("to: high", "to: low", "own.yaml:11: rules[0].levels[0].to: 'to' is the highest level of a range"),
    ("level: low}", "}", "own.yaml:12: rules[0].levels[1]: 'level' is missing"),
    ("measure: target", "measure: appearance", "own.yaml:9: rules[0].within: only a rule that measures a target"),
  ])
  func `what is wrong with a rule for trees is named`(old: String, new: String, message: String) throws {
    var refusal: RuleError?
    do { _ = try RulePack(yaml: Array(Self.valid.replacing(old, with: new).utf8), file: "own.yaml") } catch {
      refusal = error
    }
    #expect(try #require(refusal).description.hasPrefix(message), "\(refusal?.description ?? "")")
  }
}
