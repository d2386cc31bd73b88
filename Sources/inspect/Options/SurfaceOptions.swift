import ArgumentParser
import ImageKit

/// The surface that pixels are placed on; shared by the subcommands that place.
struct SurfaceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The ground is flat at this height in metres, above what --height-datum says.", valueName: "H"))
  var groundHeight: String?

  @Option(
    help: ArgumentHelp(
      "What --ground-height is measured from: ellipsoid, egm96 (mean sea level) or takeoff.", valueName: "datum"))
  var heightDatum: String?

  @Option(help: ArgumentHelp("Every photo was taken this many metres above flat ground.", valueName: "H"))
  var agl: String?

  func choice(_ settings: Settings) throws(CommandFailure) -> SurfaceChoice {
    let height = try number("ground-height", settings.value("ground-height", flag: groundHeight))
    let aboveGround = try number("agl", settings.value("agl", flag: agl))
    let datumName = settings.value("height-datum", flag: heightDatum)
    if height != nil && aboveGround != nil {
      throw CommandFailure(.usage, "give either --ground-height or --agl, not both")
    }
    if let aboveGround {
      guard aboveGround > 0 else { throw CommandFailure(.usage, "--agl must be more than 0 metres") }
      return .heightAboveGround(aboveGround)
    }
    guard let height else {
      if datumName != nil {
        throw CommandFailure(.usage, "--height-datum needs --ground-height: which height has that datum?")
      }
      return .automatic
    }
    guard let datumName else {
      throw CommandFailure(
        .usage,
        "--ground-height needs --height-datum ellipsoid, egm96 or takeoff: in Kaohsiung they differ by 20 m")
    }
    guard let datum = HeightDatum(rawValue: datumName), [.ellipsoid, .meanSeaLevel, .takeoff].contains(datum) else {
      throw CommandFailure(.usage, "--height-datum is '\(datumName)'; use ellipsoid, egm96 or takeoff")
    }
    return .groundHeight(height, datum)
  }

  private func number(_ name: String, _ text: String?) throws(CommandFailure) -> Double? {
    guard let text else { return nil }
    guard let value = Double(text), value.isFinite else {
      throw CommandFailure(.usage, "--\(name) is '\(text)'; use a number of metres")
    }
    return value
  }
}
