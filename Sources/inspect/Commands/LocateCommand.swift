import ArgumentParser
import Foundation
import ImageKit
import Inventory

/// `inspect locate`: a pixel's place on the ground.
struct LocateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "locate",
    abstract: "Tell where on the ground, or on a wall, a pixel of a photo lies, and how sure that is.",
    discussion: """
      Pixels are continuous, from the outer upper-left corner of the stored image (whatever its EXIF orientation says): \
      the first pixel's centre is 0.5,0.5. CE90 is the radius that holds the true place in nine of ten cases; the \
      ellipse's half axes are one standard deviation. Heights are above the datum in height_datum; height_ellipsoid_m \
      is null unless the height above the ellipsoid is known. Without --crs, eastings and northings are TWD97 / TM2 in \
      Taiwan and in the photo's UTM zone elsewhere. On a wall, along_m counts to the right and up_m upwards from the \
      point straight ahead of the camera at its own height.

      Status 0 if the photo can be used, whatever becomes of each pixel: the status of each says ok, or why it has no \
      place (above_horizon, outside_image, …). Status 65 if the photo cannot be used for any pixel; the reason is then \
      the status of every pixel.

      EXAMPLES
        inspect locate photo.jpg --pixel 2640,1978 --agl 40 --explain
        inspect locate photo.jpg --pixel 2640,1978 --dem dtm20.tif --dem-datum twvd2001
        inspect locate facade.jpg --pixel 500,700 --wall-distance 8 --json
      """)

  @Argument(help: "A JPEG photo.", completion: .file(extensions: ["jpg", "jpeg"]))
  var photo: String

  @OptionGroup var pixelOptions: PixelOptions

  @Option(help: ArgumentHelp("table, json or geojson.", valueName: "format"))
  var format: String = "table"

  @Flag(help: "The same as --format json.")
  var json = false

  @Flag(help: "Tell what moves each place by how much, and where each number comes from.")
  var explain = false

  @Flag(
    help: "Compare the photo with those of its folder taken nearby: finds turned pixels and corrects the pose.")
  var neighbours = false

  @Option(help: ArgumentHelp("Plane coordinates of easting and northing, such as EPSG:3826.", valueName: "epsg:n"))
  var crs: String?

  @OptionGroup var surface: SurfaceOptions
  @OptionGroup var messages: MessageOptions

  func run() async throws {
    let settings = try Settings()
    let terminal = try messages.terminal(settings)
    guard let format = PixelTable.Format(rawValue: json ? "json" : format) else {
      throw CommandFailure(.usage, "--format is '\(format)'; use table, json or geojson")
    }
    let pixels = try pixelOptions.points()
    let options = try surface.placement(settings)
    let crs = settings.value("crs", flag: crs)
    let reference = try crs.map { text throws(CommandFailure) in try CoordinateOptions.reference(text) }
    let geoid = try? EGM96()
    if geoid == nil, options.needsGeoid {
      throw CommandFailure(.assetMissing, "the EGM96 geoid is not installed: install proj-data")
    }

    let sidecar = settings.value("sidecar", flag: surface.sidecar)
    var flights = try FlightInput.applySidecar(sidecar, to: try scanned())
    var takeoff = flights.first?.takeoff
    if neighbours, let alone = flights.first, !alone.photos.isEmpty {
      let whole = try wholeFlight(sidecar)
      takeoff = whole?.takeoff ?? takeoff
      let near = whole?.neighbourhood(of: alone.photos[0].fileURL) ?? alone
      let jobs = ProcessInfo.processInfo.activeProcessorCount
      flights = [
        try await (near.photos.isEmpty ? alone : near).registered(options, takeoff: takeoff, geoid: geoid, jobs: jobs)
      ]
    }
    let (reports, isUsable) = reports(
      of: pixels, in: flights.first, options: options, takeoff: takeoff, geoid: geoid, reference: reference)
    terminal.data(try PixelTable(reports: reports).text(format))
    if !isUsable, let reason = reports.first?.reason {
      throw CommandFailure(.nothingUsable, "\(photo): \(reason)")
    }
  }

  /// Reads the header of the photo; a file that is no photo comes as a flight without one.
  private func scanned() throws(CommandFailure) -> [Flight] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: photo, isDirectory: &isFolder) else {
      throw CommandFailure(.inputNotFound, "\(photo) does not exist; give a JPEG photo")
    }
    guard !isFolder.boolValue else {
      throw CommandFailure(.usage, "\(photo) is a folder; give one photo of it")
    }
    return try FlightInput.scan([photo])
  }

  /// Reads the headers of all photos in the photo's folder.
  private func wholeFlight(_ sidecar: String?) throws(CommandFailure) -> Flight? {
    let folder = URL(filePath: photo).resolvingSymlinksInPath().deletingLastPathComponent()
    return try FlightInput.applySidecar(sidecar, to: try FlightInput.scan([folder.path])).first
  }

  private func reports(
    of pixels: [PixelPoint], in flight: Flight?, options: PlacementOptions, takeoff: HorizontalPosition?,
    geoid: EGM96?, reference: CoordinateReferenceSystem?
  ) -> (reports: [PixelReport], isUsable: Bool) {
    guard let flight, let found = flight.photos.first else {
      let error = flight?.skipped.first?.error ?? .notAJPEG
      let refusals = pixels.map {
        PixelLocator.refusal(of: $0, photo: photo, status: error.code, reason: "\(error)")
      }
      return (refusals, false)
    }
    let locator = PixelLocator(
      name: photo, photo: found, options: options, takeoff: takeoff, geoid: geoid, reference: reference,
      explains: explain)
    return locator.reports(of: pixels)
  }
}
