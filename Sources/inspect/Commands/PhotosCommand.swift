import ArgumentParser
import Foundation
import ImageKit
import Inventory

/// `inspect photos`: what each photo says of itself, and what is doubtful.
struct PhotosCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "photos",
    abstract: "Show what each photo says of itself, where it came from and what is doubtful.",
    discussion: """
      Position, heights and what they are measured from, camera angles, focal length, ground sample distance, sharpness \
      and exposure; every value with the tag it came from, and what is doubtful with the correction that was taken. \
      Photos are compared with their neighbours: that finds pixels an editor turned under their tags, and how far the \
      photos' places disagree. "gradable mm" is the narrowest width of a crack that the middle of a photo can tell from half \
      and from twice of it: four pixels. --grade-width says for a width of yours which photos tell it, and from how far \
      the same camera would: before the flight with one test photo, after it before you leave. With --no-quality only the headers are read: thousands of photos a minute.

      EXAMPLES
        inspect photos ~/flights/2026-07-typhoon
        inspect photos bridge --no-quality --grade-width 0.3
        inspect photos flight --format json | jq '.[] | select(.warnings != []) | [.file, .warnings]'
      """)

  @Argument(help: "Folders of photos, read with their subfolders, or single photos.", completion: .directory)
  var flights: [String]

  @Option(help: ArgumentHelp("table, csv, json or geojson.", valueName: "format"))
  var format: String = "table"

  @Flag(help: "The same as --format json.")
  var json = false

  @Flag(name: .customLong("no-quality"), help: "Decode no pixels: leave sharpness and exposure out.")
  var noQuality = false

  @Flag(
    name: .customLong("no-registration"),
    help: "Do not compare photos with their neighbours: quicker, and finds no pixels that an editor turned.")
  var noRegistration = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Say of each photo whether a crack this wide, in millimetres, can be graded, and from how far it could be.",
      valueName: "mm"))
  var gradeWidth: String?

  @OptionGroup var surface: SurfaceOptions

  @Option(name: .shortAndLong, help: ArgumentHelp("Photos worked on at once.", valueName: "n"))
  var jobs: String?

  @OptionGroup var messages: MessageOptions

  func run() async throws {
    let settings = try Settings()
    let terminal = try messages.terminal(settings)
    guard let format = PhotoTable.Format(rawValue: json ? "json" : format) else {
      throw CommandFailure(.usage, "--format is '\(format)'; use table, csv, json or geojson")
    }
    let gradeWidth = try statedWidth()
    let placement = try surface.placement(settings)
    let geoid = placement.needsGeoid ? try? EGM96() : nil
    let flights = try FlightInput.applySidecar(
      settings.value("sidecar", flag: surface.sidecar), to: try FlightInput.scan(self.flights))
    let found = flights.reduce(0) { $0 + $1.photos.count + $1.skipped.count }
    guard found > 0 else {
      throw CommandFailure(.nothingUsable, "there is no photo in \(self.flights.joined(separator: ", ")) or below")
    }

    var reports: [PhotoReport] = []
    var notes: [String] = []
    let decodesPixels = !noQuality
    let jobs = try DetectorOptions.jobCount(jobs, settings)
    let registers = try decodesPixels && !noRegistration && settings.isOn("registration", flag: false, default: true)
    for scanned in flights {
      let flight = registers ? try await registered(scanned, placement, geoid, jobs, terminal) : scanned
      let takeoff = flight.takeoff
      let whole = FlightReport(flight)
      var progress = Progress(terminal: terminal, total: decodesPixels ? flight.photos.count : 0)
      _ = try await OrderedWork.run(
        flight.photos, jobs: jobs,
        transform: { photo in
          PhotoReport(
            photo, placement: placement, takeoff: takeoff, geoid: geoid, decodesPixels: decodesPixels)
        },
        consume: { report in
          var report = report
          report.flight = whole
          report.gradeWidth = gradeWidth
          reports.append(report)
          if decodesPixels { progress.advance() }
        })
      progress.finish()
      notes += flight.warnings.map { "\(flight.name): \($0)" } + RegistrationWords.lines(of: flight)
      reports += flight.skipped.map(PhotoReport.init)
    }
    notes += GradeWidthWords.lines(of: reports.filter { $0.status == "ok" })
    terminal.data(try PhotoTable(reports: reports, notes: notes).text(format))
    let unusable = reports.filter { $0.status != "ok" }
    if unusable.count == reports.count {
      throw CommandFailure(.nothingUsable, "none of the \(reports.count) photos can be placed; see the status of each")
    }
    if !unusable.isEmpty { throw ExitStatus.photosSkipped.code }
  }

  /// Returns the width that is asked about, in millimetres.
  private func statedWidth() throws(CommandFailure) -> Double? {
    guard let gradeWidth else { return nil }
    guard let width = Double(gradeWidth), width.isFinite, width > 0 else {
      throw CommandFailure(.usage, "--grade-width is '\(gradeWidth)'; use a number of millimetres above 0")
    }
    return width
  }

  /// Compares the photos of a flight with their neighbours.
  private func registered(
    _ flight: Flight, _ placement: PlacementOptions, _ geoid: EGM96?, _ jobs: Int, _ terminal: Terminal
  ) async throws -> Flight {
    var progress: Progress?
    let registered = try await flight.registered(
      placement, geoid: geoid, jobs: jobs,
      progress: { done, total in
        if progress == nil { progress = Progress(terminal: terminal, total: total, what: "photos compared") }
        progress?.advance(to: done)
      })
    progress?.finish()
    return registered
  }
}
