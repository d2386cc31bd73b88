import Detectors
import Foundation
import ImageKit

/// The report for supervisors and tenders: one HTML file that needs nothing else, on screen and on paper.
///
/// It holds no script and asks for nothing from anywhere: its policy (CSP) forbids everything but the pictures inside it and
/// its one style sheet, whose hash it states. Every text that comes from a file or a person is escaped.
public struct HTMLReportExporter: InventoryExporter {
  /// The name on the command line.
  public static let name = "html"
  /// What the format is for.
  public static let summary =
    "A report in one file: summary, map, table, a card a defect with its picture; prints well."
  /// The file name that suits it.
  public static let defaultFileName = "report.html"
  /// A picture a defect.
  public static let showsPictures = true

  /// More defects than this have no card of their own, lest no browser opens the file: the most urgent ones have.
  private static let mostCards = 500
  /// The longest side of a picture, in pixels.
  private static let pictureSide = 480

  /// Creates an exporter.
  public init() {}

  /// Returns the page.
  public func content(of inventory: Inventory, options: ExportOptions) throws(ExportError) -> ExportContent {
    let labels = Labels(language: options.language)
    let defects = options.mostUrgentFirst(options.defects(of: inventory))
    let cards = Array(defects.prefix(Self.mostCards))
    let pictures = DefectPictures.pictures(of: cards, in: inventory, from: options.pictures, side: Self.pictureSide)
    var body = "<header><h1>\(MarkupText.escaped(labels.text("report.title")))</h1>\n"
    body += Self.facts(of: inventory, defects, labels: labels) + "</header>\n"
    body += section("report.summary", labels, ReportTables.summary(of: defects, labels: labels))
    let rows = defects.map { ($0, WorkOrderColumns.cells(of: $0, labels: labels, options: options)) }
    let linked = Set(cards.map(\.uid))
    let titles = Dictionary(
      rows.map { ($0.uid, $1["description"]?.text ?? "") }, uniquingKeysWith: { first, _ in first })
    let map = ReportMap(inventory: inventory, defects: defects, linked: linked, titles: titles, labels: labels)
    body += section("report.map", labels, map.html)
    if !defects.isEmpty {
      body += section("report.table", labels, ReportTables.all(of: rows, linked: linked, labels: labels))
      var text = defects.count > cards.count ? "<p>\(MarkupText.escaped(labels.text("report.cut")))</p>\n" : ""
      for (defect, cells) in rows.prefix(cards.count) {
        text += ReportCard.html(of: defect, cells: cells, picture: pictures[defect.uid], labels: labels)
      }
      body += section("report.defects", labels, text)
    }
    if !inventory.skippedPhotos.isEmpty {
      body += section("report.photos", labels, ReportTables.skipped(inventory.skippedPhotos, labels: labels))
    }
    let page = ReportPage.html(title: labels.text("report.title"), language: options.language, body: body)
    let remarks = DefectPictures.remarks(
      missing: cards.count - pictures.count, of: cards.count, isAsked: options.pictures != nil)
    return ExportContent(Array(page.utf8), remarks: remarks)
  }

  private func section(_ key: String, _ labels: Labels, _ content: String) -> String {
    "<section><h2>\(MarkupText.escaped(labels.text(key)))</h2>\n\(content)</section>\n"
  }

  /// Returns what was inspected, when and by which rules.
  private static func facts(of inventory: Inventory, _ defects: [Defect], labels: Labels) -> String {
    let flights = Set(inventory.photos.map(\.key.flight)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let days = inventory.photos.compactMap { $0.capturedAt.flatMap(UTCTime.text(_:))?.prefix(10) }
    var facts: [(String, String)] = [
      ("report.flights", flights.prefix(20).joined(separator: labels.text("list.separator"))),
      ("report.photos_inspected", String(inventory.photos.count)),
      ("report.photos_skipped", String(inventory.skippedPhotos.count)),
    ]
    if let first = days.min(), let last = days.max() {
      facts.append(("report.taken", first == last ? String(first) : "\(first) – \(last)"))
    }
    let rules = Set(defects.map(\.severity.rule)).subtracting([""]).sorted()
    if !rules.isEmpty { facts.append(("report.rules", rules.joined(separator: labels.text("list.separator")))) }
    facts.append(("report.tool", "inspect \(ToolVersion.current)"))
    var text = "<dl class=\"facts\">"
    for (key, value) in facts {
      text +=
        "<div><dt>\(MarkupText.escaped(labels.text(key)))</dt><dd><bdi>\(MarkupText.escaped(value))</bdi></dd></div>"
    }
    return text + "</dl>\n"
  }
}
