import Detectors
import Foundation
import ImageKit

/// The columns of the table of decisions: first what is known, then what a person fills in.
enum ReviewColumn: String, Sendable, CaseIterable {
  case workOrder = "work_order_id"
  case kindNow = "kind_now"
  case severityNow = "severity_now"
  case statusNow = "status_now"
  case priority
  case decision
  case reason
  case kind
  case severity
  case note
  case reviewer
  case measures
  case place
  case road
  case photo = "best_photo"
  case overlay
  case severityReason = "severity_reason"
  case lastReviewer = "last_reviewer"
  case lastNote = "last_note"
  case defectUID = "defect_uid"
  case version

  /// What a person fills in.
  static let filled: [ReviewColumn] = [.decision, .reason, .kind, .severity, .note, .reviewer]
}

/// Defects as a table for a spreadsheet in which a person decides about each.
///
/// ```
/// work_order_id,kind_now,severity_now,status_now,priority,decision,reason,kind,severity,note,reviewer,measures,…,version
/// WO-0F3A5C9B21D7,crack,medium,new,2,,,,,,,"3.24 m, 8 mm (6–11)",…,v3fa90c11d02
/// ```
///
/// In the form of the work orders: UTF-8 with a byte order mark, CRLF, RFC 4180, text guarded against formulas. The columns to be
/// filled in are empty, whatever was decided before.
public struct ReviewTable: Sendable {
  /// The file name that suits it.
  public static let defaultFileName = "decisions.csv"

  /// Creates a writer.
  public init() {}

  /// Returns the table, the most urgent defects first.
  ///
  /// - Parameters:
  ///   - options: which defects, and in which language.
  ///   - overlay: where the drawing of a photo is, as the reader should open it; `nil` where there is none.
  public func bytes(
    of inventory: Inventory, options: ExportOptions, overlay: (PhotoKey) -> String? = { _ in nil }
  ) -> [UInt8] {
    let labels = Labels(language: options.language)
    var table = CSVText()
    table.append(ReviewColumn.allCases.map { .plain(labels.text($0)) })
    for defect in options.mostUrgentFirst(options.defects(of: inventory)) {
      let known = WorkOrderColumns.cells(of: defect, labels: labels, options: options)
      table.append(
        ReviewColumn.allCases.map { cell($0, of: defect, known: known, labels: labels, overlay: overlay) })
    }
    return table.bytes
  }

  /// The name of the file in `overlays/` that shows the findings in a photo.
  public static func overlayName(of photo: PhotoKey) -> String {
    OverlayFile.url(of: photo, in: URL(filePath: "overlays")).lastPathComponent
  }

  private func cell(
    _ column: ReviewColumn, of defect: Defect, known: [String: TableCell], labels: Labels,
    overlay: (PhotoKey) -> String?
  ) -> TableCell {
    switch column {
    case .decision, .reason, .kind, .severity, .note, .reviewer: .empty
    case .workOrder, .priority, .photo, .defectUID, .severityReason: known[column.rawValue] ?? .empty
    case .kindNow: known["kind_label"] ?? .empty
    case .severityNow: known["severity_label"] ?? .empty
    case .statusNow: known["status_label"] ?? .empty
    case .measures:
      .text(DefectWords.measures(of: defect, labels: labels).joined(separator: labels.text("list.separator")))
    case .place: place(known)
    case .road: road(known)
    case .overlay: .text(overlay(defect.bestPhoto) ?? "")
    case .lastReviewer: .text(defect.review?.reviewer ?? "")
    case .lastNote: .text(note(defect.review, labels))
    case .version: .plain(ReviewVersion.text(of: defect))
    }
  }

  private func place(_ known: [String: TableCell]) -> TableCell {
    guard let latitude = known["lat"]?.text, let longitude = known["lon"]?.text else { return .empty }
    return .text("\(latitude) \(longitude)")
  }

  private func road(_ known: [String: TableCell]) -> TableCell {
    let parts = [known["road"]?.text ?? "", known["chainage_m"]?.text ?? ""].filter { !$0.isEmpty }
    return parts.count == 2 ? .text("\(parts[0]) \(parts[1]) m") : .text(parts.first ?? "")
  }

  private func note(_ review: Review?, _ labels: Labels) -> String {
    guard let review else { return "" }
    return [review.reason.map(labels.text) ?? "", review.note].filter { !$0.isEmpty }
      .joined(separator: labels.text("list.separator"))
  }
}
