import Detectors

/// What detector and rules said of a defect, kept where a person said otherwise.
public struct Finding: Sendable, Hashable {
  /// The kind that the detector told.
  public var damageClass: DamageClass
  /// The severity that the rules gave.
  public var severity: Severity

  /// Creates a finding.
  public init(damageClass: DamageClass, severity: Severity) {
    self.damageClass = damageClass
    self.severity = severity
  }
}

extension Defect {
  /// What detector and rules said, whatever a person made of it.
  public var detected: Finding { found ?? Finding(damageClass: damageClass, severity: severity) }

  /// The defect as if nobody had decided anything.
  var undecided: Defect {
    var defect = self
    (defect.damageClass, defect.severity) = (detected.damageClass, detected.severity)
    defect.found = nil
    defect.review = nil
    defect.status = .new
    return defect
  }

  /// Returns the defect with a decision in force: its status, and the kind and the severity that a person gave.
  ///
  /// A severity that a person gave stands whatever the rules say. Where only the kind was changed, the rules for the new kind
  /// grade the same measures.
  ///
  /// - Parameter rules: the rules for a kind; `nil` when they are not known.
  func decided(_ review: Review, rules: (DamageClass) -> RulePack?) -> Defect {
    var defect = undecided
    let finding = defect.detected
    defect.review = review
    defect.status = review.status
    if let kind = review.damageClass, kind != finding.damageClass {
      defect.damageClass = kind
      defect.severity = severity(of: kind, by: rules(kind))
      defect.found = finding
    }
    if let grade = review.severity {
      let before = defect.severity
      let rule =
        before.rule.isEmpty || before.rule == Review.ruleName ? "" : " \(before.rule) says \(Self.words(before.grade))."
      defect.severity = Severity(
        grade: grade, rule: Review.ruleName, reason: "A reviewer set \(Self.words(grade)).\(rule)")
      defect.found = finding
    }
    return defect
  }

  /// The levels in English: `low to medium`.
  private static func words(_ grade: Severity.Grade) -> String { grade.code.replacing("..", with: " to ") }

  private func severity(of kind: DamageClass, by rules: RulePack?) -> Severity {
    guard let rules else {
      return Severity(
        grade: .notGradable, rule: Review.ruleName,
        reason:
          "A reviewer changed the kind from \(detected.damageClass.rawValue.replacing("_", with: " ")); the rules of the run are not at hand."
      )
    }
    let best = observations.first { $0.photo == bestPhoto } ?? observations.first
    let view = best.map { GradingView(of: $0, focalLengthPixels: nil) }
    return rules.severity(of: kind, measures: measures, view: view ?? GradingView())
  }
}

extension Provenance {
  /// Returns the built-in rules that graded a kind; `nil` where the run used rules of its own.
  func builtInRules(for damageClass: DamageClass) -> RulePack? {
    func pack(_ option: String) -> RulePack? {
      guard let identity = options[option], let id = identity.split(separator: " ").first,
        let pack = try? RulePackList.pack(id: String(id)), pack.contentIdentity == identity
      else { return nil }
      return pack
    }
    guard let rules = pack("rules") else { return nil }
    guard damageClass.isTree, rules.rule(for: damageClass) == nil else { return rules }
    return (try? RulePackList.pack(id: RulePackList.treesID)) ?? rules
  }
}
