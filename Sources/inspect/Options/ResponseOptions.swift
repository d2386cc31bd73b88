import ArgumentParser
import Foundation
import Inventory

/// What follows from findings by the owner's table; shared by the commands that tell priorities.
struct ResponseOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Priorities, due dates and actions by your own table: a YAML file, or default.", valueName: "name-or-file"))
  var response: String?

  @Option(
    help: ArgumentHelp(
      "What due dates count from: capture (when a defect was first seen), now, or a time such as 2026-07-01 or "
        + "2026-07-01T08:00:00+08:00.", valueName: "when"))
  var dueFrom: String?

  /// Reads the table.
  func table(_ settings: Settings) throws(CommandFailure) -> ResponseTable { try Self.table(response, settings) }

  /// Reads the table of that name or file; the built-in one for none.
  static func table(_ name: String?, _ settings: Settings) throws(CommandFailure) -> ResponseTable {
    guard let name = settings.value("response", flag: name), name != ResponseTable.standardID else { return .standard }
    guard FileManager.default.fileExists(atPath: name) else {
      throw CommandFailure(
        .inputNotFound, "--response: '\(name)' is neither a file nor built in; built in: \(ResponseTable.standardID)")
    }
    do throws(RuleError) {
      return try ResponseTable(contentsOf: URL(filePath: name))
    } catch {
      throw CommandFailure(.usage, "--response: \(error)")
    }
  }

  /// What due dates count from; nil for when a defect was first seen.
  func start(_ settings: Settings, now: Date = Date()) throws(CommandFailure) -> String? {
    guard let text = settings.value("due-from", flag: dueFrom), text != "capture" else { return nil }
    if text == "now" { return now.formatted(Date.ISO8601FormatStyle(timeZoneSeparator: .colon, timeZone: .current)) }
    guard let time = DueStart.time(text) else {
      throw CommandFailure(
        .usage, "--due-from is '\(text)'; use capture, now, 2026-07-01 or 2026-07-01T08:00:00+08:00")
    }
    return time
  }
}
