import Detectors

/// The severity rules of one standard, read from a YAML file.
///
/// ```yaml
/// id: fhwa-ltpp-2014
/// title: Distress Identification Manual for the LTPP, 2014
/// source: FHWA-HRT-13-092
/// rules:
///   - id: crack-width
///     classes: [crack, longitudinal_crack, transverse_crack]
///     measure: width          # width, diameter or depth in mm, length in m, area in m2
///     unit: mm
///     atLeast: 1              # what is smaller is not counted; may be left out
///     levels:
///       - {level: low, upTo: 6}       # 6 itself is low; `below: 6` would make it medium
///       - {level: medium, upTo: 19}
///       - {level: high}               # {level: medium, to: high} where a photo leaves it open
/// ```
///
/// The first rule that names a kind of damage grades it. A kind that no rule names is not gradable. A rule whose `measure` is
/// `appearance` has neither unit nor levels: it says in `limits` what somebody has to look at on site. `limits` is a text, or one by
/// language: `{en: …, zh-TW: …}`.
///
/// Trees are graded by what they could fall on, or have fallen on:
///
/// ```yaml
///   - id: dead-crown
///     classes: [dead_crown]
///     measure: target
///     within: 10                      # m beside the tree that a target still counts; may be left out
///     levels:
///       - {target: carriageway, level: medium, to: high}
///       - {target: nothing, level: low}
/// ```
///
/// A rule with `when: blocks_carriageway` is passed over for trees that do not lie on the carriageway.
public struct RulePack: Sendable, Hashable {
  /// The pack's name, used in every grade.
  public var id: String
  /// The standard's title.
  public var title: String
  /// Where the numbers come from.
  public var source: String
  /// The rules in order.
  public var rules: [SeverityRule]

  /// Creates a pack.
  public init(id: String, title: String, source: String, rules: [SeverityRule]) {
    self.id = id
    self.title = title
    self.source = source
    self.rules = rules
  }

  /// Returns the grade of damage of a kind with these measures.
  ///
  /// - Parameter view: how the photo saw it, to say from where it would be surer.
  public func severity(
    of damageClass: DamageClass, measures: Measures, view: GradingView = GradingView()
  ) -> Severity {
    let kind = damageClass.rawValue.replacing("_", with: " ")
    guard let rule = rule(for: damageClass, measures: measures) else {
      return Severity(grade: .notGradable, rule: "", reason: "\(id) has no rule for \(kind).")
    }
    var severity =
      switch rule.quantity {
      case .width: width(measures.width, by: rule, view: view)
      case .length: quantity(measures.length, by: rule)
      case .area: quantity(measures.area, by: rule)
      case .diameter: quantity(measures.diameter, by: rule)
      case .appearance where damageClass.isTree: notGradable(rule, "A photo from above does not decide it.")
      case .appearance: notGradable(rule, "How broken it looks from close by decides, and is judged on site.")
      case .depth: notGradable(rule, "The depth decides, and a photo does not show it.")
      case .target: target(measures.tree, of: kind, by: rule)
      }
    if !rule.limits.isEmpty { severity.reason += " " + rule.limits }
    return severity
  }

  /// Returns the rule that grades a kind of damage: the first that names it.
  public func rule(for damageClass: DamageClass) -> SeverityRule? {
    rules.first { $0.damageClasses.contains(damageClass) }
  }

  /// Returns the rule that grades damage of a kind with these measures: the first that names it and whose condition holds.
  func rule(for damageClass: DamageClass, measures: Measures) -> SeverityRule? {
    rules.first { rule in
      guard rule.damageClasses.contains(damageClass) else { return false }
      return switch rule.condition {
      case nil: true
      case .blocksCarriageway: measures.tree?.blocksCarriageway == true
      }
    }
  }

  private func notGradable(_ rule: SeverityRule, _ reason: String) -> Severity {
    Severity(grade: .notGradable, rule: "\(id)/\(rule.id)", reason: reason)
  }

  private func width(_ width: WidthMeasure?, by rule: SeverityRule, view: GradingView) -> Severity {
    guard let width, width.isUsable, !rule.steps.isEmpty else {
      return notGradable(rule, "The width could not be measured.")
    }
    let shortfall = WidthShortfall(of: width, by: rule, view: view)
    var severity: Severity
    if shortfall != nil, !width.isResolved {
      let interval = "\(number(max(0, width.low))) to \(number(width.high)) mm"
      severity = notGradable(rule, "The width of \(interval) is not resolved.")
    } else {
      severity = graded(low: max(0, width.low), value: width.median, high: width.high, by: rule)
    }
    if let shortfall { severity.reason += " " + shortfall.reason(focalLengthPixels: view.focalLengthPixels) }
    return severity
  }

  private func quantity(_ measure: Measure?, by rule: SeverityRule) -> Severity {
    guard let measure, measure.value.isFinite, measure.value >= 0 else {
      return notGradable(rule, "The \(rule.quantity.rawValue) could not be measured.")
    }
    // 1.645 standard deviations on either side: the same 90 % as the interval of a width.
    let half = 1.645 * max(0, measure.sigma ?? 0)
    guard measure.value + half >= rule.minimum else {
      let unit = rule.quantity.unit
      return notGradable(
        rule,
        "The \(rule.quantity.rawValue) of \(number(measure.value)) \(unit) (90 %: at most \(number(measure.value + half)) \(unit)) "
          + "is below the \(number(rule.minimum)) \(unit) from which it counts.")
    }
    return graded(low: max(0, measure.value - half), value: measure.value, high: measure.value + half, by: rule)
  }

  private func graded(low: Double, value: Double, high: Double, by rule: SeverityRule) -> Severity {
    let levels = rule.levels(of: low).lowerBound...rule.levels(of: high).upperBound
    let unit = rule.quantity.unit
    let interval = "\(number(low)) to \(number(high)) \(unit)"
    let isRange = rule.steps.contains { $0.level != $0.highest }
    let verb = levels.lowerBound == levels.upperBound ? "is" : isRange ? "may be" : "spans"
    let words = Severity(grade: .levels(levels), rule: "", reason: "").code.replacing("..", with: " to ")
    return Severity(
      grade: .levels(levels), rule: "\(id)/\(rule.id)",
      reason: "The \(rule.quantity.rawValue) of \(number(value)) \(unit) (90 %: \(interval)) \(verb) \(words).")
  }

  private func number(_ value: Double) -> String {
    FixedDecimal.trimmed(value, places: value < 1 ? 2 : 1) ?? "?"
  }
}
