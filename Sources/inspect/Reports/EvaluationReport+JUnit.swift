import Inventory

extension EvaluationReport {
  /// For continuous integration: one test case a figure, failed when it is worse than the baseline.
  var junit: String {
    var cases: [String] = []
    var failures = 0
    func add(_ group: String, _ figure: ScoreFigure, _ value: Double?, _ change: ScoreBaseline.Change?) {
      let name = "\(Self.escaped(figure.rawValue)) (\(Self.escaped(group)))"
      let suite = Self.escaped("evaluate.\(result.dataset)")
      guard let change, change.isWorse else {
        let output = value.map { "<system-out>\(Self.number($0))</system-out>" } ?? ""
        cases.append("    <testcase classname=\"\(suite)\" name=\"\(name)\">\(output)</testcase>")
        return
      }
      failures += 1
      let words = Self.escaped(Self.words(change))
      cases.append(
        "    <testcase classname=\"\(suite)\" name=\"\(name)\"><failure message=\"\(words)\">\(words)</failure></testcase>"
      )
    }
    for row in result.scoreboard.rows {
      for value in row.values {
        let change = changes?.first { $0.before.group == row.group && $0.before.figure == value.figure }
        add(row.group, value.figure, value.value, change)
      }
    }
    for change in changes ?? [] where change.after == nil {
      add(change.before.group, change.before.figure, nil, change)
    }
    let suite = Self.escaped("\(subject) on \(dataset)")
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites>
        <testsuite name="\(suite)" tests="\(cases.count)" failures="\(failures)">
      \(cases.joined(separator: "\n"))
        </testsuite>
      </testsuites>

      """
  }

  /// Escapes what means something in XML and replaces what may not stand in it.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in Terminal.printable(text).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\n", "\t": result += " "
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
