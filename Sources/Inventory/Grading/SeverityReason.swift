import Detectors

/// The reason of a severity in the reader's language.
///
/// The inventory holds reasons as English sentences with their numbers. Each sentence is one of the patterns under `reason.` in
/// `Resources/Strings`, followed by what the rule says of its limits; told in another language, a sentence is taken apart by its
/// English pattern and put together by the other. So the reasons of older inventories are told in it, too. What fits no pattern, such
/// as the words of an owner's own rules, stays as it is.
struct SeverityReason: Sendable {
  /// A sentence with gaps, such as `The width of {low} to {high} mm is not resolved.`, and its key.
  private struct Pattern: Sendable {
    let key: String
    /// What stands before each gap, and behind the last.
    let literals: [String]
    let gaps: [String]

    init(key: String, template: String) {
      self.key = key
      var literals: [String] = []
      var gaps: [String] = []
      var rest = template[...]
      while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
        literals.append(String(rest[..<open]))
        gaps.append(String(rest[rest.index(after: open)..<close]))
        rest = rest[rest.index(after: close)...]
      }
      self.literals = literals + [String(rest)]
      self.gaps = gaps
    }

    /// Returns what fills the gaps of a sentence at the beginning of a text, and the text behind it.
    func match(_ text: Substring) -> (values: [String: String], rest: Substring)? {
      guard text.hasPrefix(literals[0]) else { return nil }
      var rest = text.dropFirst(literals[0].count)
      var values: [String: String] = [:]
      for (gap, literal) in zip(gaps, literals.dropFirst()) {
        guard let range = rest.firstRange(of: literal) else { return nil }
        let value = rest[..<range.lowerBound]
        // A gap holds a number or a name: never the end of one sentence and the beginning of the next.
        guard !value.contains(". "), !value.isEmpty else { return nil }
        values[gap] = String(value)
        rest = rest[range.upperBound...]
      }
      guard rest.isEmpty || rest.first == " " else { return nil }
      return (values, rest.drop { $0 == " " })
    }
  }

  /// The sentences that there are; the names of their keys.
  static let keys = [
    "no_rule", "width_unknown", "quantity_unknown", "appearance_tree", "appearance", "depth", "unresolved", "too_small",
    "is", "may_be", "spans", "distance_only", "at_limit", "too_coarse", "too_coarse_closer", "state_distance",
    "target_unknown", "target_no_level", "blocks_unmeasured", "blocks_of", "blocks", "nothing_within", "nothing_under",
    "beside_within", "beside_under", "under_within", "under_under", "season", "season_again", "contradicted",
    "review_set",
    "review_rule",
    "review_kind",
  ]

  private static let patterns: [Pattern] = {
    let english = Labels(language: .english)
    return keys.map { Pattern(key: "reason.\($0)", template: english.text("reason.\($0)")) }
  }()

  /// What the built-in rules say of their limits, by rule.
  private static let limits: [String: SeverityRule] = {
    var limits: [String: SeverityRule] = [:]
    for id in RulePackList.ids {
      for rule in (try? RulePackList.pack(id: id))?.rules ?? [] { limits["\(id)/\(rule.id)"] = rule }
    }
    return limits
  }()

  /// Returns the reason of a severity in the language of the labels.
  static func text(of severity: Severity, labels: Labels) -> String {
    guard labels.language != .english else { return severity.reason }
    var sentences: [String] = []
    var rest = severity.reason[...]
    var tail = ""
    if let rule = limits[severity.rule], let words = rule.translatedLimits[labels.language], !rule.limits.isEmpty,
      rest.hasSuffix(rule.limits)
    {
      rest = rest.dropLast(rule.limits.count)
      tail = words
    }
    rest = rest.drop { $0 == " " }
    while !rest.isEmpty {
      let found = patterns.lazy.compactMap { pattern in
        pattern.match(rest).flatMap { match in
          filled(pattern.key, match.values, labels).map { (sentence: $0, rest: match.rest) }
        }
      }.first
      guard let found else { return severity.reason }
      sentences.append(found.sentence)
      rest = found.rest
    }
    return (sentences + [tail]).joined()
  }

  /// Returns the sentence in the other language; `nil` when a gap does not hold what belongs there.
  private static func filled(_ key: String, _ values: [String: String], _ labels: Labels) -> String? {
    var text = labels.text(key)
    for (gap, value) in values {
      guard let word = word(value, in: gap, labels) else { return nil }
      text = text.replacing("{\(gap)}", with: word)
    }
    return text
  }

  /// Returns what fills a gap in the other language: numbers stay, names have labels.
  private static func word(_ value: String, in gap: String, _ labels: Labels) -> String? {
    switch gap {
    case "kind": DamageClass(rawValue: value.replacing(" ", with: "_")).map(labels.text)
    case "target": HazardTarget(rawValue: value).map(labels.text)
    case "quantity": SeverityRule.Quantity(rawValue: value).map { labels.text("quantity.\($0.rawValue)") }
    case "unit", "unit2", "unit3": value == "m2" ? labels.text("size.square_metres") : value
    case "levels":
      Severity.Grade(code: value.replacing(" to ", with: "..")).map {
        labels.text(Severity(grade: $0, rule: "", reason: ""))
      }
    default: value
    }
  }
}

extension Labels {
  /// The keys of words that reasons of severities need.
  static let reasonKeys = Set(SeverityReason.keys.map { "reason.\($0)" })
    .union(SeverityRule.Quantity.allCases.filter { !$0.unit.isEmpty }.map { "quantity.\($0.rawValue)" })

  /// Why a severity is what it is.
  public func reason(of severity: Severity) -> String { SeverityReason.text(of: severity, labels: self) }
}
