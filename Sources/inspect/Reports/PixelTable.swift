import Foundation
import ImageKit

/// The reports of some pixels in one of the formats of `inspect locate`.
struct PixelTable {
  enum Format: String, CaseIterable {
    case table, json, geojson
  }

  let reports: [PixelReport]

  /// Returns the reports as text.
  func text(_ format: Format) throws -> String {
    switch format {
    case .table: table()
    case .json: try Self.encoded(reports, isPretty: true)
    case .geojson: try Self.encoded(PixelFeatures(features: reports.map(PixelFeatures.Feature.init)), isPretty: false)
    }
  }

  private static func encoded(_ value: some Encodable, isPretty: Bool) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if isPretty { encoder.outputFormatting.insert(.prettyPrinted) }
    return JSONOutput.inert(try encoder.encode(value)) + "\n"
  }

  private func table() -> String {
    var lines: [String] = []
    if let first = reports.first {
      let crs = reports.compactMap { $0.place?.plane == nil ? nil : $0.crs }.first
      let system = crs.map { "; easting and northing in \($0)" } ?? ""
      lines.append("\(first.photo): \(first.assumption ?? "not placed: \(first.reason)")\(system)")
    }
    let hasWall = reports.contains { $0.place?.wall != nil }
    var header = ["u", "v", "latitude", "longitude", "easting", "northing", "height", "CE90 m", "mm/px", "range m"]
    if hasWall { header.append("on the wall: right, up m") }
    lines += Self.aligned([header + ["status"]] + reports.map { row($0, hasWall: hasWall) })
    for report in reports {
      guard let explanation = report.explanation else { continue }
      lines += ["", "Pixel \(report.pixel.u), \(report.pixel.v): what moves it by how much (one standard deviation)"]
      lines += Self.aligned(
        [["  metres", "source", "sigma", "from"]]
          + explanation.contributions.map {
            ["  " + PhotoTable.number($0.metres, 3), $0.source, "\(Self.short($0.sigma)) \($0.unit)", $0.basis]
          })
      lines += explanation.sources.sorted { $0.key < $1.key }.map { "  \($0.key) from \($0.value)" }
      if let above = report.heightAboveGround {
        lines.append("  height above the ground \(PhotoTable.number(above.metres, 2)) m by \(above.source.rawValue)")
      }
    }
    lines += legend()
    return Terminal.printable(lines.joined(separator: "\n")) + "\n"
  }

  private func row(_ report: PixelReport, hasWall: Bool) -> [String] {
    let place = report.place
    let point = place?.point
    let gsd = report.place?.groundSampleDistance
    var row = [
      PhotoTable.number(report.pixel.u, 1), PhotoTable.number(report.pixel.v, 1),
      PhotoTable.number(point?.coordinate.latitude, 8), PhotoTable.number(point?.coordinate.longitude, 8),
      PhotoTable.number(place?.plane?.x, 2), PhotoTable.number(place?.plane?.y, 2),
      place?.height.map(Self.height) ?? "-",
      PhotoTable.number(point?.accuracy.ce90, 2),
      gsd.map { "\(PhotoTable.number($0.perColumn * 1000, 1)) x \(PhotoTable.number($0.perRow * 1000, 1))" } ?? "-",
      PhotoTable.number(point?.range, 1),
    ]
    if hasWall {
      row.append(place?.wall.map { "\(PhotoTable.number($0.along, 3)), \(PhotoTable.number($0.up, 3))" } ?? "-")
    }
    return row + [report.status]
  }

  /// Explains each status and warning once.
  private func legend() -> [String] {
    var meanings: [String: String] = [:]
    for report in reports {
      if report.status != "ok" { meanings[report.status] = report.reason }
      for warning in report.warnings { meanings[warning.code] = warning.detail }
    }
    guard !meanings.isEmpty else { return [] }
    return [""] + meanings.sorted { $0.key < $1.key }.map { "  \($0.key): \($0.value)" }
  }

  private static func aligned(_ rows: [[String]]) -> [String] {
    let columns = rows.first?.count ?? 0
    let widths = (0..<columns).map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      zip(row, widths).map { $0.padding(toLength: $1, withPad: " ", startingAt: 0) }.joined(separator: "  ")
        .replacing(/\s+$/, with: "")
    }
  }

  private static func height(_ height: Height) -> String {
    // Adding zero takes the sign off a height that rounds to nothing.
    let metres = (height.metres * 100).rounded() / 100 + 0
    return "\(PhotoTable.number(metres, 2)) \(height.datum.rawValue)"
  }

  private static func short(_ value: Double) -> String { String(format: "%.4g", value) }
}
