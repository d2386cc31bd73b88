/// Text inside XML and HTML.
enum MarkupText {
  /// Returns the text so that it is nothing but text, in an element as in an attribute.
  ///
  /// What XML 1.0 cannot hold and what turns the direction of writing is dropped; a carriage return, which a parser would
  /// make a line end, becomes a reference.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in PlainText.clean(text).unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      case "\r": escaped += "&#13;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// Returns the text for an attribute, in which line ends and tabs stay what they are.
  static func attribute(_ text: String) -> String {
    escaped(text).replacing("\n", with: "&#10;").replacing("\t", with: "&#9;")
  }
}
