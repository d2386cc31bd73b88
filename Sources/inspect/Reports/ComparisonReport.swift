import ArgumentParser
import Detectors
import ImageKit
import Inventory

/// What `inspect compare` writes.
struct ComparisonReport {
  /// How it is written.
  enum Format: String, CaseIterable, Sendable, ExpressibleByArgument {
    case text, markdown, csv, json, geojson, html, junit

    static let names = allCases.map(\.rawValue).joined(separator: ", ")
  }

  let comparison: InventoryComparison
  /// The inventories as the user named them.
  let before, after: String
  let gates: [ComparisonGate]
  let language: Language
  /// Whether people's formats name all defects, or only those that changed.
  let namesAll: Bool

  /// Returns the report.
  func bytes(_ format: Format) -> [UInt8] {
    switch format {
    case .text: Array(plainText.utf8)
    case .markdown: Array(markdown.utf8)
    case .csv: ComparisonCSV().bytes(of: comparison, language: language)
    case .json: ComparisonJSON(language: language).bytes(of: comparison)
    case .geojson: ComparisonJSON(language: language).geoJSON(of: comparison)
    case .html: ComparisonPage(language: language).bytes(of: comparison)
    case .junit: Array(junit.utf8)
    }
  }

  /// The words of the language.
  var words: ComparisonWords { ComparisonWords(Labels(language: language)) }

  /// The changes whose defects are named one by one.
  var named: [DefectChange] {
    InventoryComparison.order.filter { change in
      switch change {
      case .new, .grown, .repaired, .gone, .shrunk: true
      case .unchanged, .firstSeen, .notObserved, .notCompared: namesAll
      }
    }
  }

  /// How many rows of a change have which reason, the most first.
  func reasons(of change: DefectChange) -> [(reason: ChangeReason, count: Int)] {
    var counts: [ChangeReason: Int] = [:]
    for row in comparison.rows where row.change == change {
      if let reason = row.reason { counts[reason, default: 0] += 1 }
    }
    return counts.map { ($0.key, $0.value) }.sorted { ($1.count, $0.reason.rawValue) < ($0.count, $1.reason.rawValue) }
  }

  /// What is told of one row, in columns: work order, kind, severity, place, what changed, photo.
  func cells(of row: DefectComparison) -> [String] {
    let (words, shown) = (words, row.shown)
    let labels = words.labels
    let place = row.placement.map {
      PhotoTable.number($0.point.latitude, 7) + ", " + PhotoTable.number($0.point.longitude, 7)
    }
    let kind = labels.text(row.damageClass) + (row.formerClass.map { " (← \(labels.text($0)))" } ?? "")
    let what = [words.severity(row), words.sizes(row, all: row.change == .unchanged), words.reason(row)].filter {
      !$0.isEmpty
    }
    return [
      WorkOrderCSV.workOrderID(of: shown), kind, labels.text(shown.severity), place ?? "-",
      what.joined(separator: "; "), "\(shown.bestPhoto.flight)/\(shown.bestPhoto.name)",
    ]
  }
}
