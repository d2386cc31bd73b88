/// JSON whose members keep their order and whose numbers keep their decimals, so that equal values give equal bytes.
enum JSONText: Sendable, Equatable {
  case null
  case boolean(Bool)
  /// A number that is already written out.
  case number(String)
  case string(String)
  case array([JSONText])
  case object([(String, JSONText)])

  /// A whole number.
  static func integer(_ value: Int) -> JSONText { .number(String(value)) }

  /// A number with at most so many decimals; `null` when there is none or it is not finite.
  static func decimal(_ value: Double?, places: Int) -> JSONText {
    guard let value, let text = FixedDecimal.trimmed(value, places: places) else { return .null }
    return .number(text)
  }

  /// A text, or `null`.
  static func text(_ value: String?) -> JSONText { value.map { .string($0) } ?? .null }

  /// The same with texts for people to read: without what steers terminals or turns the direction of writing.
  var cleaned: JSONText {
    switch self {
    case .null, .boolean, .number: self
    case .string(let text): .string(PlainText.clean(text))
    case .array(let elements): .array(elements.map(\.cleaned))
    case .object(let members): .object(members.map { ($0, $1.cleaned) })
    }
  }

  static func == (left: JSONText, right: JSONText) -> Bool { left.serialized() == right.serialized() }

  /// Returns the JSON on one line, in UTF-8 and without blanks.
  func serialized() -> String {
    var text = ""
    write(into: &text)
    return text
  }

  /// Appends the JSON on one line.
  func write(into text: inout String) {
    switch self {
    case .null: text += "null"
    case .boolean(let value): text += value ? "true" : "false"
    case .number(let value): text += value
    case .string(let value): JSONText.write(value, into: &text)
    case .array(let elements):
      text += "["
      for (index, element) in elements.enumerated() {
        if index > 0 { text += "," }
        element.write(into: &text)
      }
      text += "]"
    case .object(let members):
      text += "{"
      for (index, member) in members.enumerated() {
        if index > 0 { text += "," }
        JSONText.write(member.0, into: &text)
        text += ":"
        member.1.write(into: &text)
      }
      text += "}"
    }
  }

  /// Writes a string in quotes.
  ///
  /// What could end a script, move a terminal's cursor or turn the direction of writing is
  /// escaped, because these strings come from files and end up in pages and terminals.
  private static func write(_ value: String, into text: inout String) {
    text += "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "<", ">", "&", "\u{7F}"..."\u{9F}", "\u{200E}"..."\u{200F}", "\u{2028}"..."\u{202E}",
        "\u{2066}"..."\u{2069}", "\u{0}"..."\u{1F}":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
