import Detectors
import ImageKit

/// The table a planner opens in a spreadsheet: one row a defect.
///
/// ```
/// work_order_id,defect_uid,kind_code,kind_label,severity,severity_rule,priority,status,district,…
/// WO-0F3A5C9B21D7,0f3a5c9b-21d7-8…,crack,crack,medium,fhwa-ltpp-2014/crack-width,2,new,,…
/// ```
///
/// UTF-8 with a byte order mark, CRLF, RFC 4180. Numbers have a point and a fixed number of decimals. Times are those
/// of the camera's clock with its zone, if the zone is known. Road and chainage come from the road network that the run was
/// given, and are empty without one. District and address need data of the owner and are empty, as is the due date, which
/// follows from the owner's response times. Columns about trees follow where the run looked for them: see `TreeColumns`.
public struct WorkOrderCSV: InventoryExporter {
  /// The name on the command line.
  public static let name = "csv"
  /// What the format is for.
  public static let summary = "Work orders as a table for spreadsheets and maintenance systems."
  /// The file name in the folder of a run.
  public static let defaultFileName = "work-orders.csv"

  /// The columns of every table, in order.
  public static let columns = [
    "work_order_id", "defect_uid", "kind_code", "kind_label", "severity", "severity_rule", "priority", "status",
    "district", "road", "chainage_m", "address_hint", "lon", "lat", "x", "y", "crs", "ce90_m", "length_m", "width_mm",
    "width_mm_low", "width_mm_high", "area_m2", "confidence", "n_photos", "best_photo", "thumb", "flight",
    "captured_at", "reviewer", "reviewed_at", "suggested_action", "due_date", "note", "model_id",
  ]

  /// Creates an exporter.
  public init() {}

  /// Returns the table.
  public func bytes(of inventory: Inventory, options: ExportOptions) -> [UInt8] {
    let labels = Labels(language: options.language)
    var table = CSVText()
    let columns = WorkOrderCSV.columns + (inventory.isAboutTrees ? TreeColumns.names : [])
    table.append(columns.map { .plain($0) })
    for defect in options.defects(of: inventory) {
      let cells = cells(of: defect, labels: labels, plane: options.plane)
      table.append(columns.map { cells[$0] ?? .empty })
    }
    return table.bytes
  }

  /// Returns the name of the work order for a defect: the same in every run and every export.
  public static func workOrderID(of defect: Defect) -> String {
    "WO-" + String(defect.uid.filter { $0 != "-" }.prefix(12)).uppercased()
  }

  private func cells(
    of defect: Defect, labels: Labels, plane: (any PlaneCoordinates)?
  ) -> [String: CSVText.Cell] {
    var cells: [String: CSVText.Cell] = [
      "work_order_id": .text(WorkOrderCSV.workOrderID(of: defect)),
      "defect_uid": .text(defect.uid),
      "kind_code": .plain(defect.damageClass.rawValue),
      "kind_label": .text(labels.text(defect.damageClass)),
      "severity": .plain(defect.severity.code),
      "severity_rule": .text(defect.severity.rule),
      "priority": .optional(WorkPriority(for: defect).map { String($0.rawValue) }),
      "status": .plain(defect.status.rawValue),
      "confidence": .number(defect.confidence, places: 3),
      "n_photos": .plain(String(defect.photos.count)),
      "best_photo": .text(defect.bestPhoto.name),
      "flight": .text(defect.flight),
      "captured_at": defect.lastSeen.flatMap(UTCTime.text(_:)).map { .text($0) } ?? .empty,
      "suggested_action": .text(labels.text(SuggestedAction(for: defect))),
      "note": .text(defect.review?.note ?? ""),
      "model_id": .text(defect.detectors),
    ]
    if let road = defect.road {
      cells["road"] = .text(road.section)
      cells["chainage_m"] = .number(road.chainage, places: 1)
    }
    cells["length_m"] = .number(defect.measures.length?.value, places: 2)
    cells["width_mm"] = .number(defect.measures.width?.median, places: 1)
    cells["width_mm_low"] = .number(defect.measures.width?.low, places: 1)
    cells["width_mm_high"] = .number(defect.measures.width?.high, places: 1)
    cells["area_m2"] = .number(defect.measures.area?.value, places: 3)
    if let review = defect.review {
      cells["reviewer"] = .text(review.reviewer)
      cells["reviewed_at"] = .optional(UTCTime.text(seconds: review.time))
    }
    cells.merge(CSVText.cells(of: defect.placement, plane: plane)) { $1 }
    cells.merge(TreeColumns.cells(of: defect, labels: labels)) { $1 }
    return cells
  }
}
