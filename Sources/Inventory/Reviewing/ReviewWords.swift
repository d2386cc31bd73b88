import Detectors

/// What people may write into the table of decisions: each word in every language, and as machines name it.
public struct ReviewWords: Sendable {
  private var columns: [String: ReviewColumn] = [:]
  private var verdicts: [String: ReviewVerdict] = [:]
  private var reasons: [String: RejectionReason] = [:]
  private var kinds: [String: DamageClass] = [:]
  private var severities: [String: Severity.Grade] = [:]

  /// Collects the words.
  public init() {
    let labels = Language.allCases.map(Labels.init)
    func key(_ text: String) -> String { Self.key(text) }
    for column in ReviewColumn.allCases {
      for name in [column.rawValue] + labels.map({ $0.text(column) }) { columns[key(name)] = column }
    }
    for verdict in ReviewVerdict.allCases {
      for name in [verdict.rawValue] + labels.map({ $0.text(verdict) }) { verdicts[key(name)] = verdict }
    }
    // What tables say of decisions that were made is understood, too.
    for (status, verdict) in [(DefectStatus.accepted, ReviewVerdict.accept), (.rejected, .reject), (.edited, .edit)] {
      for name in [status.rawValue] + labels.map({ $0.text(status) }) { verdicts[key(name)] = verdict }
    }
    for reason in RejectionReason.allCases {
      for name in [reason.rawValue] + labels.map({ $0.text(reason) }) { reasons[key(name)] = reason }
    }
    for kind in DamageClass.allCases {
      for name in [kind.rawValue] + labels.map({ $0.text(kind) }) { kinds[key(name)] = kind }
    }
    var grades: [Severity.Grade] = [.notGradable]
    for low in SeverityLevel.allCases {
      for high in SeverityLevel.allCases where low <= high { grades.append(.levels(low...high)) }
    }
    for grade in grades {
      let severity = Severity(grade: grade, rule: "", reason: "")
      for name in [grade.code] + labels.map({ $0.text(severity) }) { severities[key(name)] = grade }
    }
  }

  /// The column with this header.
  func column(_ text: String) -> ReviewColumn? { columns[Self.key(text)] }

  /// The decision.
  func verdict(_ text: String) -> ReviewVerdict? { verdicts[Self.key(text)] }

  /// The kind of damage of that name.
  public func kind(_ text: String) -> DamageClass? { kinds[Self.key(text)] }

  /// The severity of that name.
  public func severity(_ text: String) -> Severity.Grade? { severities[Self.key(text)] }

  /// The reason, and what it does not say: words of the reviewer's own are `other`.
  public func reason(_ text: String) -> (RejectionReason, String) {
    reasons[Self.key(text)].map { ($0, "") } ?? (.other, trimmed(text))
  }

  /// Returns a cell without blanks around it and with plain line ends.
  func trimmed(_ text: String) -> String {
    let clean = PlainText.clean(text.replacing("\r\n", with: "\n").replacing("\r", with: "\n"))
    guard let first = clean.firstIndex(where: { !$0.isWhitespace }),
      let last = clean.lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(clean[first...last])
  }

  /// What is compared: lower case, without blanks, underscores, hyphens and the apostrophe that guards a formula.
  private static func key(_ text: String) -> String {
    let ignored: Set<Character> = ["_", "-", "'", "\u{FEFF}"]
    return PlainText.clean(text).lowercased().filter { !$0.isWhitespace && !ignored.contains($0) }
  }
}
