import Foundation

/// How the command writes JSON: sorted keys in snake case, readable, ended by a line feed.
enum JSONOutput {
  /// Returns a value as JSON text.
  static func encode(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return inert(try encoder.encode(value)) + "\n"
  }

  /// Returns JSON as text in which nothing from names and tags steers a terminal or turns the direction of writing.
  ///
  /// Such marks stand inside strings alone, where an escape says the same.
  static func inert(_ json: Data) -> String {
    var text = ""
    for scalar in String(decoding: json, as: UTF8.self).unicodeScalars {
      switch scalar {
      case "\u{7F}"..."\u{9F}", "\u{200E}"..."\u{200F}", "\u{2028}"..."\u{202E}", "\u{2066}"..."\u{2069}":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}
