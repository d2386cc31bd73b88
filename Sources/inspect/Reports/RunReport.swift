import Detectors
import Foundation
import ImageKit
import Inventory

/// What `inspect run` tells at its end.
struct RunReport {
  let plan: InspectionPlan
  let options: InspectionOptions
  /// The flights as they were inspected.
  var flights: [Flight] = []
  /// The defects that the photos are too coarse to grade; nil before anything was inspected.
  var reFly: ReFlyList?
  /// What was seen of roads; nil where no pavement was seen.
  var survey: RoadSurvey?
  /// What a quick look found first; nil without one.
  var triage: Triage?

  /// Returns the summary for a person.
  func text(_ summary: InspectionSummary, _ inventory: Inventory, _ output: RunOutput, _ labels: Labels) -> String {
    var lines = UrgentWords.blockedRoads(inventory)
    if plan.isUpToDate {
      lines.append("Nothing to do: all \(plan.photoCount) photos are in \(output.inventory.path) and unchanged.")
    } else {
      lines.append(
        "Photos: \(summary.inspected) inspected, \(summary.unchanged) unchanged, \(summary.skipped.count) skipped")
    }
    for (reason, count) in Self.countByReason(summary.skipped) { lines.append("  skipped \(count) × \(reason)") }
    if summary.cameraOnly > 0 {
      lines.append(
        "  \(summary.cameraOnly) without camera angles, lens or height (see the warnings): their findings are placed at the "
          + "camera, with a wide radius")
    }
    for (code, count) in summary.warnings.sorted(by: { $0.key < $1.key }) {
      lines.append("  warning \(count) × \(code)")
    }
    for flight in flights { lines += RegistrationWords.lines(of: flight) }
    if !plan.missing.isEmpty {
      lines.append("  \(plan.missing.count) photos are no longer in the folder; their findings are kept")
    }
    lines.append("Defects: \(inventory.defects.count)\(Self.origin(of: inventory))")
    for (flight, count) in SeasonJudgement(inventory.defects).flights.sorted(by: { $0.key < $1.key })
    where count.isSeasonLikely {
      lines.append(
        "  \(count.bare) of \(count.crowns) crowns in \(flight) are bare: the season is likely, and bare or dead crowns there are "
          + "not graded")
    }
    for row in Self.table(inventory, labels) {
      let padding = String(repeating: " ", count: max(1, 28 - row.kind.count))
      lines.append("  \(row.kind)\(padding)\(row.count)  (\(row.severities))")
    }
    if let reFly { lines += ReFlyWords.lines(of: reFly, at: output.reFlyList.path) }
    if let survey { lines += RoadWords.lines(of: survey, at: output.sections.path) }
    if summary.pixels > 0 {
      lines.append(
        "Time: \(Progress.clock(summary.seconds)), \(Self.rounded(summary.megapixelsPerSecond)) MP/s "
          + "on \(options.jobs) photo\(options.jobs == 1 ? "" : "s") at once")
    }
    if summary.wasStopped { lines.append("Stopped before the end: run the same command again to continue.") }
    lines.append("Inventory: \(output.inventory.path)")
    return Terminal.printable(lines.joined(separator: "\n")) + "\n"
  }

  /// Returns the summary for a script.
  func json(_ summary: InspectionSummary, _ inventory: Inventory, _ output: RunOutput) throws -> String {
    struct Skipped: Encodable { let file, status, reason: String }
    struct Summary: Encodable {
      let inventory: String
      let photos, inspected, unchanged, cameraOnly: Int
      let skipped: [Skipped]
      let registrations: [RegistrationWords.Summary]
      let detections: Int
      let defects: [String: [String: Int]]
      let reFly: ReFlyWords.Summary?
      let sections: RoadWords.Summary?
      let blockedRoads: [UrgentWords.Summary.Finding]
      let triage: UrgentWords.Summary?
      let warnings: [String: Int]
      let seconds, megapixelsPerSecond: Double
      let upToDate, stopped: Bool
    }
    var defects: [String: [String: Int]] = [:]
    for defect in inventory.defects {
      defects[defect.damageClass.rawValue, default: [:]][defect.severity.code, default: 0] += 1
    }
    return try JSONOutput.encode(
      Summary(
        inventory: output.inventory.path, photos: plan.photoCount, inspected: summary.inspected,
        unchanged: summary.unchanged, cameraOnly: summary.cameraOnly,
        skipped: summary.skipped.map {
          Skipped(file: "\($0.key.flight)/\($0.key.name)", status: $0.code, reason: $0.detail)
        },
        registrations: flights.compactMap(RegistrationWords.Summary.init),
        detections: inventory.defects.reduce(0) { $0 + $1.observations.count }, defects: defects,
        reFly: reFly.map { ReFlyWords.Summary($0, at: output.reFlyList.path) },
        sections: survey.map { RoadWords.Summary($0, at: output.sections.path) },
        blockedRoads: inventory.defects.filter(\.blocksCarriageway).map(UrgentWords.Summary.Finding.init),
        triage: triage.map(UrgentWords.Summary.init), warnings: summary.warnings, seconds: summary.seconds,
        megapixelsPerSecond: summary.megapixelsPerSecond,
        upToDate: plan.isUpToDate, stopped: summary.wasStopped))
  }

  /// Where the defects come from, when photos show some of them more than once.
  private static func origin(of inventory: Inventory) -> String {
    let detections = inventory.defects.reduce(0) { $0 + $1.observations.count }
    return detections > inventory.defects.count ? ", of \(detections) detections in single photos" : ""
  }

  /// Prints what a run would do.
  func printDryRun(_ terminal: Terminal, asJSON: Bool) throws {
    if asJSON {
      struct DryRun: Encodable {
        let toInspect: [String]
        let unchanged, skipped, ignoredFiles: Int
      }
      terminal.data(
        try JSONOutput.encode(
          DryRun(
            toInspect: plan.pending.map { "\($0.key.flight)/\($0.key.name)" }, unchanged: plan.unchanged.count,
            skipped: plan.skipped.count, ignoredFiles: plan.ignoredFileCount)))
      return
    }
    var lines = [
      "Would inspect \(plan.pending.count) photos; \(plan.unchanged.count) are done, "
        + "\(plan.skipped.count) cannot be used, \(plan.ignoredFileCount) files are no photos."
    ]
    lines += plan.pending.map { "  \($0.key.flight)/\($0.key.name)" }
    lines += plan.skipped.map { "  skip \($0.key.flight)/\($0.key.name): \($0.detail)" }
    terminal.data(Terminal.printable(lines.joined(separator: "\n")) + "\n")
  }

  /// Counts skipped photos by reason, most frequent first.
  static func countByReason(_ skipped: [SkippedPhotoRecord]) -> [(String, Int)] {
    Dictionary(grouping: skipped) { "\($0.code): \($0.detail)" }.map { ($0.key, $0.value.count) }
      .sorted { ($1.1, $0.0) < ($0.1, $1.0) }
  }

  private static func table(_ inventory: Inventory, _ labels: Labels) -> [(
    kind: String, count: Int, severities: String
  )] {
    Dictionary(grouping: inventory.defects, by: \.damageClass).sorted { $0.key.rawValue < $1.key.rawValue }.map {
      kind, defects in
      let severities = Dictionary(grouping: defects) { labels.text($0.severity) }
        .map { (label: $0.key, code: $0.value[0].severity.code, count: $0.value.count) }
        .sorted { ($0.code, $0.label) < ($1.code, $1.label) }
      return (
        labels.text(kind), defects.count, severities.map { "\($0.count) \($0.label)" }.joined(separator: ", ")
      )
    }
  }

  private static func rounded(_ value: Double) -> String {
    value < 10 ? "\((value * 10).rounded() / 10)" : "\(Int(value.rounded()))"
  }
}
