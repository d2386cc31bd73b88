import Foundation
import ImageKit
import Inventory

/// The reports of some photos in one of the formats of `inspect photos`.
struct PhotoTable {
  enum Format: String, CaseIterable {
    case table, csv, json, geojson
  }

  let reports: [PhotoReport]
  /// What is to be said of whole flights, in words; below the table.
  var notes: [String] = []

  /// Returns the reports as text.
  func text(_ format: Format) throws -> String {
    switch format {
    case .table: table()
    case .csv: csv()
    case .json: try json()
    case .geojson: try geoJSON()
    }
  }

  private func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return JSONOutput.inert(try encoder.encode(reports)) + "\n"
  }

  private func table() -> String {
    let width = reports.lazy.compactMap(\.gradeWidth).first
    let header =
      [
        "file", "taken", "latitude", "longitude", "height", "above take-off", "yaw", "pitch", "roll", "focal px",
        "mm/px", "gradable mm",
      ] + (width.map { ["\(GradeWidthWords.number($0)) mm"] } ?? []) + ["blur", "light", "warnings"]
    let rows = reports.map { report -> [String] in
      [
        report.file, report.capturedAt.map { String($0.prefix(19)) } ?? "-", Self.number(report.latitude, 6),
        Self.number(report.longitude, 6),
        report.height.map { "\(Self.number($0.metres, 1)) \($0.datum.rawValue)" } ?? "-",
        Self.number(report.relativeHeight, 1), Self.number(report.orientation?.yaw, 1),
        Self.number(report.orientation?.pitch, 1), Self.number(report.orientation?.roll, 1),
        Self.number(report.focalLength, 0), Self.number(report.groundSampleDistance.map { $0 * 1000 }, 1),
        Self.number(report.narrowestGradable, 1),
      ] + (width == nil ? [] : [Self.grading(report)]) + [
        Self.number(report.blur, 1), Self.number(report.exposure, 2),
        ((report.status == "ok" ? [] : [report.status]) + report.warnings.map(\.code)).joined(separator: " "),
      ]
    }
    let widths = header.indices.map { column in ([header] + rows).map { $0[column].count }.max() ?? 0 }
    let lines = ([header] + rows).map { row in
      zip(row, widths).map { $0.padding(toLength: $1, withPad: " ", startingAt: 0) }.joined(separator: "  ")
        .replacing(/\s+$/, with: "")
    }
    let legend = WarningSummary.summaries(of: reports.map { ($0.file, $0.warnings) }).map { summary in
      // Where all are meant, names say nothing.
      let names =
        summary.photoCount == 1
        ? summary.firstPhoto
        : summary.photoCount == reports.count ? "all photos" : "\(summary.firstPhoto) … \(summary.lastPhoto)"
      return "  \(summary.code) (\(summary.photoCount), \(names)): \(summary.detail)"
    }
    let explanation = legend.isEmpty ? [] : ["", "What the warnings mean, by an example of each:"] + legend
    let whole = notes.isEmpty ? [] : ["", "Of the whole flight:"] + notes.map { "  " + $0.trimmingPrefix("  ") }
    return Terminal.printable((lines + explanation + whole).joined(separator: "\n")) + "\n"
  }

  private func csv() -> String {
    CSVTable.text([PhotoReport.csvColumns] + reports.map(\.csvFields))
  }

  private func geoJSON() throws -> String {
    struct Feature: Encodable {
      struct Geometry: Encodable {
        let type = "Point"
        let coordinates: [Double]
        enum Key: String, CodingKey { case type, coordinates }
      }
      let report: PhotoReport
      enum Key: String, CodingKey { case type, id, geometry, properties }
      func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode("Feature", forKey: .type)
        try container.encode(report.file, forKey: .id)
        let coordinates = report.longitude.flatMap { longitude in
          report.latitude.map { [Self.rounded(longitude), Self.rounded($0)] }
        }
        try container.encode(coordinates.map(Geometry.init), forKey: .geometry)
        try container.encode(report, forKey: .properties)
      }
      private static func rounded(_ value: Double) -> Double { (value * 1e7).rounded() / 1e7 }
    }
    struct Collection: Encodable {
      let type = "FeatureCollection"
      let features: [Feature]
      enum Key: String, CodingKey { case type, features }
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let collection = Collection(features: reports.map { Feature(report: $0) })
    return JSONOutput.inert(try encoder.encode(collection)) + "\n"
  }

  /// Whether a photo grades the width that is asked about, and if not, or if nobody knows, from how far it would.
  private static func grading(_ report: PhotoReport) -> String {
    if report.gradesWidth == true { return "yes" }
    if let distance = report.gradeStandOff { return "from \(GradeWidthWords.atMost(distance)) m" }
    return report.gradesWidth == nil ? "-" : "no"
  }

  static func number(_ value: Double?, _ digits: Int) -> String {
    guard let value else { return "-" }
    return String(format: "%.\(digits)f", value)
  }
}
