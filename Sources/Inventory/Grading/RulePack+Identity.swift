import Detectors
import ImageKit

extension RulePack {
  /// The pack's name with a digest of its rules, so that an edited copy under the same name counts as another.
  public var contentIdentity: String {
    let rules = rules.map { rule in
      let steps = rule.steps.map { "\($0.level.rawValue) \($0.includesBound ? "<=" : "<") \($0.bound)" }
      let kinds = rule.damageClasses.map(\.rawValue).joined(separator: " ")
      return "\(rule.id)|\(kinds)|\(rule.quantity.rawValue)|\(steps.joined(separator: ","))|\(rule.limits)"
    }
    return id + " " + FileDigest.sha256(Array(rules.joined(separator: "\n").utf8)).prefix(12)
  }
}
