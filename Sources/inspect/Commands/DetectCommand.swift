import ArgumentParser
import Detectors
import Foundation
import ImageKit
import Inventory

/// `inspect detect`: detections without georeference.
struct DetectCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "detect",
    abstract: "Find damage in pictures without a position; write COCO detections, masks and overlays.",
    discussion: """
      Writes DIR/detections.json (COCO), DIR/masks/ (8-bit PNG, 0 or 255, one for every picture) and DIR/overlays/. \
      Without --gsd and without usable metadata a picture is taken at its own scale.

      EXAMPLES
        inspect detect close-up.jpg --output out
        inspect detect facade/ bridge/ --detectors crack --gsd 0.0008 --output out --no-overlays
        inspect detect facade/ --detectors crack --model my-network.onnx --output out
      """)

  @Argument(
    help: "JPEG files, and folders read with their subfolders.", completion: .file(extensions: ["jpg", "jpeg"]))
  var images: [String]

  @Option(name: .shortAndLong, help: ArgumentHelp("Where the results go; made if missing.", valueName: "dir"))
  var output: String

  @OptionGroup var detection: DetectorOptions

  @Option(help: ArgumentHelp("Metres on the ground a pixel, for all pictures.", valueName: "metres"))
  var gsd: Double?

  @Option(help: ArgumentHelp("Report only what is at least this confident, 0 to 1.", valueName: "x"))
  var threshold: Double?

  @OptionGroup var network: ModelOptions

  @Flag(name: .customLong("no-overlays"), help: "Draw no pictures: faster.")
  var noOverlays = false

  @Flag(help: "Print the summary as JSON.")
  var json = false

  @OptionGroup var messages: MessageOptions

  func validate() throws {
    if let gsd, !(gsd > 0 && gsd < 10) { throw ValidationError("--gsd must be more than 0 and less than 10 metres") }
    if let threshold, !(0...1).contains(threshold) { throw ValidationError("--threshold must lie between 0 and 1") }
  }

  func run() async throws {
    let settings = try Settings()
    let terminal = try messages.terminal(settings)
    let folder = URL(filePath: output, directoryHint: .isDirectory).standardizedFileURL
    let names = try detection.detectorNames(settings, model: network)
    let model = try network.choice(for: names, settings)
    let flights = try FlightInput.scan(images, excluding: [folder])
    let pictures = PictureNames.assign(flights)
    let unreadable = flights.flatMap(\.skipped)
    guard !pictures.isEmpty else {
      for file in unreadable { terminal.warn("\(file.name) \(file.error)") }
      throw CommandFailure(.nothingUsable, "there is no usable JPEG in \(images.joined(separator: ", "))")
    }

    let examination = try PictureExamination(
      detectorNames: names, groundSampleDistance: gsd, threshold: threshold, model: model, output: folder,
      drawsOverlays: !noOverlays && settings.isOn("overlays", flag: false, default: true))
    let interruption = Interruption(terminal: terminal)
    var progress = Progress(terminal: terminal, total: pictures.count)
    var found: [PictureExamination.Result] = []
    var skipped = unreadable.map { "\($0.name) \($0.error)" }
    _ = try await OrderedWork.run(
      pictures, jobs: try detection.jobCount(settings), isStopping: { interruption.isRequested },
      transform: { try examination.result(of: $0) },
      consume: { result in
        progress.advance()
        if let reason = result.skipReason { skipped.append("\(result.name) \(reason)") } else { found.append(result) }
      })
    progress.finish()
    for reason in skipped { terminal.warn(reason) }
    let bytes = examination.coco(found)
    try AtomicFile.write(bytes, to: folder.appending(path: "detections.json"))

    try report(found, skipped: skipped, folder: folder, terminal: terminal)
    if let status = interruption.status { throw status.code }
    if found.isEmpty {
      throw CommandFailure(.nothingUsable, "none of the pictures could be read; the reasons stand above")
    }
    if !skipped.isEmpty { throw ExitStatus.photosSkipped.code }
  }

  private func report(
    _ found: [PictureExamination.Result], skipped: [String], folder: URL, terminal: Terminal
  ) throws {
    let counts = Dictionary(grouping: found.flatMap(\.detections), by: \.damageClass.rawValue).mapValues(\.count)
    if json {
      struct Summary: Encodable {
        let images, skipped: Int
        let detections: [String: Int]
        let output: String
      }
      terminal.data(
        try JSONOutput.encode(
          Summary(images: found.count, skipped: skipped.count, detections: counts, output: folder.path)))
    } else if !terminal.isQuiet {
      let kinds = counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
      terminal.data(
        "\(found.count) pictures, \(skipped.count) skipped: \(kinds.isEmpty ? "nothing found" : kinds.joined(separator: ", "))\n"
      )
      terminal.data("Written to \(folder.path)\n")
    }
  }
}
