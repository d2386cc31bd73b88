import ArgumentParser
import Foundation
import Inventory

/// `inspect verify`: whether an inventory is what was written.
struct VerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check an inventory: the file, its photos, its decisions, and what made it.",
    discussion: """
      Looks at the database, the layout, triggers and spatial indexes; whether detections, defects and photos fit together; \
      whether the log of decisions is as it was written; whether each photo is still there byte for byte, where the run \
      found it or in a folder named by --photos; and whether this version has the detectors, models and rules of the run. \
      Nothing is changed. Exit status 0 when all is well, 1 when something failed; what is only noted does not fail.

      EXAMPLES
        inspect verify typhoon
        inspect verify typhoon/inventory.gpkg --photos /archive/2026-07-typhoon
        inspect verify typhoon --no-photos --json | jq '.checks[] | select(.state != "ok")'
      """)

  @Argument(help: "An inventory, or the folder that holds inventory.gpkg.", completion: .file(extensions: ["gpkg"]))
  var inventory: String

  @Option(
    help: ArgumentHelp("Where the photos are now; may be given several times.", valueName: "folder"),
    completion: .directory)
  var photos: [String] = []

  @Flag(name: .customLong("no-photos"), help: "Do not look for the photos: faster.")
  var noPhotos = false

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var messages: MessageOptions

  func run() async throws {
    let terminal = try messages.terminal(try Settings())
    for folder in photos where !FileManager.default.fileExists(atPath: folder) {
      throw CommandFailure(.inputNotFound, "--photos: \(folder) does not exist")
    }
    let checks = try checks(of: try RunOutput.inventory(at: inventory), terminal)
    let isSound = !checks.contains { $0.state == .failed }
    terminal.data(json ? try report(checks, isSound) : text(checks))
    if !isSound { throw ExitStatus.gateFailed.code }
  }

  private func checks(of url: URL, _ terminal: Terminal) throws -> [VerificationCheck] {
    let store: InventoryStore
    do throws(StoreError) {
      store = try InventoryStore.openForReading(at: url)
    } catch {
      switch error {
      case .damaged, .foreignTrigger:
        return [VerificationCheck("file", .failed, "\(error)", advice: "restore the file from a copy")]
      default: throw error
      }
    }
    var checks = try store.verify()
    checks += try store.verifyProvenance()
    guard !noPhotos, !checks.contains(where: { $0.name == "contents" && $0.state == .failed }) else {
      try store.close()
      return checks
    }
    let content = try store.inventory()
    try store.close()
    var progress = Progress(terminal: terminal, total: content.photos.count, what: "photos compared")
    let folders = photos.map { URL(filePath: $0, directoryHint: .isDirectory) }
    checks.append(PhotoVerification(of: content, folders: folders) { _ in progress.advance() }.check)
    progress.finish()
    return checks
  }

  private func text(_ checks: [VerificationCheck]) -> String {
    let width = (checks.map(\.name.count).max() ?? 0) + 2
    var lines: [String] = []
    for check in checks {
      let state = check.state == .failed ? "FAILED" : check.state == .noted ? "note  " : "ok    "
      let name = check.name.padding(toLength: width, withPad: " ", startingAt: 0)
      lines.append("\(state)  \(name)\(check.detail)")
      if !check.advice.isEmpty { lines.append(String(repeating: " ", count: width + 8) + "→ \(check.advice)") }
    }
    let failed = checks.count { $0.state == .failed }
    lines.append(failed == 0 ? "All is well." : "\(failed) of \(checks.count) checks failed.")
    return Terminal.printable(lines.joined(separator: "\n")) + "\n"
  }

  private func report(_ checks: [VerificationCheck], _ isSound: Bool) throws -> String {
    struct Entry: Encodable {
      let name, state, detail, advice: String
    }
    struct Report: Encodable {
      let sound: Bool
      let checks: [Entry]
    }
    return try JSONOutput.encode(
      Report(
        sound: isSound,
        checks: checks.map { Entry(name: $0.name, state: $0.state.rawValue, detail: $0.detail, advice: $0.advice) }))
  }
}
