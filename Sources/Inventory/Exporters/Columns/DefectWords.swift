import Detectors
import ImageKit

/// A defect in one line, for systems that have one field for everything.
enum DefectWords {
  /// Returns kind, severity, sizes and road: `crack, medium, 3.24 m, 8 mm (6–11), 中山路 131 m`.
  static func description(of defect: Defect, cells: [String: TableCell], labels: Labels) -> String {
    var parts = [labels.text(defect.damageClass), labels.text(defect.severity)] + measures(of: defect, labels: labels)
    let road = PlainText.oneLine(cells["road"]?.text ?? "")
    if !road.isEmpty {
      let chainage = Double(cells["chainage_m"]?.text ?? "").flatMap { FixedDecimal.text($0, places: 0) }
      parts.append(chainage.map { "\(road) \($0) m" } ?? road)
    }
    return parts.joined(separator: labels.text("list.separator"))
  }

  /// Returns the sizes that are known, with units.
  static func measures(of defect: Defect, labels: Labels) -> [String] {
    let measures = defect.measures
    var parts: [String] = []
    if let length = measures.length?.value, let text = FixedDecimal.text(length, places: 2) {
      parts.append("\(text) m")
    }
    if let width = measures.width, let text = FixedDecimal.text(width.median, places: 1),
      let low = FixedDecimal.text(width.low, places: 1), let high = FixedDecimal.text(width.high, places: 1)
    {
      // A stripe's width says what was painted, not how bad it is.
      if defect.damageClass == .fadedMarking {
        FixedDecimal.text(width.median, places: 0).map { parts.append("\($0) mm") }
      } else if defect.severity.worst != nil {
        parts.append("\(text) mm (\(low)–\(high))")
      }
    }
    // The area of a line is its length times its width, which stand there already.
    if measures.length == nil, let area = measures.area?.value, let text = FixedDecimal.text(area, places: 2) {
      parts.append("\(text) \(labels.text("size.square_metres"))")
    }
    if let diameter = measures.diameter?.value, let text = FixedDecimal.text(diameter, places: 0) {
      parts.append("\(labels.text("size.diameter")) \(text) mm")
    }
    if let lost = measures.paintLost, let text = FixedDecimal.text(100 * lost, places: 0) {
      parts.append("\(labels.text("size.paint_lost")) \(text) %")
    }
    return parts
  }

  /// What is told of trees.
  static let treeFacts = ["decline_pct", "crown_diameter_m", "blocked_width_m", "overhang_depth_m", "target_label"]

  /// Returns what people want to know of a defect, by column and in order; what is not known is left out.
  static func facts(
    of defect: Defect, cells: [String: TableCell], labels: Labels
  ) -> [(column: String, text: String)] {
    func cell(_ name: String) -> String { PlainText.clean(cells[name]?.text ?? "") }
    var facts: [(column: String, text: String)] = [
      ("kind_label", cell("kind_label")), ("severity_label", cell("severity_label")),
      ("measures", measures(of: defect, labels: labels).joined(separator: labels.text("list.separator"))),
      ("suggested_action", cell("suggested_action")), ("due_date", cell("due_date").replacing("T", with: " ")),
      ("status_label", cell("status_label")),
      ("district", cell("district")), ("road", cell("road")), ("chainage_m", cell("chainage_m")),
    ]
    facts += treeFacts.map { ($0, cell($0)) }
    if !cell("lat").isEmpty { facts.append(("place", "\(cell("lat")), \(cell("lon"))")) }
    facts += [
      ("ce90_m", cell("ce90_m")), ("severity_rule", cell("severity_rule")),
      ("severity_reason", cell("severity_reason")),
      ("best_photo", cell("best_photo")), ("n_photos", cell("n_photos")),
      ("captured_at", cell("captured_at").replacing("T", with: " ")), ("confidence", cell("confidence")),
      ("reviewer", cell("reviewer")), ("review_reason", defect.review?.reason.map(labels.text) ?? ""),
      ("note", cell("note")), ("model_id", cell("model_id")),
      ("defect_uid", cell("defect_uid")),
    ]
    return facts.filter { !$0.text.isEmpty }
  }
}
