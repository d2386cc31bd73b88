import Detectors
import ImageKit

/// A comparison as a table: one row a defect, in the form of the work orders.
///
/// ```
/// change,change_label,reason,reason_label,kind_code,…,length_m_before,length_m_after,length_m_change,length_m_sigma,…
/// grown,grown,,,longitudinal_crack,…,7.06,9.44,2.38,0.31,…
/// ```
///
/// UTF-8 with a byte order mark, CRLF, RFC 4180, text guarded against formulas. Of a defect that an inventory has in pieces,
/// `defect_uids_…` name all, the largest first. Places are those of the later inventory.
public struct ComparisonCSV: Sendable {
  /// The columns, in order.
  public static let columns =
    [
      "change", "change_label", "reason", "reason_label", "kind_code", "kind_label", "kind_code_before",
      "severity_before", "severity_after", "severity_change", "work_order_id_before", "work_order_id_after",
      "defect_uids_before", "defect_uids_after", "lon", "lat", "ce90_m",
    ]
    + SizeChange.Quantity.allCases.flatMap { quantity in
      ["before", "after", "change", "sigma"].map { "\(quantity.rawValue)_\($0)" }
    } + [
      "n_photos_before", "n_photos_after", "n_photos_covering", "overlooked", "flight_before", "flight_after",
      "best_photo_before", "best_photo_after",
    ]

  /// Creates a writer.
  public init() {}

  /// Returns the table.
  public func bytes(of comparison: InventoryComparison, language: Language) -> [UInt8] {
    let words = ComparisonWords(Labels(language: language))
    var table = CSVText()
    table.append(Self.columns.map { .plain($0) })
    for row in comparison.rows {
      let cells = Self.cells(of: row, words: words)
      table.append(Self.columns.map { cells[$0] ?? .empty })
    }
    return table.bytes
  }

  /// Returns a row's cells by column.
  static func cells(of row: DefectComparison, words: ComparisonWords) -> [String: TableCell] {
    var cells = CSVText.cells(of: row.placement, plane: nil)
    cells["change"] = .plain(row.change.rawValue)
    cells["change_label"] = .plain(words.text(row.change))
    cells["reason"] = .optional(row.reason?.rawValue)
    cells["reason_label"] = .plain(words.reason(row))
    cells["kind_code"] = .plain(row.damageClass.rawValue)
    cells["kind_label"] = .plain(words.labels.text(row.damageClass))
    cells["kind_code_before"] = .optional(row.formerClass?.rawValue)
    cells["severity_change"] = .optional(row.severity?.rawValue)
    for (side, defects) in [("before", row.before), ("after", row.after)] {
      guard let first = defects.first else { continue }
      cells["severity_\(side)"] = .plain(first.severity.code)
      cells["work_order_id_\(side)"] = .plain(WorkOrderCSV.workOrderID(of: first))
      cells["defect_uids_\(side)"] = .text(defects.map(\.uid).joined(separator: " "))
      cells["n_photos_\(side)"] = .plain(String(first.photos.count))
      cells["flight_\(side)"] = .text(first.flight)
      cells["best_photo_\(side)"] = .text(first.bestPhoto.name)
    }
    for size in row.sizes {
      let places = places(of: size.quantity)
      let name = size.quantity.rawValue
      cells["\(name)_before"] = .number(size.before.value, places: places)
      cells["\(name)_after"] = .number(size.after.value, places: places)
      cells["\(name)_change"] = .number(size.difference, places: places)
      cells["\(name)_sigma"] = .number(size.sigma, places: places + 1)
    }
    cells["n_photos_covering"] = row.coveringPhotos.map { .plain(String($0)) } ?? .empty
    cells["overlooked"] = .number(row.overlooked, places: 4)
    return cells
  }

  static func places(of quantity: SizeChange.Quantity) -> Int {
    switch quantity {
    case .length, .blockedWidth, .decline, .paintLost: 2
    case .width: 1
    case .area: 3
    }
  }
}
