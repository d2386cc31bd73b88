import Detectors

extension RulePack {
  /// Whether it has a rule for any kind of tree.
  var gradesTrees: Bool { rules.contains { $0.damageClasses.contains(where: \.isTree) } }

  /// Returns what a tree could fall on, or has fallen on: of what lies within the rule's reach that with the highest level.
  ///
  /// Of several with the same levels the first counts: carriageway, corridor, building. `nil` when nothing is known of the
  /// surroundings, or no rule asks.
  ///
  /// - Parameter isSurroundingsKnown: whether pavement, roads, corridors or buildings were looked for.
  func target(of damageClass: DamageClass, measures: Measures, isSurroundingsKnown: Bool) -> HazardTarget? {
    guard let tree = measures.tree, let rule = rule(for: damageClass, measures: measures), rule.quantity == .target
    else { return nil }
    guard tree.blocksCarriageway != true else { return .carriageway }
    var best: SeverityRule.TargetLevel?
    for target in HazardTarget.allCases {
      guard let distance = tree.distance(to: target), distance <= rule.reach,
        let found = rule.targets.first(where: { $0.target == target })
      else { continue }
      let (new, known) = (found.levels, best?.levels)
      guard let known else {
        best = found
        continue
      }
      if (new.upperBound, new.lowerBound) > (known.upperBound, known.lowerBound) { best = found }
    }
    return best?.target ?? (isSurroundingsKnown ? .nothing : nil)
  }

  /// Grades a tree by what it could fall on, or has fallen on.
  func target(_ tree: TreeMeasures?, of kind: String, by rule: SeverityRule) -> Severity {
    let name = "\(id)/\(rule.id)"
    guard let tree, let target = tree.target else {
      return Severity(
        grade: .notGradable, rule: name,
        reason: "What this \(kind) could hit is not known: no pavement was seen in the photo, and no --roads, "
          + "--corridor or --buildings was given.")
    }
    guard let found = rule.targets.first(where: { $0.target == target }) else {
      return Severity(
        grade: .notGradable, rule: name, reason: "The rule has no level for \(kind) with \(target.rawValue) as target.")
    }
    let words = Severity(grade: .levels(found.levels), rule: "", reason: "").code.replacing("..", with: " to ")
    return Severity(
      grade: .levels(found.levels), rule: name, reason: "\(reason(tree, of: kind, target, rule)): \(words).")
  }

  private func reason(_ tree: TreeMeasures, of kind: String, _ target: HazardTarget, _ rule: SeverityRule) -> String {
    func metres(_ value: Double) -> String { FixedDecimal.trimmed(value, places: 1) ?? "?" }
    if tree.blocksCarriageway == true {
      guard let width = tree.blockedWidth else { return "The \(kind) blocks the carriageway; how much is not measured" }
      let (low, high) = width.interval
      let interval = "90 %: \(metres(low)) to \(metres(high)) m"
      var text = "The \(kind) blocks \(metres(width.value)) m of the carriageway (\(interval))"
      if let carriageway = tree.carriagewayWidth { text += " of \(metres(carriageway.value)) m" }
      return text
    }
    let reach = rule.reach > 0 ? "within \(metres(rule.reach)) m" : "under it"
    guard let distance = tree.distance(to: target) else {
      return "The \(kind) has neither pavement nor road, corridor or building of the given layers \(reach)"
    }
    let place = distance > 0 ? "\(metres(distance)) m from the \(kind)" : "under the \(kind)"
    return "The nearest \(target.rawValue) is \(place) (it counts \(reach))"
  }
}

extension Measure {
  /// The ends of the 90 % interval, 1.645 standard deviations on either side and not below zero.
  public var interval: (low: Double, high: Double) {
    let half = 1.645 * max(0, sigma ?? 0)
    return (max(0, value - half), value + half)
  }
}
