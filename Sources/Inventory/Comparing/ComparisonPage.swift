import Detectors
import ImageKit

/// A comparison as one HTML page without scripts, to read and to print.
public struct ComparisonPage: Sendable {
  private let words: ComparisonWords
  private let language: Language

  /// Creates a writer in a language.
  public init(language: Language) {
    self.language = language
    words = ComparisonWords(Labels(language: language))
  }

  /// Returns the page.
  public func bytes(of comparison: InventoryComparison) -> [UInt8] {
    let labels = words.labels
    var body = "<header><h1>\(text("compare.title"))</h1>\n<dl class=\"facts\">"
    for shift in comparison.shifts {
      body += "<div><dt>\(text("compare.shift"))</dt><dd><bdi>"
      body += MarkupText.escaped("\(shift.before) → \(shift.after): \(words.text(shift))") + "</bdi></dd></div>"
    }
    body += "</dl></header>\n<section><h2>\(text("report.summary"))</h2>\n"
    body += "<div class=\"scroll\"><table><tbody>\n"
    for change in InventoryComparison.order {
      body += "<tr><td>\(MarkupText.escaped(words.text(change)))</td>"
      body += "<td class=\"n\">\(comparison.count(of: change))</td></tr>\n"
    }
    body += "</tbody></table></div></section>\n<section><h2>\(text("report.table"))</h2>\n"
    body += "<div class=\"scroll\"><table><thead><tr>"
    let columns = [
      "change_label", "work_order_id", "kind_label", "severity_label", "severity_change_label", "sizes", "place",
      "reason_label",
    ]
    for column in columns { body += "<th>\(MarkupText.escaped(labels.column(column)))</th>" }
    body += "</tr></thead>\n<tbody>\n"
    for row in comparison.rows { body += Self.row(row, words) }
    body += "</tbody></table></div></section>\n"
    if !comparison.remarks.isEmpty {
      body += "<section><h2>\(text("compare.remarks"))</h2>\n<ul>\n"
      for remark in comparison.remarks { body += "<li><bdi>\(MarkupText.escaped(remark))</bdi></li>\n" }
      body += "</ul></section>\n"
    }
    return Array(ReportPage.html(title: labels.text("compare.title"), language: language, body: body).utf8)
  }

  private static func row(_ row: DefectComparison, _ words: ComparisonWords) -> String {
    let shown = row.shown
    let cells = CSVText.cells(of: row.placement, plane: nil)
    let place = [cells["lat"]?.text, cells["lon"]?.text].compactMap { $0 }.joined(separator: ", ")
    func cell(_ text: String, _ style: String = "w") -> String {
      "<td class=\"\(style)\"><bdi>\(MarkupText.escaped(text))</bdi></td>"
    }
    return "<tr>" + cell(words.text(row.change), "o") + cell(WorkOrderCSV.workOrderID(of: shown), "o")
      + cell(words.labels.text(row.damageClass))
      + "<td>\(ReportTables.dot(shown.severity.worst))\(MarkupText.escaped(words.labels.text(shown.severity)))</td>"
      + cell(words.severity(row)) + cell(words.sizes(row)) + cell(place, "n") + cell(words.reason(row)) + "</tr>\n"
  }

  private func text(_ key: String) -> String { MarkupText.escaped(words.labels.text(key)) }
}
