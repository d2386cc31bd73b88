import Inventory

extension EvaluationReport {
  /// For continuous integration: one test case a figure, failed when it is worse than the baseline.
  var junit: String {
    var cases: [String] = []
    var failures = 0
    func add(_ group: String, _ figure: ScoreFigure, _ value: Double?, _ change: ScoreBaseline.Change?) {
      let name = "\(JUnitText.escaped(figure.rawValue)) (\(JUnitText.escaped(group)))"
      let suite = JUnitText.escaped("evaluate.\(result.dataset)")
      guard let change, change.isWorse else {
        let output = value.map { "<system-out>\(Self.number($0))</system-out>" } ?? ""
        cases.append("    <testcase classname=\"\(suite)\" name=\"\(name)\">\(output)</testcase>")
        return
      }
      failures += 1
      let words = JUnitText.escaped(Self.words(change))
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
    return JUnitText.report(suite: "\(subject) on \(dataset)", cases: cases, failures: failures)
  }
}
