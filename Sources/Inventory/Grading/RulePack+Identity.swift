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
      return "\(rule.id)|\(kinds)|\(rule.quantity.rawValue)|\(minimum)\(steps.joined(separator: ","))|\(rule.limits)"
    }
    let words = (rules + [WidthResolution.words]).joined(separator: "\n")
    return id + " " + FileDigest.sha256(Array(words.utf8)).prefix(12)
  }
}
