/// The frame of a JUnit report, and text inside it.
enum JUnitText {
  /// Escapes what means something in XML and replaces what may not stand in it.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in Terminal.printable(text).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\n", "\t": result += " "
      case "\u{FFFE}"..."\u{FFFF}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Returns a report of one suite.
  ///
  /// - Parameters:
  ///   - suite: its name, as plain text.
  ///   - cases: the test cases, as elements.
  ///   - failures: how many of them failed.
  static func report(suite: String, cases: [String], failures: Int) -> String {
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites>
      <testsuite name="\(escaped(suite))" tests="\(cases.count)" failures="\(failures)">
    \(cases.joined(separator: "\n"))
      </testsuite>
    </testsuites>

    """
  }
}
