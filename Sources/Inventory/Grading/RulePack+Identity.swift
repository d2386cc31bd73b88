import Detectors
import ImageKit

extension RulePack {
  /// The pack's name with a digest of its rules and of how widths are held against them, so that an edited copy under the
  /// same name counts as another.
  public var contentIdentity: String {
    let rules = rules.map { rule in
      let steps = rule.steps.map { step in
        let levels = step.highest == step.level ? "" : "..\(step.highest.rawValue)"
        return "\(step.level.rawValue)\(levels) \(step.includesBound ? "<=" : "<") \(step.bound)"
      }
      let minimum = rule.minimum > 0 ? "from \(rule.minimum)," : ""
      let kinds = rule.damageClasses.map(\.rawValue).joined(separator: " ")
      let bounds = "\(minimum)\(steps.joined(separator: ","))"
      let words = "\(rule.id)|\(kinds)|\(rule.quantity.rawValue)|\(bounds)|\(rule.limits)"
      guard rule.condition != nil || !rule.targets.isEmpty else { return words }
      let targets = rule.targets.map { "\($0.target.rawValue) \($0.levels)" }.joined(separator: ",")
      return words + "|\(rule.condition?.rawValue ?? "")|within \(rule.reach)|\(targets)"
    }
    let words = (rules + [WidthResolution.words]).joined(separator: "\n")
    return id + " " + FileDigest.sha256(Array(words.utf8)).prefix(12)
  }
}
