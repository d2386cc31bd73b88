import Detectors
import Foundation
import GRDB
import ImageKit
import Testing

@testable import Inventory

/// Decisions in the file: all or none, once, and never silently about something else.
struct ReviewStoreTests {
  private let folder: TemporaryFolder
  private let store: InventoryStore

  init() throws {
    folder = try TemporaryFolder()
    store = try InventoryStore.open(at: folder.file("inventory.gpkg"))
    var provenance = Sample.provenance
    let pack = try #require(try RulePackList.pack(id: RulePackList.defaultID))
    provenance.options["rules"] = pack.contentIdentity
    let run = try store.beginRun(provenance)
    for number in 1...2 {
      let observations = Sample.observations(number)
      try store.commit(
        photo: Sample.photo(number), observations: observations, defects: try observations.map(Sample.defect))
    }
    try store.endRun(run, at: 1_600_000_060)
  }

  private func defect(_ kind: DamageClass) throws -> Defect {
    try #require(try store.inventory().defects.first { $0.detected.damageClass == kind && $0.placement != nil })
  }

  private func decide(
    _ verdict: ReviewVerdict, _ defect: Defect, kind: DamageClass? = nil, severity: Severity.Grade? = nil,
    reason: RejectionReason? = nil, note: String = "", by reviewer: String = "Lin", version: String? = nil,
    time: Double = 1_700_000_000, isForced: Bool = false, isDryRun: Bool = false
  ) throws -> ReviewPlan {
    try store.review(
      [
        ReviewDecision(
          verdict, of: defect.uid, reviewer: reviewer, note: note, reason: reason, damageClass: kind,
          severity: severity, version: version)
      ], at: time, isForced: isForced, isDryRun: isDryRun)
  }

  @Test func `an edit is what the record says from then on, and the detector's own values are kept`() throws {
    let before = try defect(.crack)
    let plan = try decide(.edit, before, severity: .levels(.high ... .high), note: "deep")
    #expect(plan.problems.isEmpty && plan.reviews.count == 1)
    let after = try defect(.crack)
    #expect(after.status == .edited && after.severity.code == "high" && after.severity.rule == Review.ruleName)
    #expect(after.detected == Finding(damageClass: .crack, severity: before.severity))
    #expect(
      after.review?.previous == Review.Previous(status: .new, damageClass: .crack, severity: before.severity.code))
    #expect(after.review?.note == "deep" && after.review?.reviewer == "Lin" && after.review?.time == 1_700_000_000)
    #expect(WorkPriority(for: after) == .first)
    let outline = try store.read {
      try String.fetchOne($0, sql: "SELECT severity FROM defect_lines WHERE defect_uid = ?", arguments: [after.uid])
    }
    #expect(outline == "high")
    #expect(after.undecided == before)
  }

  @Test func `another kind is graded by the rule for that kind`() throws {
    let before = try defect(.pothole)
    _ = try decide(.edit, before, kind: .repair)
    let after = try defect(.pothole)
    #expect(after.damageClass == .repair && after.status == .edited)
    #expect(after.severity.rule == "fhwa-ltpp-2014/patch-appearance" && after.severity.code == "not_gradable")
    // The detector's kind again takes the correction back.
    _ = try decide(.edit, after, kind: .pothole, note: "it was one")
    let again = try defect(.pothole)
    #expect(again.status == .accepted && again.found == nil && again.severity == before.severity)
  }

  @Test func `accepting and rejecting keep what an edit set, and reopening drops it`() throws {
    _ = try decide(.edit, try defect(.crack), kind: .longitudinalCrack)
    _ = try decide(.accept, try defect(.crack), by: "Chen")
    #expect(try defect(.crack).status == .edited && defect(.crack).damageClass == .longitudinalCrack)
    _ = try decide(.reject, try defect(.crack), reason: .joint)
    #expect(try defect(.crack).status == .rejected && defect(.crack).review?.reason == .joint)
    _ = try decide(.reopen, try defect(.crack))
    let open = try defect(.crack)
    #expect(open.status == .new && open.damageClass == .crack && open.found == nil)
    #expect(try store.reviews().map(\.status) == [.edited, .edited, .rejected, .new])
  }

  @Test func `the same decision again adds no row`() throws {
    let fresh = try defect(.crack)
    let version = ReviewVersion.text(of: fresh)
    #expect(try decide(.reject, fresh, reason: .shadow, version: version).reviews.count == 1)
    let again = try decide(.reject, fresh, reason: .shadow, version: version, time: 1_700_000_999)
    #expect(again.reviews.isEmpty && again.unchangedCount == 1 && again.problems.isEmpty)
    #expect(try store.reviews().count == 1)
  }

  @Test func `a decision about a defect that changed meanwhile is refused unless it is insisted on`() throws {
    let fresh = try defect(.crack)
    let version = ReviewVersion.text(of: fresh)
    _ = try decide(.accept, fresh, by: "Chen")
    let refused = try decide(.reject, fresh, reason: .stain, version: version)
    #expect(refused.reviews.isEmpty && refused.problems.map(\.column) == ["version"])
    #expect(try #require(refused.problems.first).problem.contains("accepted by Chen"))
    #expect(try store.reviews().count == 1)
    #expect(try decide(.reject, fresh, reason: .stain, version: version, isForced: true).reviews.count == 1)
    #expect(try defect(.crack).status == .rejected)
  }

  @Test func `one wrong decision keeps all from being written, and each is named`() throws {
    let (crack, pothole) = (try defect(.crack), try defect(.pothole))
    let plan = try store.review(
      [
        ReviewDecision(.accept, of: crack.uid, reviewer: "Lin", row: 2),
        ReviewDecision(.reject, of: pothole.uid, reviewer: "Lin", row: 3),
        ReviewDecision(.accept, of: "no-such", reviewer: "Lin", row: 4),
        ReviewDecision(.accept, of: crack.uid, reviewer: "Lin", row: 5),
        ReviewDecision(.accept, of: crack.uid, reviewer: " ", row: 6),
        ReviewDecision(.accept, of: crack.uid, reviewer: "Lin", damageClass: .crack, row: 7),
        ReviewDecision(.edit, of: crack.uid, reviewer: "Lin", row: 8),
      ], at: 1)
    #expect(plan.problems.map(\.row) == [3, 4, 5, 6, 7, 8])
    #expect(
      plan.problems.map(\.column) == ["reason", "defect_uid", "defect_uid", "reviewer", "kind", "decision"])
    #expect(try store.reviews().isEmpty && defect(.crack).status == .new)
    #expect(try decide(.accept, crack, isDryRun: true).reviews.count == 1)
    #expect(try store.reviews().isEmpty)
  }

  @Test func `the log tells when a row was changed, taken out or cut off`() throws {
    for (index, kind) in [DamageClass.crack, .pothole, .crack].enumerated() {
      _ = try decide(index == 2 ? .reject : .accept, try defect(kind), reason: index == 2 ? .shadow : nil)
    }
    #expect(try store.read { try ReviewRows.fault(in: $0) } == nil)
    func fault(after sql: String) throws -> ReviewRows.Fault? {
      var fault: ReviewRows.Fault?
      try store.queue.inTransaction { database in
        for trigger in Schema.reviewTriggers { try database.execute(sql: "DROP TRIGGER \(trigger.name)") }
        try database.execute(sql: sql)
        fault = try ReviewRows.fault(in: database)
        return .rollback
      }
      return fault
    }
    #expect(try fault(after: "UPDATE reviews SET note = 'x' WHERE fid = 2") == .broken(row: 2))
    #expect(try fault(after: "DELETE FROM reviews WHERE fid = 1") == .broken(row: 2))
    #expect(try fault(after: "DELETE FROM reviews WHERE fid = 3") == .cut(written: 3, found: 2))
    #expect(try store.read { try ReviewRows.fault(in: $0) } == nil)
  }

  @Test func `a photo that is done again keeps the edit of its defect`() throws {
    _ = try decide(.edit, try defect(.crack), kind: .sealedCrack, severity: .levels(.low ... .low))
    let expected = try defect(.crack)
    let observations = Sample.observations(1)
    try store.commit(
      photo: Sample.photo(1), observations: observations, defects: try observations.map(Sample.defect))
    let again = try defect(.crack)
    #expect(again.damageClass == .sealedCrack && again.severity.code == "low" && again.status == .edited)
    #expect(again.detected == expected.detected)
  }
}
