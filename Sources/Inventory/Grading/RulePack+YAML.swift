import Detectors
import Foundation
import Yams

extension RulePack {
  /// Reads rules from the user's file.
  public init(contentsOf url: URL) throws(RuleError) {
    let data: Data
    do {
      data = try Data(contentsOf: url)
    } catch {
      throw RuleError(file: url.path, problem: "cannot be read; check the path and its permissions")
    }
    try self.init(yaml: Array(data), file: url.path)
  }

  /// Reads rules from YAML.
  ///
  /// - Parameter file: what to call the file in errors.
  public init(yaml: [UInt8], file: String) throws(RuleError) {
    let top = try YAMLField(document: yaml, file: file).mapping(["id", "title", "source", "rules"])
    id = try top.required("id").word()
    title = try top.required("title").text()
    source = try top.required("source").text()
    rules = []
    for field in try top.required("rules").sequence() {
      let rule = try SeverityRule(field)
      if rules.contains(where: { $0.id == rule.id }) {
        throw field.error("there is already a rule named '\(rule.id)'")
      }
      rules.append(rule)
    }
  }
}

extension SeverityRule {
  /// Reads one rule.
  fileprivate init(_ field: YAMLField) throws(RuleError) {
    let members = try field.mapping([
      "id", "classes", "when", "measure", "unit", "atLeast", "within", "levels", "limits",
    ])
    id = try members.required("id").word()
    damageClasses = []
    for name in try members.required("classes").sequence() {
      let word = try name.text()
      guard let damageClass = DamageClass(rawValue: word) else {
        let known = DamageClass.allCases.map(\.rawValue).joined(separator: ", ")
        throw name.error("'\(word)' is no kind of damage; the kinds are \(known)")
      }
      damageClasses.append(damageClass)
    }
    let measure = try members.required("measure")
    guard let quantity = Quantity(rawValue: try measure.text()) else {
      throw measure.error("a rule measures width, length, area, diameter, depth, appearance or target")
    }
    self.quantity = quantity
    minimum = try members.optional("atLeast")?.positiveNumber() ?? 0
    targets = []
    reach = 0
    if let when = members.optional("when") {
      condition = Condition(rawValue: try when.text())
      guard condition != nil else { throw when.error("the only condition is blocks_carriageway") }
    }
    guard quantity != .target else {
      for name in ["unit", "atLeast"] {
        if let field = members.optional(name) { throw field.error("a target is not measured: leave '\(name)' out") }
      }
      reach = try members.optional("within")?.positiveNumber() ?? 0
      steps = []
      (limits, translatedLimits) = try members.limits()
      for field in try members.required("levels").sequence() {
        let level = try TargetLevel(field)
        guard !targets.contains(where: { $0.target == level.target }) else {
          throw field.error("'\(level.target.rawValue)' has a level already")
        }
        targets.append(level)
      }
      return
    }
    if let within = members.optional("within") {
      throw within.error("only a rule that measures a target says how far one counts: leave 'within' out")
    }
    guard quantity != .appearance else {
      for name in ["unit", "atLeast", "levels"] {
        if let field = members.optional(name) {
          throw field.error("an appearance is not measured: leave '\(name)' out")
        }
      }
      steps = []
      (limits, translatedLimits) = try members.required("limits").translated()
      return
    }
    let unit = try members.required("unit")
    guard try unit.text() == quantity.unit else {
      throw unit.error("\(quantity == .area ? "an" : "a") \(quantity.rawValue) is given in \(quantity.unit)")
    }
    (limits, translatedLimits) = try members.limits()
    steps = []
    let levels = try members.required("levels")
    let fields = try levels.sequence()
    for (index, field) in fields.enumerated() {
      let step = try Step(field, isLast: index == fields.count - 1)
      if let previous = steps.last {
        let falls = step.level < previous.level || step.highest < previous.highest
        guard !falls, step.level > previous.level || step.highest > previous.highest, step.bound > previous.bound else {
          throw field.error("levels go from low to high, and their bounds grow")
        }
      }
      steps.append(step)
    }
    if steps.isEmpty { throw levels.error("a rule has at least one level") }
  }
}

extension SeverityRule.TargetLevel {
  /// Reads the level of one target.
  fileprivate init(_ field: YAMLField) throws(RuleError) {
    let members = try field.mapping(["target", "level", "to"])
    let name = try members.required("target")
    guard let target = HazardTarget(rawValue: try name.text()) else {
      throw name.error("a target is carriageway, corridor, building or nothing")
    }
    self.init(target: target, levels: try members.levels())
  }
}

extension YAMLField {
  /// Returns a text in English and in other languages: one text, or one by language.
  fileprivate func translated() throws(RuleError) -> (String, [Language: String]) {
    guard node.mapping != nil else { return (try text(), [:]) }
    let texts = try mapping(Set(Language.allCases.map(\.rawValue)))
    var others: [Language: String] = [:]
    for language in Language.allCases where language != .english {
      others[language] = try texts.optional(language.rawValue)?.text()
    }
    return (try texts.required(Language.english.rawValue).text(), others)
  }
}

extension YAMLField.Members {
  /// Reads `limits` in all languages; nothing where there are none.
  fileprivate func limits() throws(RuleError) -> (String, [Language: String]) {
    guard let limits = optional("limits") else { return ("", [:]) }
    return try limits.translated()
  }

  /// Reads `level` and, where there is one, `to`.
  fileprivate func levels() throws(RuleError) -> ClosedRange<SeverityLevel> {
    let level = try required("level")
    guard let lowest = SeverityLevel(rawValue: try level.text()) else {
      throw level.error("a level is low, medium or high")
    }
    guard let to = optional("to") else { return lowest...lowest }
    guard let highest = SeverityLevel(rawValue: try to.text()) else { throw to.error("a level is low, medium or high") }
    guard highest > lowest else { throw to.error("'to' is the highest level of a range, above its 'level'") }
    return lowest...highest
  }
}

extension SeverityRule.Step {
  /// Reads one step.
  fileprivate init(_ field: YAMLField, isLast: Bool) throws(RuleError) {
    let members = try field.mapping(["level", "to", "upTo", "below"])
    let levels = try members.levels()
    level = levels.lowerBound
    highest = levels.upperBound
    let upTo = members.optional("upTo")
    let below = members.optional("below")
    if upTo != nil, below != nil { throw field.error("a level has either upTo or below") }
    includesBound = below == nil
    if isLast {
      if upTo != nil || below != nil { throw field.error("the last level has no bound") }
      bound = .infinity
    } else {
      guard let limit = upTo ?? below else { throw field.error("upTo or below is missing") }
      bound = try limit.positiveNumber()
    }
  }
}
