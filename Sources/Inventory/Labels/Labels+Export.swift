extension Labels {
  /// The columns that have a name for people in reports and balloons.
  static let reportColumns =
    [
      "work_order_id", "kind_label", "severity_label", "severity_rule", "severity_reason", "suggested_action",
      "status_label", "district", "road", "chainage_m", "place", "ce90_m", "measures", "confidence", "n_photos",
      "best_photo", "captured_at", "reviewer", "note", "defect_uid", "model_id", "priority", "due_date",
      "review_reason",
    ] + DefectWords.treeFacts

  /// The keys of words that exports need.
  static let exportKeys = Set(reportColumns.map { "column.\($0)" }).union([
    "list.separator", "op.A", "op.U", "op.D", "table.change", "table.groups", "table.without_group",
    "table.work_orders", "report.title", "report.summary", "report.map", "report.table", "report.defects",
    "report.photos", "report.flights", "report.photos_inspected", "report.photos_skipped", "report.kind",
    "report.total", "report.no_defects", "report.no_map", "report.no_picture", "report.cut", "report.not_graded_reason",
    "report.rules", "report.tool", "report.taken", "report.legend", "report.footprint", "report.reason_skipped",
    "report.file", "report.north", "size.square_metres", "size.diameter", "size.paint_lost",
  ])

  /// The name of a column for people.
  func column(_ name: String) -> String { text("column.\(name)") }

  /// The name of a level, or that there is none.
  func text(_ level: SeverityLevel?) -> String {
    text(level.map { "severity.\($0.rawValue)" } ?? "severity.not_gradable")
  }
}
