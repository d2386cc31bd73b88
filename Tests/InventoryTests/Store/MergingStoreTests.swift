import Detectors
import Foundation
import GRDB
import ImageKit
import Testing

@testable import Inventory

/// Merging in the file: one transaction, decisions kept, and a sound file at any moment.
struct MergingStoreTests {
  private typealias Scene = SurveyScene
  private let folder: TemporaryFolder
  private let store: InventoryStore
  private let shots = (1...4).map { Scene.shot($0, at: SIMD2(Double($0) * 3, 0)) }

  init() throws {
    folder = try TemporaryFolder()
    store = try InventoryStore.open(at: folder.file("inventory.gpkg"))
  }

  /// What each photo shows: a pothole and a crack that all see, and a cover of its own.
  private func seen(_ shot: Scene.Shot) -> [Observation] {
    let number = Double(shot.record.key.name.dropFirst(4).prefix(4)) ?? 0
    return [
      Scene.area(in: shot, at: SIMD2(6, 2)),
      Scene.crack(in: shot, along: [[SIMD2(2, 5), SIMD2(6, 5.5), SIMD2(10, 5)]]),
      Scene.area(.utilityCover, in: shot, at: SIMD2(number * 2, -4)),
    ]
  }

  private func commit(_ number: Int) throws {
    let shot = shots[number - 1]
    let rules = try Scene.merging().rules
    let defects = seen(shot).map {
      Defect(
        observation: $0,
        severity: rules.severity(
          of: $0.damageClass, measures: $0.measures, view: GradingView(of: $0, focalLengthPixels: 3000)),
        capturedAt: shot.record.capturedAt)
    }
    try store.commit(photo: shot.record, observations: defects.flatMap(\.observations), defects: defects)
  }

  private func merge(isOn: Bool = true) throws {
    try store.merge(Scene.merging(isOn: isOn))
    try expectSound()
  }

  /// Each detection belongs to a defect that is there, and each defect has a detection.
  private func expectSound(sourceLocation: SourceLocation = #_sourceLocation) throws {
    let (lost, empty) = try store.read { database in
      (
        try Int.fetchOne(
          database,
          sql: "SELECT count(*) FROM detections WHERE defect_uid IS NULL OR defect_uid NOT IN (SELECT uid FROM defects)"
        ),
        try Int.fetchOne(
          database, sql: "SELECT count(*) FROM defects WHERE uid NOT IN (SELECT defect_uid FROM detections)")
      )
    }
    #expect(lost == 0 && empty == 0, sourceLocation: sourceLocation)
    let inventory = try store.inventory()
    #expect(inventory.defects.allSatisfy { defect in defect.observations.contains { $0.photo == defect.bestPhoto } })
  }

  private func potholes() throws -> [Defect] { try store.inventory().defects.filter { $0.damageClass == .pothole } }

  @Test func `a merged inventory is read as it was computed, and merging again changes no byte`() throws {
    for number in [2, 1, 3] { try commit(number) }
    #expect(try !store.isMerged(by: Scene.merging()))
    try merge()
    #expect(try store.isMerged(by: Scene.merging()) && !store.isMerged(by: Scene.merging(isOn: false)))
    let computed = try Scene.merging()(shots.prefix(3).flatMap(seen), photos: shots.prefix(3).map(\.record))
    let inventory = try store.inventory()
    #expect(inventory.defects == Inventory(photos: [], defects: computed.defects).defects)
    #expect(inventory.defects.count == 5)
    let pothole = try #require(inventory.defects.first { $0.damageClass == .pothole })
    #expect(
      try store.links(of: pothole.uid)
        == computed.links.filter { link in
          pothole.observations.contains { $0.uid == link.first }
        })
    let rows = try store.read { try Row.fetchAll($0, sql: "SELECT * FROM defects ORDER BY fid").map(\.description) }
    try merge()
    #expect(
      try store.read { try Row.fetchAll($0, sql: "SELECT * FROM defects ORDER BY fid").map(\.description) } == rows)
  }

  @Test func `the order of commits and runs does not change what is in the file`() throws {
    for number in [1, 2, 3, 4] { try commit(number) }
    try merge()
    let expected = try store.inventory()
    let other = try InventoryStore.open(at: folder.file("other/inventory.gpkg"))
    let first = MergingStoreTests.Committer(store: other, test: self)
    for number in [4, 2] { try first.commit(number) }
    try other.merge(Scene.merging())
    for number in [3, 1] { try first.commit(number) }
    try other.merge(Scene.merging())
    #expect(try other.inventory() == expected)
  }

  private struct Committer {
    let store: InventoryStore
    let test: MergingStoreTests

    func commit(_ number: Int) throws {
      let shot = test.shots[number - 1]
      let defects = try Scene.merging(isOn: false)(test.seen(shot), photos: [shot.record]).defects
      try store.commit(photo: shot.record, observations: defects.flatMap(\.observations), defects: defects)
    }
  }

  @Test func `a photo that is done again, or goes, leaves a sound file at any moment`() throws {
    for number in 1...3 { try commit(number) }
    try merge()
    let before = try store.inventory()
    try commit(1)
    try expectSound()
    #expect(try potholes().count == 1)
    #expect(try !store.isMerged(by: Scene.merging()))
    try merge()
    #expect(try store.inventory() == before)
    try store.remove(shots[0].record.key)
    try expectSound()
    try merge()
    #expect(try potholes().map(\.photos.count) == [2])
  }

  @Test func `decisions stay with their defect when photos come and go`() throws {
    for number in 2...3 { try commit(number) }
    try merge()
    let name = try #require(try potholes().first).uid
    try store.append(Review(defectUID: name, status: .rejected, reviewer: "Chen", time: 1, note: "a shadow"))
    // An earlier photo gives the defect its name.
    try commit(1)
    try merge()
    let renamed = try #require(try potholes().first)
    #expect(try potholes().count == 1 && renamed.uid != name)
    #expect(renamed.status == .rejected && renamed.review?.note == "a shadow")
    #expect(try store.aliases() == [name: renamed.uid])
    // A decision under the old name counts for the new one.
    try store.append(Review(defectUID: name, status: .accepted, reviewer: "Lin", time: 2))
    #expect(try potholes().first?.status == .accepted)
    // What named it goes, and what was decided stays.
    try store.append(Review(defectUID: renamed.uid, status: .rejected, reviewer: "Chen", time: 3, note: "sure"))
    try store.remove(shots[0].record.key)
    try merge()
    let again = try #require(try potholes().first)
    #expect(again.uid == name && again.status == .rejected && again.review?.note == "sure")
    // Taken apart, the decision stays with the detection that it was about.
    try merge(isOn: false)
    #expect(try potholes().map(\.status) == [.rejected, .new])
    #expect(try store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM reviews") } == 3)
  }

  @Test func `an edit stays with its defect when photos come and go, and merging again changes no byte`() throws {
    for number in 2...3 { try commit(number) }
    try merge()
    let first = try #require(try potholes().first)
    let plan = try store.review(
      [
        ReviewDecision(.edit, of: first.uid, reviewer: "Chen", damageClass: .repair, severity: .levels(.high ... .high))
      ],
      at: 1)
    #expect(plan.problems.isEmpty)
    func edited() throws -> [Defect] { try store.inventory().defects.filter { $0.status == .edited } }
    func rows() throws -> [String] {
      try store.read { try Row.fetchAll($0, sql: "SELECT * FROM defects ORDER BY fid").map(\.description) }
    }
    #expect(try edited().map(\.damageClass) == [.repair] && potholes().isEmpty)
    try merge()
    let before = try rows()
    try merge()
    #expect(try rows() == before && edited().map(\.severity.code) == ["high"])
    // An earlier photo gives the defect its name, and a photo more makes it another size.
    try commit(1)
    try merge()
    let renamed = try #require(try edited().first)
    #expect(try edited().count == 1 && renamed.uid != first.uid && renamed.photos.count == 3)
    #expect(renamed.damageClass == .repair && renamed.severity.code == "high")
    #expect(renamed.detected.damageClass == .pothole && renamed.detected.severity.rule != Review.ruleName)
    // A table that was written before names it by its old name, and is told to be old.
    let late = ReviewDecision(
      .accept, of: first.uid, reviewer: "Lin", version: ReviewVersion.text(of: first), row: 2)
    #expect(try store.review([late], at: 2).problems.map(\.column) == ["version"])
    #expect(try store.review([late], at: 2, isForced: true).reviews.map(\.defectUID) == [renamed.uid])
    try store.remove(shots[0].record.key)
    try merge()
    #expect(try edited().map(\.damageClass) == [.repair])
    #expect(try edited().map(\.uid) == [first.uid])
  }

  @Test func `what somebody changed in a row stays as long as nothing else is known of the defect`() throws {
    for number in 1...2 { try commit(number) }
    try merge()
    let name = try #require(try potholes().first).uid
    try store.write { database in
      try database.execute(
        sql: "UPDATE defects SET status = 'edited', suggested_action = 'close the lane' WHERE uid = ?",
        arguments: [name])
    }
    func action() throws -> String? {
      try store.read {
        try String.fetchOne($0, sql: "SELECT suggested_action FROM defects WHERE uid = ?", arguments: [name])
      }
    }
    try merge()
    #expect(try action() == "close the lane" && potholes().first?.status == .edited)
    // A further photo makes it another place: the row is written again, the decision stays.
    try commit(3)
    try merge()
    #expect(try action() != "close the lane" && potholes().first?.status == .edited)
  }

  @Test func `a doubt is read as it was written, and a broken one is named`() throws {
    try commit(1)
    let read = try store.inventory().defects.flatMap(\.observations)
    #expect(Set(read.map(\.placeDoubt)) == [shots[0].doubt])
    try store.write { try $0.execute(sql: "UPDATE detections SET place_doubt = '{\"own\":[1]}'") }
    let error = #expect(throws: StoreError.self) { try store.inventory() }
    #expect(try #require(error).description.contains("place_doubt"))
  }

  @Test func `a defect is found by each of its names`() throws {
    for number in 1...2 { try commit(number) }
    try merge()
    let inventory = try store.inventory()
    let index = try #require(inventory.defects.firstIndex { $0.damageClass == .pothole })
    let defect = inventory.defects[index]
    let later = try #require(defect.observations.last)
    let search = DefectSearch(inventory, aliases: ["feed0000-0000": defect.uid])
    for name in [
      defect.uid, String(defect.uid.prefix(6)), WorkOrderCSV.workOrderID(of: defect), later.uid,
      StableIdentifier.defect(observationUID: later.uid), "FEED",
    ] {
      #expect(search.defect(named: name) == .found(index), "\(name)")
    }
    #expect(search.defect(named: "abc") == .none && search.defect(named: "zzzzzz") == .none)
  }
}
