import ArgumentParser
import Foundation
import Inventory

/// `inspect review`: what people decide about defects.
struct ReviewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: "Decide about defects: write a table to fill in, read it back, or decide about single ones.",
    discussion: """
      --csv writes a table of defects; fill in its columns decision (accept, reject, edit or reopen), reason, kind, \
      severity, note and reviewer in Excel or LibreOffice, and --apply reads it back: all rows or none, with every wrong \
      row named. A defect that has changed since the table was written is refused unless --force says otherwise. The same \
      decision again adds nothing. Decisions are added to the inventory's log and never changed; --log shows them. They \
      stay with their defect through later runs, and an edited kind or severity is what every export shows; the \
      detector's own is kept. Without any of these options the command tells how many defects wait for a decision. \
      'inspect export' writes work orders anew.

      Reasons for rejecting: \(RejectionReason.allCases.map(\.rawValue).joined(separator: ", ")), or words of your own.

      EXAMPLES
        inspect review typhoon --csv --output decisions.csv --lang zh-TW
        inspect review typhoon --apply decisions.csv --reviewer "Road Office"
        inspect review typhoon --reject 0f3a5c 77b1 --reason shadow --reviewer "Road Office"
        inspect review typhoon --edit WO-0F3A5C9B21D7 --severity high --note "deep" --reviewer "Road Office"
        inspect review typhoon --log --json | jq '.[-1]'
      """)

  @Argument(help: "An inventory, or the folder that holds inventory.gpkg.", completion: .file(extensions: ["gpkg"]))
  var inventory: String

  @Flag(help: "Write the table of defects to decide about.")
  var csv = false

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The file that --csv writes; standard output without it or for -.", valueName: "file"))
  var output: String?

  @Option(help: ArgumentHelp("Read decisions from the table that was filled in.", valueName: "file"))
  var apply: String?

  @Option(
    help: ArgumentHelp(
      "How a table that is not UTF-8 was saved: cp950 (Excel in Traditional Chinese) or cp1252 (Western).",
      valueName: "name"))
  var encoding: String?

  @Flag(help: "Show the decisions that were made, oldest first.")
  var log = false

  @OptionGroup var decisions: DecisionOptions

  @OptionGroup var selection: ExportSelection

  @Option(
    help: ArgumentHelp(
      "Priorities and actions by your own table: a YAML file, or default.", valueName: "name-or-file"))
  var response: String?

  @Option(help: ArgumentHelp("Language of headers and labels: en or zh-TW.", valueName: "language"))
  var lang: String?

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var messages: MessageOptions

  func run() async throws {
    let settings = try Settings()
    let terminal = try messages.terminal(settings)
    let language = try CoordinateOptions.language(settings.value("lang", flag: lang))
    let modes = [csv ? "--csv" : nil, apply.map { _ in "--apply" }, log ? "--log" : nil, decisions.mode].compactMap {
      $0
    }
    guard modes.count <= 1 else {
      throw CommandFailure(.usage, "\(modes.joined(separator: " and ")) are different jobs; run one after the other")
    }
    let table = try ResponseOptions.table(response, settings)
    let url = try RunOutput.inventory(at: inventory)
    if csv {
      try writeTable(url, language, table, terminal)
    } else if let apply {
      try applyTable(apply, url, table, terminal)
    } else if log {
      let store = try InventoryStore.openForReading(at: url)
      let report = ReviewLog(try store.reviews(), aliases: try store.aliases())
      try store.close()
      terminal.data(json ? try report.json() : report.text(Labels(language: language)))
    } else if decisions.mode != nil {
      let content = try RunOutput.readInventory(at: inventory)
      let store = try InventoryStore.openForReading(at: url)
      let named = try decisions.decisions(in: content, aliases: try store.aliases())
      try store.close()
      try add(named, undecided: nil, to: url, table, terminal)
    } else {
      try printState(try RunOutput.readInventory(at: inventory), Labels(language: language), terminal)
    }
  }

  private func writeTable(
    _ url: URL, _ language: Language, _ table: ResponseTable, _ terminal: Terminal
  ) throws {
    var options = ExportOptions(language: language, statuses: try selection.statuses())
    options.response = table
    options.joins = try selection.columnJoins()
    options.filters = try selection.filters(joined: options.joins.map(\.column))
    let content = try RunOutput.readInventory(at: inventory)
    let folder = url.deletingLastPathComponent().appending(path: "overlays")
    let bytes = ReviewTable().bytes(of: content, options: options) { photo in
      let name = ReviewTable.overlayName(of: photo)
      return FileManager.default.fileExists(atPath: folder.appending(path: name).path) ? "overlays/\(name)" : nil
    }
    guard let output, output != "-" else {
      terminal.data(bytes)
      return
    }
    try AtomicFile.write(bytes, to: URL(filePath: output))
    terminal.note("fill in \(output), then: inspect review \(inventory) --apply \(output) --reviewer NAME")
  }

  private func applyTable(
    _ path: String, _ url: URL, _ table: ResponseTable, _ terminal: Terminal
  ) throws {
    guard FileManager.default.fileExists(atPath: path) else {
      throw CommandFailure(.inputNotFound, "--apply: \(path) does not exist")
    }
    let reader: ReviewTableReader
    do throws(ReviewTableError) {
      reader = try ReviewTableReader(
        contentsOf: URL(filePath: path), encoding: encoding, reviewer: decisions.reviewer ?? "",
        isForced: decisions.force)
    } catch {
      throw CommandFailure(.nothingUsable, "--apply: \(error)")
    }
    try add(
      reader.decisions, undecided: reader.undecidedCount, problems: reader.problems, of: path, to: url, table, terminal)
  }

  private func add(
    _ decided: [ReviewDecision], undecided: Int?, problems: [ReviewPlan.Problem] = [], of file: String? = nil,
    to url: URL, _ table: ResponseTable, _ terminal: Terminal
  ) throws {
    let now = Date().timeIntervalSince1970
    // With rows that cannot be read nothing is written, but all others are checked, so that one look finds all mistakes.
    let isDry = decisions.dryRun || !problems.isEmpty
    let store = try InventoryStore.open(at: url, response: table)
    let plan = try store.review(decided, at: now, isForced: decisions.force, isDryRun: isDry)
    try store.close()
    let wrong = (problems + plan.problems).sorted { ($0.row ?? 0) < ($1.row ?? 0) }
    guard wrong.isEmpty else {
      var lines = wrong.map { "  \($0)" }
      lines.insert(
        "\(file.map { "\($0): " } ?? "")nothing was written: \(wrong.count) of \(decided.count + problems.count) decisions "
          + "cannot be taken", at: 0)
      throw CommandFailure(.nothingUsable, Terminal.printable(lines.joined(separator: "\n")))
    }
    let report = ReviewReport(
      plan: plan, undecided: undecided, isDryRun: decisions.dryRun, inventory: inventory)
    if json { terminal.data(try report.json()) } else { terminal.note(report.text) }
  }

  private func printState(_ content: Inventory, _ labels: Labels, _ terminal: Terminal) throws {
    let counts = Dictionary(grouping: content.defects, by: \.status).mapValues(\.count)
    if json {
      terminal.data(
        try JSONOutput.encode(
          Dictionary(uniqueKeysWithValues: DefectStatus.allCases.map { ($0.rawValue, counts[$0] ?? 0) })))
      return
    }
    var lines = DefectStatus.allCases.map { "\(labels.text($0)): \(counts[$0] ?? 0)" }
    lines.append("To decide in a spreadsheet: inspect review \(inventory) --csv --output decisions.csv")
    terminal.data(Terminal.printable(lines.joined(separator: "\n")) + "\n")
  }
}
