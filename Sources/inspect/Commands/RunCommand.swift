import ArgumentParser
import Detectors
import Foundation
import ImageKit
import Inventory

/// `inspect run`: the main job.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Inspect folders of geotagged photos and write the inventory, work orders and overlays.",
    discussion: """
      Writes DIR/inventory.gpkg (the inventory: open it in QGIS or ArcGIS), DIR/work-orders.csv, DIR/defects.geojson, \
      DIR/overlays/ and DIR/re-fly.csv: which cracks the photos are too coarse to grade by the rules, and how close the same \
      camera must come to each. Where a detector sees pavement, DIR/sections.csv counts cracks, patches and potholes by \
      stretch of road; --roads ties defects and stretches to your road network, --corridor and --buildings tie trees to what \
      they could fall on. What several photos show of one thing is one defect ('inspect explain' says why); --no-merge keeps one a \
      photo. --triage looks at all photos quickly first, says at once what is urgent, such as fallen trees, and \
      inspects those photos first; 'inspect export' works meanwhile. Photos are compared with their neighbours first, to turn back what an editor turned and to correct \
      their poses. They are placed by their laser range where they have one, else on flat ground at the height of \
      take-off, unless you state a surface: --ground-height, --agl, --dem, --wall-distance or --underside-height. A run \
      that was stopped continues where it was; a run over an unchanged folder does nothing.

      EXAMPLES
        inspect run ~/flights/2026-07-typhoon --output typhoon
        inspect run north south --output city --detectors crack --agl 30 --jobs 2
        inspect run street --output out --roads city.gpkg:roads --section-length 50
        inspect run typhoon --output out --detectors crack,road,tree --triage
        inspect run facade --output facade-out --detectors crack --wall-distance 8
      """)

  @Argument(help: "Folders of photos, read with their subfolders, or single photos.", completion: .directory)
  var flights: [String]

  @Option(name: .shortAndLong, help: ArgumentHelp("Where the results go; made if missing.", valueName: "dir"))
  var output: String

  @OptionGroup var detection: DetectorOptions
  @OptionGroup var network: ModelOptions
  @OptionGroup var surface: SurfaceOptions

  @Option(
    help: ArgumentHelp("Severity rules: a name from 'inspect list' or a YAML file.", valueName: "name-or-file"))
  var rules: String?

  @OptionGroup var responses: ResponseOptions
  @OptionGroup var roads: RoadOptions
  @OptionGroup var corridors: CorridorOptions

  @Flag(
    help: ArgumentHelp(
      "Look at all photos quickly first, say what is urgent, and inspect those photos first.",
      discussion: "The inventory at the end is the same. Ask 'inspect list' which detectors can look quickly."))
  var triage = false

  @Option(help: ArgumentHelp("Plane coordinates of the work orders, such as EPSG:3826.", valueName: "epsg:n"))
  var crs: String?

  @Option(help: ArgumentHelp("Language of the labels: en or zh-TW.", valueName: "language"))
  var lang: String?

  @Flag(
    name: .customLong("no-registration"),
    help: "Do not compare photos with their neighbours: pixels turned by an editor and wrong angles stay as tagged.")
  var noRegistration = false

  @Flag(
    name: .customLong("no-merge"),
    help: "Do not make one defect of what several photos show: each detection stays a defect.")
  var noMerge = false

  @Flag(help: "Inspect every photo again, whatever the inventory holds.")
  var fresh = false

  @Flag(name: .customLong("dry-run"), help: "Say what would be done; write nothing.")
  var dryRun = false

  @Flag(name: .customLong("no-overlays"), help: "Draw no pictures: faster.")
  var noOverlays = false

  @Flag(help: "Print the summary as JSON.")
  var json = false

  @OptionGroup var messages: MessageOptions

  func run() async throws {
    let settings = try Settings()
    let terminal = try messages.terminal(settings)
    let folder = URL(filePath: output, directoryHint: .isDirectory).standardizedFileURL
    let reference = try CoordinateOptions.reference(settings.value("crs", flag: crs))
    let language = try CoordinateOptions.language(settings.value("lang", flag: lang))
    let drawsOverlays = try !noOverlays && settings.isOn("overlays", flag: false, default: true)
    let detectors = try detection.detectorNames(settings, model: network)
    let options = InspectionOptions(
      detectorNames: detectors, model: try network.choice(for: detectors, settings),
      placement: try surface.placement(settings),
      registersPhotos: try !noRegistration && settings.isOn("registration", flag: false, default: true),
      mergesDetections: try !noMerge && settings.isOn("merge", flag: false, default: true),
      rules: try RuleOptions.pack(settings.value("rules", flag: rules)),
      roads: try roads.network(settings), corridors: try corridors.corridors(settings),
      buildings: try corridors.buildingAreas(settings),
      jobs: try detection.jobCount(settings),
      overlayDirectory: drawsOverlays ? folder.appending(path: "overlays") : nil,
      startsFresh: fresh)
    let sectionLength = try roads.length(settings)
    var exportOptions = ExportOptions(language: language, plane: PlaneReference(reference))
    exportOptions.response = try responses.table(settings)
    exportOptions.dueFrom = try responses.start(settings)
    for (name, layer) in [
      ("roads", options.roads), ("corridor", options.corridors), ("buildings", options.buildings),
    ] {
      guard let skipped = layer?.skippedFeatureCount, skipped > 0 else { continue }
      terminal.warn("--\(name): \(skipped) features are neither lines nor areas, or have no length; they are left out")
    }
    let looksFirst = try settings.isOn("triage", flag: triage)
    let inspection = try Inspection(options)

    let scanned = try FlightInput.applySidecar(
      settings.value("sidecar", flag: surface.sidecar), to: try FlightInput.scan(flights, excluding: [folder]))
    for flight in scanned {
      for warning in flight.warnings { terminal.warn("\(flight.name): \(warning)") }
    }
    let output = RunOutput(folder: folder)
    let finished = try output.finishedPhotos()
    try checkUsable(inspection.plan(scanned, finished: finished))
    if dryRun {
      let plan = inspection.plan(try output.knownRegistrations(inspection, scanned), finished: finished)
      try RunReport(plan: plan, options: options).printDryRun(terminal, asJSON: json)
      throw plan.skipped.isEmpty ? ExitStatus.done.code : ExitStatus.photosSkipped.code
    }

    // Before the output shows: whoever sees it may stop the run politely.
    let interruption = Interruption(terminal: terminal)
    let store = try output.openForWriting(language: language, response: exportOptions.response)
    // Before photos are compared, which takes a while: what is urgent is known from the tags well enough.
    var first: Triage?
    if looksFirst {
      let known = try inspection.knownRegistrations(scanned, in: store)
      first = try await quickLook(inspection.plan(known, finished: finished), inspection, terminal, interruption)
    }
    let flights = try await registered(scanned, inspection, store, terminal, interruption)
    let inOrder = inspection.plan(flights, finished: finished)
    let plan = first.map { inOrder.ordered(by: $0) } ?? inOrder
    var progress = Progress(terminal: terminal, total: plan.pending.count)
    let summary = try await inspection.run(plan, into: store, isStopping: { interruption.isRequested }) { outcome in
      progress.advance()
      if case .skipped(let record) = outcome {
        terminal.warn("\(record.key.flight)/\(record.key.name) \(record.detail)")
      }
    }
    progress.finish()
    if case .elevation(let model) = options.placement.surface, let problem = model.readProblem {
      terminal.warn("--dem \(model.fileURL.path): \(problem)")
    }
    let inventory = try store.inventory()
    if let advice = CoordinateOptions.advice(on: reference, for: inventory) { terminal.warn(advice) }
    let reFly = ReFlyList(inventory, rules: options.rules)
    let survey = try roadSurvey(of: inventory, on: options.roads, sectionLength, reference)
    exportOptions.provenance = inventory.provenance
    try output.writeExports(inventory, reFly: reFly, survey: survey, options: exportOptions)
    try store.close()

    let report = RunReport(plan: plan, options: options, flights: flights, reFly: reFly, survey: survey, triage: first)
    if json {
      terminal.data(try report.json(summary, inventory, output))
    } else if !terminal.isQuiet {
      terminal.data(report.text(summary, inventory, output, Labels(language: language)))
    }
    if let status = interruption.status { throw status.code }
    if summary.inspected + summary.unchanged == 0 {
      throw CommandFailure(
        .nothingUsable, "none of the \(plan.photoCount) photos could be used; the reasons stand above")
    }
    if !summary.skipped.isEmpty { throw ExitStatus.photosSkipped.code }
  }

  /// Counts what was seen of roads, where pavement was.
  private func roadSurvey(
    of inventory: Inventory, on network: RoadNetwork?, _ length: Double?, _ reference: CoordinateReferenceSystem
  ) throws -> RoadSurvey? {
    guard RoadSurvey.isPossible(inventory) else { return nil }
    return RoadSurvey(
      inventory, network: network, sectionLength: length, rule: try CrackRateRule.builtIn(),
      plane: CoordinateOptions.plane(reference, for: inventory).map(PlaneReference.init))
  }

  /// Looks at the photos quickly, and tells what is urgent as soon as it is found; nil when nothing can be looked at.
  private func quickLook(
    _ plan: InspectionPlan, _ inspection: Inspection, _ terminal: Terminal, _ interruption: Interruption
  ) async throws -> Triage? {
    guard !inspection.quickDetectorNames.isEmpty else {
      let names = inspection.identities.map(\.name).joined(separator: ", ")
      terminal.warn(
        "--triage: nothing can be looked at quickly: none of the detectors (\(names)) finds anything in reduced photos; the "
          + "photos are inspected in their usual order")
      return nil
    }
    guard !plan.pending.isEmpty else { return nil }
    var progress = Progress(terminal: terminal, total: plan.pending.count, what: "photos looked at quickly")
    let triage = try await inspection.triage(plan, isStopping: { interruption.isRequested }) { defects in
      for defect in defects where Urgency(of: defect).step >= .fallenTree {
        terminal.warn(UrgentWords.line(of: defect))
      }
      progress.advance()
    }
    progress.finish()
    for line in UrgentWords.lines(of: triage, isStopped: interruption.isRequested) { terminal.note(line) }
    return triage
  }

  /// Compares photos with their neighbours, unless the inventory knows already what comes of it.
  private func registered(
    _ flights: [Flight], _ inspection: Inspection, _ store: InventoryStore, _ terminal: Terminal,
    _ interruption: Interruption
  ) async throws -> [Flight] {
    var progress: Progress?
    let registered = try await inspection.registering(
      flights, with: store, isStopping: { interruption.isRequested },
      progress: { done, total in
        if progress == nil { progress = Progress(terminal: terminal, total: total, what: "photos compared") }
        progress?.advance(to: done)
        if done == total {
          progress?.finish()
          progress = nil
        }
      })
    progress?.finish()
    return registered
  }

  /// Refuses flights without a single photo to place, and says what to do.
  private func checkUsable(_ plan: InspectionPlan) throws(CommandFailure) {
    guard plan.pending.isEmpty, plan.unchanged.isEmpty else { return }
    guard !plan.skipped.isEmpty else {
      throw CommandFailure(
        .nothingUsable, "there is no JPEG photo in \(flights.joined(separator: ", ")) or below")
    }
    var lines = ["none of the \(plan.skipped.count) photos can be placed on a map:"]
    for (reason, count) in RunReport.countByReason(plan.skipped) { lines.append("  \(count) × \(reason)") }
    lines.append("Check that the drone wrote GPS tags ('inspect photos' shows what each photo says).")
    lines.append("To find damage without places: inspect detect \(flights.first ?? "FOLDER") --output DIR")
    throw CommandFailure(.nothingUsable, lines.joined(separator: "\n"))
  }
}
