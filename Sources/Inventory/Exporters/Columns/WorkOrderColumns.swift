import Detectors
import ImageKit

/// Every column that a table of defects may have, in one place: tables, mappings, conditions and map layers use it.
///
/// A new column adds a line to ``all`` and its cell to ``cells(of:labels:options:)``.
public enum WorkOrderColumns {
  /// What the cells of a column are.
  enum Kind: Sendable {
    case text
    case integer
    case number
    case time
  }

  /// One column.
  struct Column: Sendable {
    let name: String
    let kind: Kind
    /// Whether the default table has it.
    let isDefault: Bool
    /// Whether it says nothing that other columns do not say, so that a new one is no change of the defect.
    let isDerived: Bool

    init(_ name: String, _ kind: Kind = .text, isDefault: Bool = true, isDerived: Bool = false) {
      self.name = name
      self.kind = kind
      self.isDefault = isDefault
      self.isDerived = isDerived
    }
  }

  /// The column that says what became of a work order since the last export: `A` added, `U` updated, `D` deleted.
  static let operation = "op"

  /// All columns: first those of the default table, in its order.
  static let all: [Column] =
    [
      .init("work_order_id"), .init("defect_uid"), .init("kind_code"), .init("kind_label", isDerived: true),
      .init("severity"), .init("severity_rule"), .init("priority", .integer), .init("status"), .init("district"),
      .init("road"), .init("chainage_m", .number), .init("address_hint"), .init("lon", .number), .init("lat", .number),
      .init("x", .number, isDerived: true), .init("y", .number, isDerived: true), .init("crs", isDerived: true),
      .init("ce90_m", .number), .init("length_m", .number), .init("width_mm", .number), .init("width_mm_low", .number),
      .init("width_mm_high", .number), .init("area_m2", .number), .init("confidence", .number),
      .init("n_photos", .integer), .init("best_photo"), .init("thumb"), .init("flight"), .init("captured_at", .time),
      .init("reviewer"), .init("reviewed_at", .time), .init("suggested_action", isDerived: true),
      .init("due_date", .time), .init("note"), .init("model_id"), .init("rule_version", isDerived: true),
      .init("models", isDerived: true), .init("run_id", isDerived: true),
      .init("detected_kind", isDefault: false), .init("detected_severity", isDefault: false),
      .init("detected_rule", isDefault: false), .init("review_reason", isDefault: false),
      .init("severity_label", isDefault: false, isDerived: true), .init("severity_reason", isDefault: false),
      .init("status_label", isDefault: false, isDerived: true),
      .init("description", isDefault: false, isDerived: true), .init("photos", isDefault: false),
      .init("diameter_mm", .number, isDefault: false), .init("orientation_deg", .number, isDefault: false),
      .init("pattern", isDefault: false), .init("angle_to_road_deg", .number, isDefault: false),
      .init("paint_lost_pct", .number, isDefault: false),
      .init("road_side", isDefault: false), .init("gsd_m", .number, isDefault: false),
      .init("position_method", isDefault: false), .init("first_seen", .time, isDefault: false),
      .init("geo_uri", isDefault: false, isDerived: true),
    ] + TreeColumns.columns

  /// The names of the columns of the default table, in order.
  static let defaults = all.filter(\.isDefault).map(\.name)

  /// The names of all columns.
  public static let names = all.map(\.name)

  /// Returns the column of that name.
  static func column(named name: String) -> Column? { all.first { $0.name == name } }

  /// Returns the cells of a defect by column; a column without a cell is empty.
  static func cells(of defect: Defect, labels: Labels, options: ExportOptions) -> [String: TableCell] {
    var cells = known(of: defect, labels: labels, options: options)
    let answer = options.response.answer(for: defect) { cells }
    cells["priority"] = .number(answer.priority.map(Double.init), places: 0)
    cells["suggested_action"] = .text(options.response.action(answer, for: defect, labels: labels))
    cells["due_date"] = .time(options.due(answer, for: defect))
    cells["description"] = .text(DefectWords.description(of: defect, cells: cells, labels: labels))
    return cells
  }

  /// Returns the cells of what is known of a defect, before it is asked what follows from it.
  static func known(of defect: Defect, labels: Labels, options: ExportOptions) -> [String: TableCell] {
    let measures = defect.measures
    var cells: [String: TableCell] = [
      "work_order_id": .text(WorkOrderCSV.workOrderID(of: defect)),
      "defect_uid": .text(defect.uid),
      "kind_code": .plain(defect.damageClass.rawValue),
      "kind_label": .text(labels.text(defect.damageClass)),
      "severity": .plain(defect.severity.code),
      "severity_label": .text(labels.text(defect.severity)),
      "severity_rule": .text(defect.severity.rule),
      "severity_reason": .text(labels.reason(of: defect.severity)),
      "status": .plain(defect.status.rawValue),
      "status_label": .text(labels.text(defect.status)),
      "confidence": .number(defect.confidence, places: 3),
      "n_photos": .number(Double(defect.photos.count), places: 0),
      "best_photo": .text(defect.bestPhoto.name),
      "photos": .text(defect.photos.map(\.name).joined(separator: " ")),
      "flight": .text(defect.flight),
      "captured_at": .time(defect.lastSeen.flatMap(UTCTime.text(_:))),
      "first_seen": .time(defect.firstSeen.flatMap(UTCTime.text(_:))),
      "note": .text(defect.review?.note ?? ""),
      "model_id": .text(defect.detectors),
    ]
    if let road = defect.road {
      cells["road"] = .text(road.section)
      cells["chainage_m"] = .number(road.chainage, places: 1)
      cells["road_side"] = .plain(road.side.rawValue)
    }
    cells["length_m"] = .number(measures.length?.value, places: 2)
    cells["width_mm"] = .number(measures.width?.median, places: 1)
    cells["width_mm_low"] = .number(measures.width?.low, places: 1)
    cells["width_mm_high"] = .number(measures.width?.high, places: 1)
    cells["area_m2"] = .number(measures.area?.value, places: 3)
    cells["diameter_mm"] = .number(measures.diameter?.value, places: 0)
    cells["orientation_deg"] = .number(measures.orientation, places: 1)
    cells["pattern"] = .optional(measures.pattern?.rawValue)
    cells["angle_to_road_deg"] = .number(measures.angleToRoad, places: 1)
    cells["paint_lost_pct"] = .number(measures.paintLost.map { $0 * 100 }, places: 0)
    if let review = defect.review {
      cells["reviewer"] = .text(review.reviewer)
      cells["reviewed_at"] = .time(UTCTime.text(seconds: review.time))
    }
    if let placement = defect.placement {
      cells["gsd_m"] = .number(placement.groundSampleDistance, places: 5)
      cells["position_method"] = .text(placement.method)
      if let latitude = FixedDecimal.text(placement.point.latitude, places: 7),
        let longitude = FixedDecimal.text(placement.point.longitude, places: 7)
      {
        // RFC 5870, which telephones open in their map.
        cells["geo_uri"] = .plain("geo:\(latitude),\(longitude)")
      }
      cells.merge(CSVText.cells(of: placement, plane: options.plane)) { $1 }
      for join in options.joins {
        guard let value = join.value(at: placement.point) else { continue }
        cells[join.column] = .text(value)
        // A chainage counts along the section that gave it.
        if join.column == "road", value != defect.road?.section {
          cells["chainage_m"] = .empty
          cells["road_side"] = .empty
        }
      }
    }
    cells.merge(TreeColumns.cells(of: defect, labels: labels)) { $1 }
    cells["detected_kind"] = .plain(defect.detected.damageClass.rawValue)
    cells["detected_severity"] = .plain(defect.detected.severity.code)
    cells["detected_rule"] = .text(defect.detected.severity.rule)
    cells["review_reason"] = .optional(defect.review?.reason?.rawValue)
    for (name, cell) in origin(of: defect, options.provenance) { cells[name] = cell }
    return cells
  }

  /// Returns what made a row: the version of its rules, the models and the run.
  static func origin(of defect: Defect, _ provenance: Provenance?) -> [(String, TableCell)] {
    guard let provenance else { return [] }
    let pack = defect.detected.severity.rule.split(separator: "/").first
    let rules = ["rules", "tree_rules"].compactMap { provenance.options[$0]?.split(separator: " ") }
    let version = rules.first { $0.first == pack && $0.count == 2 }?.last
    return [
      ("rule_version", .text(version.map(String.init) ?? "")),
      (
        "models",
        .text(provenance.models.map { "\($0.name)@\($0.version) \($0.sha256.prefix(12))" }.joined(separator: ", "))
      ),
      ("run_id", .text(String(provenance.optionsHash.prefix(12)))),
    ]
  }
}
