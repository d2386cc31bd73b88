import ArgumentParser
import Foundation
import Inventory

/// `inspect explain`: why a defect is one defect.
struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Tell why a defect is one defect: which photos show it, what joined them, what lies near.",
    discussion: """
      Shows each photo's detection with its box, place and doubt, the pairs that were joined with the reasons, near \
      neighbours that were not with the reasons, the photos that cover the place and do not show it, and the rule of the \
      severity. The defect may be named by its uid, a work order, the label in an overlay, or the beginning of one; a name \
      that it had before detections were merged is known too. The inventory is only read.

      EXAMPLES
        inspect explain typhoon 0f3a5c
        inspect explain typhoon/inventory.gpkg WO-0F3A5C9B21D7 --json | jq '.neighbours'
      """)

  @Argument(help: "An inventory, or the folder that holds inventory.gpkg.", completion: .file(extensions: ["gpkg"]))
  var inventory: String

  @Argument(help: "The defect: its uid, work order or overlay label, or the first four characters or more of one.")
  var defect: String

  @Flag(help: "Print JSON.")
  var json = false

  @Option(help: ArgumentHelp("Language of the labels: en or zh-TW.", valueName: "language"))
  var lang: String?

  @OptionGroup var messages: MessageOptions

  func run() async throws {
    let settings = try Settings()
    let terminal = try messages.terminal(settings)
    let language = try CoordinateOptions.language(settings.value("lang", flag: lang))
    let store = try InventoryStore.openForReading(at: try RunOutput.inventory(at: inventory))
    let content = try store.inventory()
    let search = DefectSearch(content, aliases: try store.aliases())
    let found = content.defects[try search.one(defect)]
    let explanation = DefectExplanation(found, in: content, links: try store.links(of: found.uid))
    try store.close()
    let report = ExplanationReport(explanation)
    terminal.data(json ? try report.json() : report.text(Labels(language: language)))
  }
}
