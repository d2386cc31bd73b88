import Detectors
import ImageKit

extension ComparisonWork {
  /// Returns which later repair, one that was not there before, lies on what only the earlier inventory has.
  func patches(
    _ groups: [(before: [Int], after: [Int])]
  ) -> (of: [Int: Int], used: Set<Int>) {
    let alone = Set(groups.filter { $0.after.isEmpty }.flatMap(\.before))
    let fresh = Set(groups.filter { $0.before.isEmpty }.flatMap(\.after))
    var found: [Int: Int] = [:]
    for meeting in meetings {
      for (one, others) in meeting.nearEarlier {
        let old = meeting.numbers[one]
        guard found[old] == nil, alone.contains(old), before.defects[old].damageClass.isMended else { continue }
        let points = meeting.scene.sightings[one].coveragePoints
        found[old] = others.first { other in
          let number = meeting.numbers[other]
          guard fresh.contains(number), after.defects[number].damageClass == .repair,
            let area = meeting.scene.sightings[other].area
          else { return false }
          // Shifted by the doubt at most, half of it lies under the patch.
          let reach = meeting.scene.beside(one, other)
          return 2 * points.count { area.covers($0, within: reach) } >= points.count
        }.map { meeting.numbers[$0] }
      }
    }
    return (found, Set(found.values))
  }
}

extension DamageClass {
  /// Whether a patch may be laid on it.
  fileprivate var isMended: Bool {
    switch self {
    case .crack, .longitudinalCrack, .transverseCrack, .alligatorCrack, .blockCrack, .sealedCrack, .pothole, .ravelling,
      .spalling, .exposedRebar:
      true
    case .repair, .utilityCover, .fadedMarking, .efflorescence, .treeCrown, .decliningCrown, .deadCrown, .bareBranch,
      .fallenTree, .leaningTree, .canopyOverPavement:
      false
    }
  }
}
