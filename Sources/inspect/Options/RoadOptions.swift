import ArgumentParser
import Foundation
import ImageKit

/// The roads that defects are tied to, and how roads are cut for the section table.
struct RoadOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Roads to tie defects to: a map layer of centre lines or road areas.",
      discussion: """
        A GeoPackage, Shapefile, GeoJSON, FlatGeobuf, KML or MapInfo file in any coordinate system; FILE:LAYER where the \
        file has several. Defects get section, chainage and side; sections.csv gets a row for each stretch that was seen.
        """, valueName: "file[:layer]"),
    completion: .file())
  var roads: String?

  @Option(
    help: ArgumentHelp(
      "The field of --roads that names a section. Default: section_id, id, road_id, name or the like, else the number in the file.",
      valueName: "field"))
  var roadsId: String?

  @Option(
    help: ArgumentHelp(
      "Full width of the roads of --roads in metres, for centre lines. Default: a field width, road_width or 路寬, else 12.",
      valueName: "metres"))
  var roadsWidth: String?

  @Option(
    help: ArgumentHelp(
      "Length of a stretch in sections.csv in metres. Default: 100 with --roads, 20 without.", valueName: "metres"))
  var sectionLength: String?

  /// Reads the network, if one is named.
  func network(_ settings: Settings) throws(CommandFailure) -> RoadNetwork? {
    let idField = settings.value("roads-id", flag: roadsId)
    let width = try Self.metres("roads-width", settings.value("roads-width", flag: roadsWidth), 1...200)
    guard let text = settings.value("roads", flag: roads) else {
      for (name, value) in [("roads-id", roadsId), ("roads-width", roadsWidth)] where value != nil {
        throw CommandFailure(.usage, "--\(name) needs --roads: which roads are meant?")
      }
      return nil
    }
    let (path, layer) = Self.parts(of: text)
    do {
      return try RoadNetwork(contentsOf: URL(filePath: path), layer: layer, idField: idField, width: width)
    } catch {
      throw CommandFailure(error.exitStatus, "--roads: \(error)")
    }
  }

  /// Returns how long a stretch of road is in the section table, in metres; `nil` for the default.
  func length(_ settings: Settings) throws(CommandFailure) -> Double? {
    try Self.metres("section-length", settings.value("section-length", flag: sectionLength), 1...100_000)
  }

  /// Parts a file from the layer that may stand behind it; a file that has a colon in its own name is taken whole.
  static func parts(of text: String) -> (path: String, layer: String?) {
    guard !FileManager.default.fileExists(atPath: text), let colon = text.lastIndex(of: ":") else { return (text, nil) }
    let (path, layer) = (String(text[..<colon]), String(text[text.index(after: colon)...]))
    return path.isEmpty || layer.isEmpty ? (text, nil) : (path, layer)
  }

  static func metres(
    _ name: String, _ text: String?, _ range: ClosedRange<Double>
  ) throws(CommandFailure) -> Double? {
    guard let text else { return nil }
    guard let value = Double(text), range.contains(value) else {
      throw CommandFailure(
        .usage,
        "--\(name) is '\(text)'; use a number of metres from \(short(range.lowerBound)) to \(Int(range.upperBound))")
    }
    return value
  }

  private static func short(_ number: Double) -> String { number == number.rounded() ? "\(Int(number))" : "\(number)" }
}

extension RoadError {
  /// How the command ends.
  var exitStatus: ExitStatus {
    // Not a pattern in a catch: Swift 6.3.1 crashes on one over a typed error with a payload.
    switch self {
    case .notFound: .inputNotFound
    case .noSuchLayer, .severalLayers, .noSuchField: .usage
    case .notAVectorFile, .noRoads, .noCoordinateSystem, .outsideCoordinateSystem, .tooLarge: .nothingUsable
    }
  }
}
