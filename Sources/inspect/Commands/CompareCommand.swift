import ArgumentParser
import Foundation
import Inventory

/// `inspect compare`: what changed between two flights.
struct CompareCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Tell what changed between two inventories of one place: new, grown, repaired, gone, or not observed.",
    discussion: """
      The shift between the flights is estimated from the defects that both show, told with its doubt, and taken out. A \
      defect is new or gone only where the photos of the other flight would have shown it; else it is first seen, or not \
      observed. Grown is what grew by more than the doubt of both measures and of the flights. Rejected defects do not count. \
      Both inventories are only read. Exit status 1: a gate of --fail-on failed. Documentation/Comparing.md says what each \
      word means.

      EXAMPLES
        inspect compare 2026-autumn 2027-spring
        inspect compare 2026-autumn 2027-spring --format csv --output changes.csv --lang zh-TW
        inspect compare 2026-autumn/inventory.gpkg 2027-spring/inventory.gpkg --fail-on new-severe,worse --format junit
      """)

  @Argument(
    help: "The earlier inventory, or the folder that holds inventory.gpkg.", completion: .file(extensions: ["gpkg"]))
  var old: String

  @Argument(
    help: "The later inventory, or the folder that holds inventory.gpkg.", completion: .file(extensions: ["gpkg"]))
  var new: String

  @Option(
    help: ArgumentHelp("How the changes are written: \(ComparisonReport.Format.names).", valueName: "format"))
  var format: ComparisonReport.Format?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The file to write; standard output without it, or for -.", valueName: "file"))
  var output: String?

  @Option(
    help: ArgumentHelp(
      "Exit with status 1 when there is one of these, by commas: \(ComparisonGate.names).", valueName: "gates"))
  var failOn: [String] = []

  @Flag(help: "Print JSON: the same as --format json.")
  var json = false

  @Flag(help: "Let the text and the Markdown name all defects, not only those that changed.")
  var all = false

  @Option(help: ArgumentHelp("Language of the labels: en or zh-TW.", valueName: "language"))
  var lang: String?

  @OptionGroup var messages: MessageOptions

  func run() async throws {
    let settings = try Settings()
    let terminal = try messages.terminal(settings)
    let gates = try ComparisonGate.gates(named: failOn)
    guard !json || format == nil || format == .json else {
      throw CommandFailure(.usage, "--json and --format \(format?.rawValue ?? "") contradict each other; give one")
    }
    let format = json ? .json : format ?? .text
    let language = try CoordinateOptions.language(settings.value("lang", flag: lang))
    let before = try RunOutput.readInventory(at: old)
    let after = try RunOutput.readInventory(at: new)
    for (path, inventory) in [(old, before), (new, after)] where inventory.photos.isEmpty {
      throw CommandFailure(
        .nothingUsable, "\(path) holds no photos: nothing can be compared; give a finished run's inventory")
    }
    let comparison = InventoryComparison(from: before, to: after)
    for remark in comparison.remarks { terminal.warn(remark) }
    let report = ComparisonReport(
      comparison: comparison, before: old, after: new, gates: gates, language: language, namesAll: all)
    let bytes = report.bytes(format)
    if let output, output != "-" {
      try AtomicFile.write(bytes, to: URL(filePath: output))
      terminal.note("\(format.rawValue) written to \(output)")
    } else {
      terminal.data(bytes)
    }
    let failed = gates.map { ($0, $0.rows(of: comparison).count) }.filter { $0.1 > 0 }
    if !failed.isEmpty {
      let words = failed.map { "\($0.1) × \($0.0.rawValue)" }.joined(separator: ", ")
      throw CommandFailure(.gateFailed, "a gate failed: \(words)")
    }
  }
}
