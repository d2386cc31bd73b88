import ArgumentParser
import Foundation
import Inventory

/// `inspect export`: one inventory, every reader.
struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write an inventory as work orders or a map layer.",
    discussion: """
      The inventory is only read. The same inventory gives the same bytes.

      EXAMPLES
        inspect export typhoon/inventory.gpkg --format csv --output orders.csv --lang zh-TW
        inspect export typhoon --format geojson --output - | jq '.features | length'
      """)

  @Argument(help: "An inventory, or the folder that holds inventory.gpkg.", completion: .file(extensions: ["gpkg"]))
  var inventory: String

  @Option(help: ArgumentHelp("The format: see 'inspect list'.", valueName: "format"))
  var format: String

  @Option(name: .shortAndLong, help: ArgumentHelp("The file to write; - is standard output.", valueName: "path"))
  var output: String

  @Option(help: ArgumentHelp("Plane coordinates of the x and y columns, such as EPSG:3826.", valueName: "epsg:n"))
  var crs: String?

  @Option(help: ArgumentHelp("Language of the labels: en or zh-TW.", valueName: "language"))
  var lang: String?

  @OptionGroup var messages: MessageOptions

  func run() async throws {
    let settings = try Settings()
    let terminal = try messages.terminal(settings)
    let reference = try CoordinateOptions.reference(settings.value("crs", flag: crs))
    let language = try CoordinateOptions.language(settings.value("lang", flag: lang))
    guard let exporter = ExporterList.exporter(named: format) else {
      let known = ExporterList.all.map { $0.name }.joined(separator: ", ")
      throw CommandFailure(.usage, "there is no format '\(format)'; built in: \(known)")
    }
    let content = try RunOutput.readInventory(at: inventory)
    let options = ExportOptions(language: language, plane: PlaneReference(reference))
    let bytes = exporter.bytes(of: content, options: options)
    if output == "-" {
      terminal.data(String(decoding: bytes, as: UTF8.self))
    } else {
      try AtomicFile.write(bytes, to: URL(filePath: output))
      terminal.note("\(content.defects.count) defects written to \(output)")
    }
  }
}
