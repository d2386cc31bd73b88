import Detectors
import Inventory
import Testing

struct SuggestedActionTests {
  private func defect(
    _ kind: DamageClass, _ grade: Severity.Grade, status: DefectStatus = .new
  ) throws -> Defect {
    var defect = try Sample.defect(Sample.crack(1))
    defect.damageClass = kind
    defect.severity = Severity(grade: grade, rule: "", reason: "")
    defect.status = status
    return defect
  }

  @Test(arguments: [
    (DamageClass.crack, Severity.Grade.levels(.low ... .low), SuggestedAction.monitor, 3 as Int?),
    (.crack, .levels(.low ... .medium), .sealCrack, 2), (.crack, .levels(.low ... .high), .repair, 1),
    (.crack, .notGradable, .inspectOnSite, nil), (.spalling, .levels(.medium ... .medium), .repair, 2),
    (.alligatorCrack, .levels(.medium ... .medium), .repair, 2), (.alligatorCrack, .notGradable, .inspectOnSite, nil),
    (.blockCrack, .levels(.medium ... .medium), .sealCrack, 2), (.pothole, .levels(.low ... .high), .repair, 1),
    (.pothole, .levels(.low ... .medium), .repair, 2), (.repair, .notGradable, .none, nil),
    (.utilityCover, .notGradable, .none, nil), (.sealedCrack, .notGradable, .none, nil),
    (.fadedMarking, .notGradable, .repaint, nil), (.fadedMarking, .levels(.low ... .low), .monitor, 3),
    (.fadedMarking, .levels(.low ... .high), .repaint, 1), (.fallenTree, .notGradable, .arborist, nil),
    (.treeCrown, .notGradable, .none, nil),
  ])
  func `priority and action follow from kind and the worst level`(
    kind: DamageClass, grade: Severity.Grade, action: SuggestedAction, priority: Int?
  ) throws {
    let defect = try defect(kind, grade)
    #expect(SuggestedAction(for: defect) == action)
    #expect(WorkPriority(for: defect)?.rawValue == priority)
  }

  @Test func `a rejected defect needs nothing`() throws {
    let defect = try defect(.crack, .levels(.high ... .high), status: .rejected)
    #expect(SuggestedAction(for: defect) == .none)
    #expect(WorkPriority(for: defect) == nil)
  }
}
