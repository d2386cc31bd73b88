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
      Position, heights and what they are measured from, camera angles, focal length, ground sample distance, sharpness
      and exposure; every value with the tag it came from. With --no-quality only the headers are read: thousands of
      photos a minute.

      EXAMPLES
        inspect photos ~/flights/2026-07-typhoon
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
    let placement = try surface.placement(settings)
    let geoid = placement.needsGeoid ? try? EGM96() : nil
    let flights = try FlightInput.applySidecar(surface.sidecar, to: try FlightInput.scan(self.flights))
    let found = flights.reduce(0) { $0 + $1.photos.count + $1.skipped.count }
    guard found > 0 else {
      throw CommandFailure(.nothingUsable, "there is no photo in \(self.flights.joined(separator: ", ")) or below")
    }

    var reports: [PhotoReport] = []
    let decodesPixels = !noQuality
    for flight in flights {
      let takeoff = flight.takeoff
      var progress = Progress(terminal: terminal, total: decodesPixels ? flight.photos.count : 0)
      _ = try await OrderedWork.run(
        flight.photos, jobs: try DetectorOptions.jobCount(jobs, settings),
        transform: { photo in
          PhotoReport(
            photo, placement: placement, takeoff: takeoff, geoid: geoid, decodesPixels: decodesPixels)
        },
        consume: { report in
          reports.append(report)
          if decodesPixels { progress.advance() }
        })
      progress.finish()
      reports += flight.skipped.map(PhotoReport.init)
    }
    terminal.data(try PhotoTable(reports: reports).text(format))
    let unusable = reports.filter { $0.status != "ok" }
    if unusable.count == reports.count {
      throw CommandFailure(.nothingUsable, "none of the \(reports.count) photos can be placed; see the status of each")
    }
    if !unusable.isEmpty { throw ExitStatus.photosSkipped.code }
  }
}
