import Inventory

extension EvaluationReport {
  /// For a person at a terminal.
  var plainText: String {
    var lines = ["\(subject) on \(dataset), tolerance \(tolerance) px", ""]
    for row in result.scoreboard.rows {
      lines.append("\(row.group) (\(row.images) pictures)")
      for value in row.values {
        let name = value.figure.rawValue.padding(to: 24)
        lines.append("  \(name)\(Self.number(value.value))  \(Self.interval(value.interval))".trimmedEnd)
      }
      lines += row.unavailable.map { "  \($0.rawValue.padding(to: 24))n/a" }
      lines.append("")
    }
    lines.append(Self.intervalNote)
    if !worst.missed.isEmpty {
      lines.append("Worst pictures by F1:")
      lines += worst.missed.map { "  \($0.example.name)  F1 \(Self.number($0.f1 ?? 0))" }
    }
    if !worst.invented.isEmpty {
      lines.append("Most false pixels where there is nothing:")
      lines += worst.invented.map { "  \($0.example.name)  \(Self.invention($0.counts))" }
    }
    if let changes {
      let worse = changes.filter(\.isWorse)
      lines.append(
        worse.isEmpty
          ? "No figure is worse than the baseline by more than its margin." : "Worse than the baseline:")
      lines += worse.map { "  \(Self.words($0))" }
    }
    return Terminal.printable(lines.joined(separator: "\n") + "\n")
  }

  /// For a merge request or a page.
  var markdown: String {
    var lines = ["**\(subject)** on \(dataset), tolerance \(tolerance) px", ""]
    lines += ["| group | figure | value | 95 % interval | baseline | |", "|---|---|---:|---|---:|---|"]
    for row in result.scoreboard.rows {
      for value in row.values {
        let change = changes?.first { $0.before.group == row.group && $0.before.figure == value.figure }
        let before = change.map { Self.number($0.before.value) } ?? ""
        let verdict = change.map { $0.isWorse ? "worse" : "ok" } ?? ""
        lines.append(
          "| \(Self.cell(row.group)) | \(value.figure.rawValue) | \(Self.number(value.value)) | "
            + "\(Self.interval(value.interval)) | \(before) | \(verdict) |")
      }
      lines += row.unavailable.filter { figure in !(changes ?? []).contains { Self.lacks($0, figure, of: row) } }
        .map { "| \(Self.cell(row.group)) | \($0.rawValue) | n/a | | | |" }
    }
    // What the baseline has and this evaluation lacks has no row of its own yet.
    for change in changes ?? [] where change.after == nil {
      lines.append(
        "| \(Self.cell(change.before.group)) | \(change.before.figure.rawValue) | | | "
          + "\(Self.number(change.before.value)) | worse |")
    }
    lines += ["", Self.intervalNote]
    let names = worst.all.map { "`\($0.example.name.replacing("`", with: "'"))`" }
    if !names.isEmpty { lines += ["", "Worst pictures: \(names.joined(separator: ", "))"] }
    return Terminal.printable(lines.joined(separator: "\n") + "\n")
  }

  /// Whether a figure of a row is one that the baseline has and this evaluation lacks.
  private static func lacks(_ change: ScoreBaseline.Change, _ figure: ScoreFigure, of row: ScoreRow) -> Bool {
    change.after == nil && change.before.group == row.group && change.before.figure == figure
  }

  /// What was found where there is nothing.
  private static func invention(_ counts: ScoreCounts) -> String {
    "\(counts.falseDetections) detection\(counts.falseDetections == 1 ? "" : "s"), \(counts.falsePixels) pixels"
  }

  private static func cell(_ text: String) -> String { text.replacing("|", with: "\\|") }
}

extension String {
  /// The text with blanks up to a width.
  fileprivate func padding(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }

  /// The text without blanks at its end.
  fileprivate var trimmedEnd: String { replacing(/\s+$/, with: "") }
}
