import Detectors
import Foundation
import GRDB
import ImageKit
import Testing

@testable import Inventory

struct SeasonJudgementTests {
  private struct CrownDetector: Detector {
    static let name = "crown-stub"
    static let summary = "For tests."
    static let version = 1
    static let damageClasses: [DamageClass] = [.treeCrown, .decliningCrown, .deadCrown, .bareBranch]
    static let groundSampleDistance = 0.001...1.0
    static let tiling = Tiling.wholePhoto
    func detections(in tile: Tile) throws -> [Detection] { [] }
  }

  private func inspection() throws -> Inspection {
    let rules = try #require(try RulePackList.pack(id: RulePackList.defaultID))
    return try Inspection(InspectionOptions(detectorNames: [], rules: rules), detectors: [CrownDetector()])
  }

  /// So many crowns in one photo, of which some are bare and the others green.
  private func crowns(_ number: Int, bare: Int, green: Int, flight: String = "flight-a") throws -> [Defect] {
    try (0..<(bare + green)).map { index in
      let isBare = index < bare
      return try Sample.tree(
        Sample.crown(
          number, at: index, isBare ? .deadCrown : .treeCrown, decline: isBare ? 0.75 : 0.125, flight: flight))
    }
  }

  private func commit(_ defects: [Defect], _ number: Int, flight: String = "flight-a", to store: InventoryStore) throws
  {
    try store.commit(
      photo: Sample.photo(number, flight: flight), observations: defects.flatMap(\.observations), defects: defects)
  }

  @Test(
    arguments: [
      (6, 4, true), (5, 5, false), (10, 0, true), (9, 0, false), (0, 20, false), (60, 40, true), (59, 41, false),
    ] as [(Int, Int, Bool)])
  func `a flight of ten crowns or more is in its bare season when six of ten are bare`(
    bare: Int, green: Int, isLikely: Bool
  ) throws {
    let judgement = SeasonJudgement(try crowns(1, bare: bare, green: green))
    #expect(judgement.flights["flight-a"] == SeasonJudgement.Count(crowns: bare + green, bare: bare))
    #expect(judgement.flights["flight-a"]?.isSeasonLikely == isLikely)
  }

  @Test func `each flight is judged by itself, and only what looks dead is explained by the season`() throws {
    var defects = try crowns(1, bare: 10, green: 1) + crowns(2, bare: 1, green: 10, flight: "flight-b")
    defects.append(try Sample.tree(Sample.fallenTree(1)))
    let judgement = SeasonJudgement(defects)
    let explained = defects.filter(judgement.isSeasonLikely)
    #expect(explained.count == 10 && explained.allSatisfy { $0.damageClass == .deadCrown && $0.flight == "flight-a" })
    for index in defects.indices where defects[index].flight == "flight-a" { defects[index].status = .rejected }
    #expect(SeasonJudgement(defects).flights["flight-a"] == nil)
  }

  @Test func `the inventory is graded by the season, and anew when more photos say otherwise`() throws {
    let folder = try TemporaryFolder()
    let store = try InventoryStore.open(at: folder.file("a.gpkg"), language: .traditionalChinese)
    let inspection = try inspection()
    let first = try crowns(1, bare: 10, green: 0)
    try commit(first, 1, to: store)
    try inspection.judgeSeasons(in: store)
    let winter = try #require(try store.inventory().defects.first)
    #expect(winter.severity.code == "not_gradable" && winter.severity.rule == "trees-screening/season")
    #expect(winter.severity.reason.hasPrefix("10 of 10 crowns of this flight are bare: the season is likely"))
    #expect(
      winter.measures.tree?.isSeasonLikely == true && winter.observations[0].measures.tree?.isSeasonLikely == true)
    #expect(SuggestedAction(for: winter) == .lookInLeaf && WorkPriority(for: winter) == nil)
    let stored = try store.read { database in
      try [
        "SELECT suggested_action FROM defects", "SELECT priority FROM defects", "SELECT severity FROM defect_outlines",
      ].map { try String.fetchOne(database, sql: $0) }
    }
    #expect(stored == ["待長葉期再檢視", nil, "not_gradable"])

    // Twice in a row changes nothing: not a byte is written.
    let before = try FileDigest.sha256(Array(Data(contentsOf: store.url)))
    try inspection.judgeSeasons(in: store)
    #expect(try FileDigest.sha256(Array(Data(contentsOf: store.url))) == before)

    // In green company the same crowns are dead again.
    try commit(try crowns(2, bare: 0, green: 8), 2, to: store)
    try inspection.judgeSeasons(in: store)
    let summer = try store.inventory().defects.filter { $0.bestPhoto == Sample.key(1) }
    #expect(summer.map(\.severity) == first.sorted { $0.uid < $1.uid }.map(\.severity))
    #expect(summer.allSatisfy { $0.measures.tree?.isSeasonLikely == false } && summer.count == 10)
    try store.close()
  }

  @Test func `the order of photos does not matter`() throws {
    let folder = try TemporaryFolder()
    let photos = [
      1: try crowns(1, bare: 7, green: 0), 2: try crowns(2, bare: 4, green: 5), 3: try crowns(3, bare: 1, green: 1),
    ]
    var exports: [[UInt8]] = []
    for (name, order) in [("a.gpkg", [1, 2, 3]), ("b.gpkg", [3, 2, 1])] {
      let store = try InventoryStore.open(at: folder.file(name))
      for number in order {
        try commit(photos[number] ?? [], number, to: store)
        try inspection().judgeSeasons(in: store)
      }
      exports.append(WorkOrderCSV().bytes(of: try store.inventory(), options: ExportOptions()))
      #expect(try store.inventory().defects.count { $0.measures.tree?.isSeasonLikely == true } == 12)
      try store.close()
    }
    #expect(exports[0] == exports[1])
  }
}
