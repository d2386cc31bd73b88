/// Text from files and people without what steers terminals, ends strings or turns the direction of writing.
enum PlainText {
  /// Returns the text without control characters but tabs and line ends, and without marks that turn its direction.
  static func clean(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.filter { !isDropped($0) }))
  }

  /// Returns the text cleaned and on one line, with single blanks.
  static func oneLine(_ text: String) -> String {
    let spaced = clean(text).unicodeScalars.map { scalar -> Character in
      switch scalar {
      case "\t", "\n", "\r", "\u{2028}", "\u{2029}": " "
      default: Character(scalar)
      }
    }
    return String(spaced).split(separator: " ").joined(separator: " ")
  }

  private static func isDropped(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\t", "\n", "\r": false
    case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{200E}"..."\u{200F}", "\u{202A}"..."\u{202E}",
      "\u{2066}"..."\u{2069}", "\u{FFFE}"..."\u{FFFF}":
      true
    default: false
    }
  }
}
