/// Which defect each detection belonged to before merging, and belongs to after it.
struct DefectNames {
  /// The name of the defect by that of the detection; `nil` for one that belonged to none.
  let before: [String: String?]
  /// The name of the defect by that of the detection.
  let after: [String: String]
  private let defects: [Defect]

  init(before: [String: String?], after defects: [Defect]) {
    self.before = before
    self.defects = defects
    after = Dictionary(
      defects.flatMap { defect in defect.observations.map { ($0.uid, defect.uid) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// Returns what defects that people decided about are called now; those of which nothing is left keep their names.
  ///
  /// - Parameter aliases: what such names stood for before this merging.
  func renamed(_ reviewed: [String], aliases: [String: String]) -> [String: String] {
    guard !reviewed.isEmpty else { return [:] }
    let named = Dictionary(
      after.keys.map { (StableIdentifier.defect(observationUID: $0), $0) }, uniquingKeysWith: { first, _ in first })
    var members: [String: [String]] = [:]
    for (observation, defect) in before {
      if let defect { members[defect, default: []].append(observation) }
    }
    var order: [String: Int] = [:]
    for (number, defect) in defects.enumerated() { order[defect.uid] = number }
    var renamed: [String: String] = [:]
    for uid in Set(reviewed) {
      if let present = named[uid].flatMap({ after[$0] }) {
        renamed[uid] = present
        continue
      }
      var counts: [String: Int] = [:]
      for observation in members[aliases[uid] ?? uid] ?? [] {
        if let present = after[observation] { counts[present, default: 0] += 1 }
      }
      let most = counts.max { left, right in
        left.value != right.value
          ? left.value < right.value : (order[left.key] ?? 0) > (order[right.key] ?? 0)
      }
      renamed[uid] = most?.key ?? uid
    }
    return renamed
  }

  /// Returns the last decision about each defect.
  func decisions(_ reviews: [Review], renamed: [String: String]) -> [String: Review] {
    var decisions: [String: Review] = [:]
    for review in reviews { decisions[renamed[review.defectUID] ?? review.defectUID] = review }
    return decisions
  }
}
