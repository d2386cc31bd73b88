/// A table as text after RFC 4180, for readers that include spreadsheets: UTF-8 with a byte order mark, CRLF.
struct CSVText {
  /// What a cell holds.
  typealias Cell = TableCell

  private var text = ""

  init() {}

  /// Adds a row.
  mutating func append(_ row: [Cell]) {
    for (index, cell) in row.enumerated() {
      if index > 0 { text += "," }
      text += CSVText.quoted(cell.guarded)
    }
    text += "\r\n"
  }

  /// The file's bytes.
  var bytes: [UInt8] { [0xEF, 0xBB, 0xBF] + Array(text.utf8) }

  /// Returns the text with an apostrophe before it when a spreadsheet would take it for a formula.
  ///
  /// Spreadsheets calculate what begins with `=`, `+`, `-`, `@`, a tab or a line end, and some what begins with the
  /// full-width forms. Blanks before the sign do not stop all of them. A plain number is left alone. Characters that
  /// no table needs and that steer terminals are dropped. Source: OWASP ASVS 5.0, 1.2.10.
  static func guarded(_ value: String) -> String {
    let clean = String(
      String.UnicodeScalarView(
        value.unicodeScalars.filter { scalar in
          switch scalar {
          case "\t", "\n", "\r": true
          case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}",
            "\u{FFFE}"..."\u{FFFF}":
            false
          default: true
          }
        }))
    guard let first = clean.unicodeScalars.first else { return clean }
    if isNumber(clean) { return clean }
    if first == "\t" || first == "\r" || first == "\n" { return "'" + clean }
    let signs: Set<Unicode.Scalar> = ["=", "+", "-", "@", "＝", "＋", "－", "＠"]
    let sign = clean.unicodeScalars.first { !$0.properties.isWhitespace && $0 != "\u{FEFF}" && $0 != "\u{200B}" }
    guard let sign, signs.contains(sign) else { return clean }
    return "'" + clean
  }

  /// Returns whether the text is a decimal number with an optional sign and fraction.
  static func isNumber(_ value: String) -> Bool {
    var digits =
      value.utf8.first.map { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") } == true
      ? value.utf8.dropFirst() : value.utf8[...]
    let whole = digits.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard !whole.isEmpty else { return false }
    digits = digits.dropFirst(whole.count)
    guard digits.first == UInt8(ascii: ".") else { return digits.isEmpty }
    let fraction = digits.dropFirst()
    return !fraction.isEmpty && fraction.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }

  /// Returns the text in quotes when it holds a comma, a quote, a line end or a blank at either end.
  static func quoted(_ value: String) -> String {
    let scalars = value.unicodeScalars
    let special = scalars.contains { $0 == "," || $0 == "\"" || $0 == "\n" || $0 == "\r" }
    guard special || scalars.first == " " || scalars.last == " " else { return value }
    var quoted = "\""
    for scalar in scalars {
      if scalar == "\"" { quoted += "\"" }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }
}
