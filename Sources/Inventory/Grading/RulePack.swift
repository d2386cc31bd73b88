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
///     measure: width          # width or depth in mm, length in m, area in m2
///     unit: mm
///     levels:
///       - {level: low, upTo: 6}       # 6 itself is low; `below: 6` would make it medium
///       - {level: medium, upTo: 19}
///       - {level: high}
/// ```
///
/// The first rule that names a kind of damage grades it. A kind that no rule names is not gradable.
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
  /// - Parameter groundSampleDistance: metres a pixel where the damage lies, to say what would have been needed.
  public func severity(
    of damageClass: DamageClass, measures: Measures, groundSampleDistance: Double?
  ) -> Severity {
    let kind = damageClass.rawValue.replacing("_", with: " ")
    guard let rule = rules.first(where: { $0.damageClasses.contains(damageClass) }) else {
      return Severity(grade: .notGradable, rule: "", reason: "\(id) has no rule for \(kind).")
    }
    var severity =
      switch rule.quantity {
      case .width: width(measures.width, by: rule, groundSampleDistance: groundSampleDistance)
      case .length: quantity(measures.length, by: rule)
      case .area: quantity(measures.area, by: rule)
      case .depth: notGradable(rule, "The depth decides, and a photo does not show it.")
      }
    if !rule.limits.isEmpty { severity.reason += " " + rule.limits }
    return severity
  }

  private func notGradable(_ rule: SeverityRule, _ reason: String) -> Severity {
    Severity(grade: .notGradable, rule: "\(id)/\(rule.id)", reason: reason)
  }

  private func width(
    _ width: WidthMeasure?, by rule: SeverityRule, groundSampleDistance: Double?
  ) -> Severity {
    guard let width else { return notGradable(rule, "The width could not be measured.") }
    guard let first = rule.steps.first, width.median.isFinite, width.low <= width.high, width.high.isFinite else {
      return notGradable(rule, "The width could not be measured.")
    }
    let unresolved = width.low <= 0 || width.median < width.minimumGradable
    if unresolved, !first.covers(width.high) {
      return notGradable(rule, unresolvedReason(width, first: first, groundSampleDistance: groundSampleDistance))
    }
    return graded(low: max(0, width.low), value: width.median, high: width.high, by: rule)
  }

  private func unresolvedReason(
    _ width: WidthMeasure, first: SeverityRule.Step, groundSampleDistance: Double?
  ) -> String {
    let interval = "\(number(max(0, width.low))) to \(number(width.high)) mm"
    // Closer by this factor the interval shrinks with the pixel until it fits below the first bound, and the width
    // measured now would cover a pixel.
    let fits = first.bound / max(width.high - width.low, .leastNonzeroMagnitude)
    let covers = width.minimumGradable > 0 ? width.median / width.minimumGradable : 1
    let factor = min(fits, covers, 1)
    var reason = "The width of \(interval) is not resolved"
    if let groundSampleDistance, groundSampleDistance > 0, factor > 0.01 {
      let needed = (groundSampleDistance * 1000 * factor * 10).rounded(.down) / 10
      reason += " at \(number(groundSampleDistance * 1000)) mm a pixel"
      if needed > 0 { reason += "; \(number(needed)) mm a pixel or finer would be needed" }
      reason += ", \(number(1 / factor)) times closer."
    } else {
      reason += "; a closer photo would be needed."
    }
    return reason
  }

  private func quantity(_ measure: Measure?, by rule: SeverityRule) -> Severity {
    guard let measure, measure.value.isFinite, measure.value >= 0 else {
      return notGradable(rule, "The \(rule.quantity.rawValue) could not be measured.")
    }
    // 1.645 standard deviations on either side: the same 90 % as the interval of a width.
    let half = 1.645 * max(0, measure.sigma ?? 0)
    return graded(low: max(0, measure.value - half), value: measure.value, high: measure.value + half, by: rule)
  }

  private func graded(low: Double, value: Double, high: Double, by rule: SeverityRule) -> Severity {
    let levels = rule.level(of: low)...rule.level(of: high)
    let unit = rule.quantity.unit
    let interval = "\(number(low)) to \(number(high)) \(unit)"
    let verb = levels.lowerBound == levels.upperBound ? "is" : "spans"
    let words = Severity(grade: .levels(levels), rule: "", reason: "").code.replacing("..", with: " to ")
    return Severity(
      grade: .levels(levels), rule: "\(id)/\(rule.id)",
      reason: "The \(rule.quantity.rawValue) of \(number(value)) \(unit) (90 %: \(interval)) \(verb) \(words).")
  }

  private func number(_ value: Double) -> String {
    FixedDecimal.trimmed(value, places: value < 1 ? 2 : 1) ?? "?"
  }
}
