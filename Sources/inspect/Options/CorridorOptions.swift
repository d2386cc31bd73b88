import ArgumentParser
import Foundation
import ImageKit

/// What trees could fall on besides roads: corridors and buildings.
struct CorridorOptions: ParsableArguments {
  /// The width of a corridor that nobody states, in metres.
  static let defaultWidth = 6.0

  @Option(
    help: ArgumentHelp(
      "Corridors to tie trees to: a map layer of lines or areas, such as footways or power lines.",
      discussion: """
        In the formats of --roads; FILE:LAYER where the file has several. Trees get their distance to the nearest corridor \
        and their area in it.
        """, valueName: "file[:layer]"),
    completion: .file())
  var corridor: String?

  @Option(
    help: ArgumentHelp(
      "Full width of the corridors of --corridor in metres, half on either side of a line. Default: a field width, else 6.",
      valueName: "metres"))
  var corridorWidth: String?

  @Option(
    help: ArgumentHelp("Buildings to tie trees to: a map layer of areas.", valueName: "file[:layer]"),
    completion: .file())
  var buildings: String?

  /// Reads the corridors, if any are named.
  func corridors(_ settings: Settings) throws(CommandFailure) -> RoadNetwork? {
    let width = try RoadOptions.metres(
      "corridor-width", settings.value("corridor-width", flag: corridorWidth), 0.5...200)
    guard let text = settings.value("corridor", flag: corridor) else {
      if corridorWidth != nil {
        throw CommandFailure(.usage, "--corridor-width needs --corridor: which corridors are meant?")
      }
      return nil
    }
    return try Self.layer("corridor", text, width: width, defaultWidth: Self.defaultWidth)
  }

  /// Reads the buildings, if any are named.
  func buildingAreas(_ settings: Settings) throws(CommandFailure) -> RoadNetwork? {
    guard let text = settings.value("buildings", flag: buildings) else { return nil }
    // A wall that is drawn as a line has no width.
    return try Self.layer("buildings", text, width: nil, defaultWidth: 0)
  }

  private static func layer(
    _ name: String, _ text: String, width: Double?, defaultWidth: Double
  ) throws(CommandFailure) -> RoadNetwork {
    let (path, layer) = RoadOptions.parts(of: text)
    do {
      return try RoadNetwork(
        contentsOf: URL(filePath: path), layer: layer, width: width, defaultWidth: defaultWidth)
    } catch {
      throw CommandFailure(error.exitStatus, "--\(name): \(error)")
    }
  }
}
