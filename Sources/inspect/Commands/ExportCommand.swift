import ArgumentParser
import Foundation
import ImageKit
import Inventory

/// `inspect export`: one inventory, every reader.
struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write an inventory as work orders, report, map layers or annotations.",
    discussion: """
      The inventory is only read. The same inventory gives the same bytes. Rejected defects are left out unless --status \
      asks for them. --response takes your own table of priorities, due dates and actions. The report and the KMZ show each defect when its photo is where the run found it, or in a folder \
      named by --photos. Shapefiles and YOLO are several files: name a new folder, or a file ending in .zip.

      EXAMPLES
        inspect export typhoon --format xlsx --output orders.xlsx --lang zh-TW --join districts.gpkg:TOWNNAME \
      --group-by district
        inspect export typhoon --format csv --output changes.csv --changes-since last-week/work-orders.csv
        inspect export typhoon --format html --output report.html --where severity=high,medium..high
        inspect export typhoon --format csv --output maximo.csv --mapping maximo --response city.yaml
        inspect export typhoon --format geojson --output - | jq '.features | length'
      """)

  @Argument(help: "An inventory, or the folder that holds inventory.gpkg.", completion: .file(extensions: ["gpkg"]))
  var inventory: String

  @Option(
    help: ArgumentHelp(
      "The format: \(ExporterList.names.joined(separator: ", ")).", valueName: "format"))
  var format: String

  @Option(
    name: .shortAndLong, help: ArgumentHelp("The file or folder to write; - is standard output.", valueName: "path"))
  var output: String

  @OptionGroup var selection: ExportSelection
  @OptionGroup var layout: ExportLayout
  @OptionGroup var responses: ResponseOptions

  @Option(
    help: ArgumentHelp(
      "Where the photos are now, for html and kmz; may be given several times.", valueName: "folder"),
    completion: .directory)
  var photos: [String] = []

  @Option(help: ArgumentHelp("Plane coordinates of x and y, and of drawings, such as EPSG:3826.", valueName: "epsg:n"))
  var crs: String?

  @Option(help: ArgumentHelp("Language of the labels: en or zh-TW.", valueName: "language"))
  var lang: String?

  @OptionGroup var messages: MessageOptions

  func run() async throws {
    let settings = try Settings()
    let terminal = try messages.terminal(settings)
    guard let exporter = ExporterList.exporter(named: format) else {
      throw CommandFailure(
        .usage, "there is no format '\(format)'; \(Suggestion.words(for: format, among: ExporterList.names))")
    }
    let kind = type(of: exporter)
    try layout.check(kind)
    let statuses = try selection.statuses()
    let joins = try selection.columnJoins()
    let joined = joins.map(\.column)
    let mapping = try layout.columnMapping(joined: joined)
    let chosenLanguage = lang ?? mapping?.language?.rawValue
    let language = try CoordinateOptions.language(settings.value("lang", flag: chosenLanguage))
    let chosenSystem = settings.value("crs", flag: crs ?? mapping?.crs.map { "EPSG:\($0)" })
    let reference = try CoordinateOptions.reference(chosenSystem)
    let filters = try selection.filters(joined: joined)
    let group = try layout.groupColumn(joined: joined)
    let previous = try layout.previous()
    let response = try responses.table(settings)
    let dueFrom = try responses.start(settings)
    let content = try RunOutput.readInventory(at: inventory)

    var options = ExportOptions(language: language, plane: PlaneReference(reference), statuses: statuses)
    options.joins = joins
    options.response = response
    options.dueFrom = dueFrom
    options.provenance = content.provenance
    options.filters = filters
    options.mapping = mapping
    options.groupColumn = group
    options.previous = previous
    if kind.needsPlane, chosenSystem == nil, let place = content.defects.lazy.compactMap({ $0.placement?.point }).first
    {
      options.plane = CoordinateOptions.reference(near: place).map(PlaneReference.init)
    }
    if kind.showsPictures { options.pictures = try pictures(of: content) }
    let export = try exporter.content(of: content, options: options)
    for remark in export.remarks { terminal.warn(remark) }
    try write(export, terminal)
    if output != "-" { terminal.note("\(format) written to \(output)") }
  }

  private func pictures(of content: Inventory) throws(CommandFailure) -> FlightPictures {
    for folder in photos where !FileManager.default.fileExists(atPath: folder) {
      throw CommandFailure(.inputNotFound, "--photos: \(folder) does not exist")
    }
    return FlightPictures(of: content, folders: photos.map { URL(filePath: $0, directoryHint: .isDirectory) })
  }

  private func write(_ export: ExportContent, _ terminal: Terminal) throws {
    let url = URL(filePath: output)
    guard output != "-" else {
      guard !export.isFolder else {
        throw CommandFailure(.usage, "\(format) is several files; name a folder, or a file ending in .zip")
      }
      terminal.data(try export.packed())
      return
    }
    if export.isFolder, url.pathExtension.lowercased() != "zip" {
      try OutputFolder.write(export.files, to: url)
    } else {
      try AtomicFile.write(try export.packed(), to: url)
    }
  }
}
