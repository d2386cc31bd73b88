import ArgumentParser
import Foundation
import ImageKit
import Inventory

/// Which defects an export holds, and what the owner's own data say of them.
struct ExportSelection: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Which decisions to include: new, accepted, edited, rejected, with commas, or all. Default: all but rejected.",
      valueName: "status,…"))
  var status: String?

  @Option(
    name: .customLong("where"),
    help: ArgumentHelp(
      "Only defects that meet a condition on a column; may be given several times.",
      discussion: """
        COLUMN=VALUE[,VALUE…], or with !=, <, <=, > or >= and a number: severity=high,medium..high, length_m>=1, road!= \
        (which is: has a road). Columns are those of the CSV.
        """, valueName: "condition"))
  var conditions: [String] = []

  @Option(
    name: .customLong("join"),
    help: ArgumentHelp(
      "Fill a column from a map layer of yours; may be given several times.",
      discussion: """
        FILE:FIELD takes the field of the area that holds the defect, FILE:FIELD@15m of the nearest feature within 15 m; \
        FILE:LAYER:FIELD where the file has several layers with the field. TOWNNAME and the like fill district, ROADNAME \
        and the like road, other fields a column of their own name; COLUMN=FILE:FIELD names the column.
        """, valueName: "file:field[@metres]"))
  var joins: [String] = []

  /// Which decisions are asked for.
  func statuses() throws(CommandFailure) -> Set<DefectStatus> {
    guard let status else { return ExportOptions().statuses }
    if status == "all" { return Set(DefectStatus.allCases) }
    var statuses: Set<DefectStatus> = []
    for word in status.split(separator: ",").map({ $0.trimmingCharacters(in: .whitespaces) }) {
      guard let one = DefectStatus(rawValue: word) else {
        let known = DefectStatus.allCases.map(\.rawValue) + ["all"]
        throw CommandFailure(.usage, "--status: there is no '\(word)'; \(Suggestion.words(for: word, among: known))")
      }
      statuses.insert(one)
    }
    guard !statuses.isEmpty else {
      throw CommandFailure(.usage, "--status is empty; use new, accepted, edited, rejected or all")
    }
    return statuses
  }

  /// Reads the conditions.
  func filters(joined: [String]) throws(CommandFailure) -> [ColumnFilter] {
    var filters: [ColumnFilter] = []
    for text in conditions {
      do throws(ColumnFilter.Problem) {
        filters.append(try ColumnFilter(text, columns: WorkOrderColumns.names + joined))
      } catch {
        throw CommandFailure(.usage, "--where: \(error)")
      }
    }
    return filters
  }

  /// Reads the map layers.
  func columnJoins() throws(CommandFailure) -> [ColumnJoin] {
    var found: [ColumnJoin] = []
    for text in joins {
      let parts = try JoinText(text)
      guard !found.contains(where: { $0.column == parts.column }) else {
        throw CommandFailure(
          .usage, "--join: the column '\(parts.column)' is filled twice; name another, as in other=\(text)")
      }
      do throws(RoadError) {
        let layer = try AttributeLayer(
          contentsOf: URL(filePath: parts.path), layer: parts.layer, field: parts.field)
        found.append(ColumnJoin(column: parts.column, layer: layer, reach: parts.reach))
      } catch {
        throw CommandFailure(error.exitStatus, "--join: \(error)")
      }
    }
    return found
  }
}

/// The parts of `COLUMN=FILE:LAYER:FIELD@15m`.
struct JoinText: Equatable {
  let column: String
  let path: String
  let layer: String?
  let field: String
  /// Metres; 0 asks for areas that hold the place.
  let reach: Double

  /// Parts a text; a file that has a colon or an equals sign in its own name is found by trying.
  init(_ text: String, isFile: (String) -> Bool = { FileManager.default.fileExists(atPath: $0) }) throws(CommandFailure)
  {
    let form = "write it as FILE:FIELD, FILE:FIELD@15m or COLUMN=FILE:LAYER:FIELD"
    var rest = text
    var column: String?
    if let equals = text.firstIndex(of: "="), !text[..<equals].contains("/"), !text[..<equals].contains(":") {
      column = String(text[..<equals])
      rest = String(text[text.index(after: equals)...])
    }
    var reach = 0.0
    if let at = rest.lastIndex(of: "@"), let colon = rest.lastIndex(of: ":"), at > colon {
      var distance = String(rest[rest.index(after: at)...])
      if distance.hasSuffix("m") { distance.removeLast() }
      guard let metres = Double(distance), (0.1...10_000).contains(metres) else {
        throw CommandFailure(.usage, "--join: '@\(distance)' is no distance from 0.1 to 10000 metres; \(form)")
      }
      reach = metres
      rest = String(rest[..<at])
    }
    guard let colon = rest.lastIndex(of: ":"), rest.index(after: colon) < rest.endIndex, colon > rest.startIndex else {
      throw CommandFailure(.usage, "--join: '\(text)' names no field; \(form)")
    }
    let field = String(rest[rest.index(after: colon)...])
    var path = String(rest[..<colon])
    var layer: String?
    if !isFile(path), let second = path.lastIndex(of: ":"), path.index(after: second) < path.endIndex,
      second > path.startIndex
    {
      layer = String(path[path.index(after: second)...])
      path = String(path[..<second])
    }
    self.column = column.map { $0.isEmpty ? ColumnJoin.column(for: field) : $0 } ?? ColumnJoin.column(for: field)
    self.path = path
    self.layer = layer
    self.field = field
    self.reach = reach
  }
}
