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
      Pixels are continuous, from the outer upper-left corner of the stored image (whatever its EXIF orientation says):
      the first pixel's centre is 0.5,0.5. CE90 is the radius that holds the true place in nine of ten cases; the
      ellipse's half axes are one standard deviation. Heights are above the datum in height_datum; height_ellipsoid_m
      is null unless the height above the ellipsoid is known. Without --crs, eastings and northings are TWD97 / TM2 in
      Taiwan and in the photo's UTM zone elsewhere. On a wall, along_m counts to the right and up_m upwards from the
      point straight ahead of the camera at its own height.

      Status 0 if the photo can be used, whatever becomes of each pixel: the status of each says ok, or why it has no
      place (above_horizon, outside_image, …). Status 65 if the photo cannot be used for any pixel; the reason is then
      the status of every pixel.

      EXAMPLES
        inspect locate DJI_0042.JPG --pixel 2640,1978 --ground-height 5.2 --height-datum egm96 --explain
        inspect locate facade.jpg --pixel 500,700 --pixel 900,700 --wall-distance 8 --format json | jq '.[].wall'
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

    let (reports, isUsable) = try reports(of: pixels, options: options, geoid: geoid, reference: reference)
    terminal.data(try PixelTable(reports: reports).text(format))
    if !isUsable, let reason = reports.first?.reason {
      throw CommandFailure(.nothingUsable, "\(photo): \(reason)")
    }
  }

  private func reports(
    of pixels: [PixelPoint], options: PlacementOptions, geoid: EGM96?, reference: CoordinateReferenceSystem?
  ) throws(CommandFailure) -> (reports: [PixelReport], isUsable: Bool) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: photo, isDirectory: &isFolder) else {
      throw CommandFailure(.inputNotFound, "\(photo) does not exist; give a JPEG photo")
    }
    guard !isFolder.boolValue else {
      throw CommandFailure(.usage, "\(photo) is a folder; give one photo of it")
    }
    let flights = try FlightInput.applySidecar(surface.sidecar, to: try FlightInput.scan([photo]))
    guard let flight = flights.first, let found = flight.photos.first else {
      let error = flights.first?.skipped.first?.error ?? .notAJPEG
      let refusals = pixels.map {
        PixelLocator.refusal(of: $0, photo: photo, status: error.code, reason: "\(error)")
      }
      return (refusals, false)
    }
    let locator = PixelLocator(
      name: photo, photo: found, options: options, takeoff: flight.takeoff, geoid: geoid, reference: reference,
      explains: explain)
    return locator.reports(of: pixels)
  }
}
