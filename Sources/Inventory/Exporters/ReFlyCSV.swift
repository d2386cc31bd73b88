import Detectors
import ImageKit

/// The table for whoever flies again: one row a defect that the photos are too coarse to grade, worst first.
///
/// ```
/// defect_uid,work_order_id,kind_code,kind_label,severity,severity_label,…,gsd_mm,…,needed_gsd_mm,needed_standoff_m,…
/// 0f3a5c9b-21d7-8…,WO-0F3A5C9B21D7,crack,crack,low..medium,low to medium,…,5.03,…,1.5,3.61,12.13,-114.4,-89.4,…
/// ```
///
/// In the form of the work orders: UTF-8 with a byte order mark, CRLF, RFC 4180, text guarded against formulas. Needed
/// values are rounded down, so that what they say is enough. Without defects there is the header alone.
public struct ReFlyCSV: Sendable {
  /// The file name in the folder of a run.
  public static let defaultFileName = "re-fly.csv"

  /// The columns, in order.
  public static let columns = [
    "defect_uid", "work_order_id", "kind_code", "kind_label", "severity", "severity_label", "lon", "lat", "x", "y",
    "crs", "ce90_m", "length_m", "flight", "best_photo", "gsd_mm", "width_mm", "width_mm_low", "width_mm_high",
    "severity_rule", "limit_mm", "needed_gsd_mm", "needed_standoff_m", "present_standoff_m", "camera_yaw_deg",
    "camera_pitch_deg", "scale_doubt_pct", "note",
  ]

  /// Creates a writer.
  public init() {}

  /// Returns the table.
  public func bytes(of list: ReFlyList, options: ExportOptions) -> [UInt8] {
    let labels = Labels(language: options.language)
    var table = CSVText()
    table.append(ReFlyCSV.columns.map { .plain($0) })
    for item in list.items {
      let cells = cells(of: item, labels: labels, plane: options.plane)
      table.append(ReFlyCSV.columns.map { cells[$0] ?? .empty })
    }
    return table.bytes
  }

  private func cells(
    of item: ReFlyList.Item, labels: Labels, plane: (any PlaneCoordinates)?
  ) -> [String: CSVText.Cell] {
    let defect = item.defect
    var cells: [String: CSVText.Cell] = [
      "defect_uid": .text(defect.uid),
      "work_order_id": .text(WorkOrderCSV.workOrderID(of: defect)),
      "kind_code": .plain(defect.damageClass.rawValue),
      "kind_label": .text(labels.text(defect.damageClass)),
      "severity": .plain(defect.severity.code),
      "severity_label": .text(labels.text(defect.severity)),
      "flight": .text(defect.flight),
      "best_photo": .text(defect.bestPhoto.name),
      "severity_rule": .text(item.rule),
      "gsd_mm": .number(item.pixel, places: 3),
      "limit_mm": .optional(FixedDecimal.trimmed(item.limit, places: 4)),
      "needed_gsd_mm": .number(FixedDecimal.roundedDown(item.neededPixel, places: 3), places: 3),
      "needed_standoff_m": .number(item.neededStandOff.map { FixedDecimal.roundedDown($0, places: 2) }, places: 2),
      "present_standoff_m": .number(item.presentStandOff, places: 2),
      "camera_yaw_deg": .number(item.photo?.orientation?.yaw, places: 1),
      "camera_pitch_deg": .number(item.photo?.orientation?.pitch, places: 1),
      "scale_doubt_pct": .number(item.scaleDoubt.map { $0 * 100 }, places: 0),
      "note": .text(note(item, labels)),
    ]
    cells["length_m"] = .number(defect.measures.length?.value, places: 2)
    cells["width_mm"] = .number(defect.measures.width?.median, places: 2)
    cells["width_mm_low"] = .number(defect.measures.width?.low, places: 2)
    cells["width_mm_high"] = .number(defect.measures.width?.high, places: 2)
    cells.merge(CSVText.cells(of: defect.placement, plane: plane)) { $1 }
    return cells
  }

  /// What a closer photo alone does not settle, in the reader's language.
  private func note(_ item: ReFlyList.Item, _ labels: Labels) -> String {
    var notes: [String] = []
    if item.scaleDoubt != nil { notes.append(labels.text("re_fly.know_distance")) }
    if item.isTooFineToFind { notes.append(labels.text("re_fly.measure_on_site")) }
    return notes.joined(separator: labels.text("re_fly.and"))
  }
}
