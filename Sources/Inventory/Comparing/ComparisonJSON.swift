import ImageKit

/// A comparison as JSON and as a map layer; the members have the names of the table's columns.
public struct ComparisonJSON: Sendable {
  private let words: ComparisonWords

  /// Creates a writer whose labels are in a language.
  public init(language: Language) { words = ComparisonWords(Labels(language: language)) }

  /// Returns the comparison: shifts, counts, remarks, and one object a row, in lines.
  public func bytes(of comparison: InventoryComparison) -> [UInt8] {
    let counts = InventoryComparison.order.map { ($0.rawValue, JSONText.integer(comparison.count(of: $0))) }
    let head: [(String, JSONText)] = [
      ("tool", .string("inspect")), ("version", .string(ToolVersion.current)),
      ("shifts", .array(comparison.shifts.map(Self.json))), ("counts", .object(counts)),
      ("remarks", .array(comparison.remarks.map { .string($0) })),
    ]
    // One row a line, in an object that is written by hand around them.
    var text = String(JSONText.object(head).serialized().dropLast()) + ",\"changes\":["
    for (index, row) in comparison.rows.enumerated() {
      text += index == 0 ? "\n" : ",\n"
      JSONText.object(members(of: row)).write(into: &text)
    }
    text += "\n]}\n"
    return Array(text.utf8)
  }

  /// Returns the rows as a feature collection after RFC 7946; what only the earlier inventory has is moved by the shift.
  public func geoJSON(of comparison: InventoryComparison) -> [UInt8] {
    var text = "{\"type\":\"FeatureCollection\",\"features\":["
    for (index, row) in comparison.rows.enumerated() {
      text += index == 0 ? "\n" : ",\n"
      JSONText.object([
        ("type", .string("Feature")), ("id", .string(row.shown.uid)),
        ("geometry", row.placement.map(GeoJSONGeometry.json(of:)) ?? .null),
        ("properties", .object(members(of: row))),
      ]).write(into: &text)
    }
    text += "\n]}\n"
    return Array(text.utf8)
  }

  private static func json(_ shift: FlightShift) -> JSONText {
    .object([
      ("flight_before", .string(shift.before)), ("flight_after", .string(shift.after)),
      ("basis", .string(shift.basis.rawValue)), ("east_m", .decimal(shift.east, places: 3)),
      ("north_m", .decimal(shift.north, places: 3)), ("ce90_m", .decimal(shift.accuracy.ce90, places: 3)),
      (
        "ellipse",
        .object([
          ("major_m", .decimal(shift.accuracy.major, places: 3)),
          ("minor_m", .decimal(shift.accuracy.minor, places: 3)),
          ("azimuth_deg", .decimal(shift.accuracy.azimuth, places: 1)),
        ])
      ),
      ("pairs", .integer(shift.pairs)), ("disagreement", .decimal(shift.disagreement, places: 2)),
    ])
  }

  private func members(of row: DefectComparison) -> [(String, JSONText)] {
    let cells = ComparisonCSV.cells(of: row, words: words)
    var members: [(String, JSONText)] = []
    for column in ComparisonCSV.columns {
      switch column {
      case "defect_uids_before": members.append((column, .array(row.before.map { .string($0.uid) })))
      case "defect_uids_after": members.append((column, .array(row.after.map { .string($0.uid) })))
      case "n_photos_before", "n_photos_after", "n_photos_covering":
        members.append((column, cells[column].flatMap { $0.isEmpty ? nil : .number($0.text) } ?? .null))
      default:
        switch cells[column] ?? .empty {
        case .empty: members.append((column, .null))
        case .decimal(let number): members.append((column, .number(number)))
        case .plain(let text), .text(let text), .instant(let text):
          members.append((column, text.isEmpty ? .null : .string(text)))
        }
      }
    }
    return members.filter { member in
      // A size that neither knows is left out rather than named four times.
      !SizeChange.Quantity.allCases.contains { member.0.hasPrefix($0.rawValue) } || member.1 != .null
    }
  }
}
