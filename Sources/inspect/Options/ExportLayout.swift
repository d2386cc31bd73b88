import ArgumentParser
import Foundation
import Inventory

/// How the tables of an export are laid out.
struct ExportLayout: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Columns, headers, codes and encoding of csv, xlsx and open311: a name from 'inspect list' or a YAML file.",
      valueName: "name-or-file"))
  var mapping: String?

  @Option(
    help: ArgumentHelp(
      "Only what changed since the work orders of an earlier run or export: a column op says A, U or D.",
      valueName: "previous.csv"), completion: .file(extensions: ["csv"]))
  var changesSince: String?

  @Option(
    help: ArgumentHelp(
      "Group rows by road, district or any other column: csv in order, xlsx a sheet a group.", valueName: "column"))
  var groupBy: String?

  /// Refuses what says nothing to a format that is no table.
  func check(_ exporter: any InventoryExporter.Type) throws(CommandFailure) {
    guard !exporter.isTable else { return }
    for (name, value) in [("mapping", mapping), ("changes-since", changesSince), ("group-by", groupBy)]
    where value != nil {
      let tables = ExporterList.all.filter { $0.isTable }.map { $0.name }.joined(separator: ", ")
      throw CommandFailure(.usage, "--\(name) lays out tables, and \(exporter.name) is none; the tables are \(tables)")
    }
  }

  /// Reads the mapping, if one is asked for.
  func columnMapping(joined: [String]) throws(CommandFailure) -> ColumnMapping? {
    guard let mapping else { return nil }
    let isBuiltIn = MappingList.ids.contains(mapping)
    guard isBuiltIn || FileManager.default.fileExists(atPath: mapping) else {
      throw CommandFailure(
        .inputNotFound,
        "--mapping: '\(mapping)' is neither a file nor built in; \(Suggestion.words(for: mapping, among: MappingList.ids))"
      )
    }
    do throws(RuleError) {
      guard isBuiltIn else { return try ColumnMapping(contentsOf: URL(filePath: mapping), joined: joined) }
      return try MappingList.mapping(id: mapping)
    } catch {
      throw CommandFailure(.usage, "--mapping: \(error)")
    }
  }

  /// Reads the earlier table, if one is named.
  func previous() throws(CommandFailure) -> PreviousWorkOrders? {
    guard let changesSince else { return nil }
    guard FileManager.default.fileExists(atPath: changesSince) else {
      throw CommandFailure(.inputNotFound, "--changes-since: \(changesSince) does not exist")
    }
    do throws(PreviousWorkOrders.Problem) {
      return try PreviousWorkOrders(contentsOf: URL(filePath: changesSince))
    } catch {
      throw CommandFailure(.nothingUsable, "--changes-since: \(error)")
    }
  }

  /// Returns the column to group by, if one is named.
  func groupColumn(joined: [String]) throws(CommandFailure) -> String? {
    guard let groupBy else { return nil }
    let known = WorkOrderColumns.names + joined
    guard known.contains(groupBy) else {
      let hint = groupBy == "asset" ? "; fill it from your own layer, as in --join asset=assets.gpkg:ID@5m" : ""
      throw CommandFailure(
        .usage, "--group-by: there is no column '\(groupBy)'\(hint); \(Suggestion.words(for: groupBy, among: known))")
    }
    return groupBy
  }
}
