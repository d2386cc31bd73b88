import Detectors
import Foundation
import ImageKit
import Inventory

extension ComparisonReport {
  /// For a terminal: shifts, counts with reasons, and a line a defect that changed.
  var plainText: String {
    let words = words
    var lines: [String] = []
    for shift in comparison.shifts {
      lines.append("\(words.labels.text("compare.shift")) (\(shift.before) → \(shift.after)): \(words.text(shift))")
    }
    lines.append("")
    let names = InventoryComparison.order.map(words.text)
    let width = names.map(Self.columns).max() ?? 0
    for (change, name) in zip(InventoryComparison.order, names) {
      let count = comparison.count(of: change)
      let why = reasons(of: change).map { reason, count in
        "\(count) \(words.labels.text("change_reason.\(reason.rawValue)"))"
      }
      let note = why.isEmpty ? "" : "  (" + why.joined(separator: "; ") + ")"
      lines.append("\(Self.padded(name, width))  \(count)\(note)")
    }
    for change in named {
      let rows = comparison.rows.filter { $0.change == change }
      guard !rows.isEmpty else { continue }
      lines +=
        ["", words.text(change)] + Self.aligned(rows.map { ["  " + cells(of: $0)[0]] + cells(of: $0).dropFirst() })
    }
    let worse = comparison.rows.filter { $0.severity == .worse && !named.contains($0.change) }
    if !worse.isEmpty {
      lines += ["", words.labels.text("severity_change.worse")]
      lines += Self.aligned(worse.map { ["  " + cells(of: $0)[0]] + cells(of: $0).dropFirst() })
    }
    return Terminal.printable(lines.joined(separator: "\n")) + "\n"
  }

  /// For a merge request: a table of counts and one of what changed.
  var markdown: String {
    let words = words
    func cell(_ text: String) -> String {
      // What means something in Markdown or HTML is written as what it is.
      let line = Terminal.printable(text).replacing("\n", with: " ").replacing("\t", with: " ")
      return line.map { "\\`*_{}[]<>|&#~".contains($0) ? "\\\($0)" : String($0) }.joined()
    }
    var text = "# \(cell(words.labels.text("compare.title")))\n\n"
    for shift in comparison.shifts {
      text +=
        "- \(cell("\(words.labels.text("compare.shift")) (\(shift.before) → \(shift.after)): \(words.text(shift))"))\n"
    }
    for remark in comparison.remarks { text += "- \(cell(remark))\n" }
    text += "\n| | |\n|---|---|\n"
    for change in InventoryComparison.order {
      text += "| \(cell(words.text(change))) | \(comparison.count(of: change)) |\n"
    }
    let rows = comparison.rows.filter { named.contains($0.change) || $0.severity != nil }
    guard !rows.isEmpty else { return text }
    let columns = ["change_label", "work_order_id", "kind_label", "severity_label", "place", "sizes", "best_photo"]
    text += "\n| " + columns.map { cell(words.labels.text("column.\($0)")) }.joined(separator: " | ") + " |\n"
    text += "|" + columns.map { _ in "---|" }.joined() + "\n"
    for row in rows {
      text += "| " + ([words.text(row.change)] + cells(of: row)).map(cell).joined(separator: " | ") + " |\n"
    }
    return text
  }

  private static func aligned(_ rows: [[String]]) -> [String] {
    let widths = (0..<(rows.first?.count ?? 0)).map { column in rows.map { columns($0[column]) }.max() ?? 0 }
    return rows.map { row in
      zip(row, widths).map { padded($0, $1) }.joined(separator: "  ").replacing(/\s+$/, with: "")
    }
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - columns(text)))
  }

  /// How many columns of a terminal a text takes: characters of Chinese take two.
  private static func columns(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + ((0x2E80...0xFF60).contains($1.value) ? 2 : 1) }
  }
}
