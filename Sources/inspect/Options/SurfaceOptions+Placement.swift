import Foundation
import ImageKit

extension SurfaceOptions {
  /// The settings that state a surface; only one of them may.
  private static let surfaces = ["ground-height", "agl", "dem", "wall-distance", "underside-height", "laser"]

  /// Returns what the flags and the settings say; opens the elevation model, if one is named.
  func placement(_ settings: Settings) throws(CommandFailure) -> PlacementOptions {
    let laser = try laserUse(settings)
    var options = PlacementOptions(surface: try choice(settings), usesLaser: laser != .off)
    if let depression = try number("min-depression", settings.value("min-depression", flag: minDepression)) {
      guard (0..<90).contains(depression) else {
        throw CommandFailure(.usage, "--min-depression must be at least 0 and less than 90 degrees")
      }
      options.limits.minimumDepression = depression
    }
    if let range = try number("max-range", settings.value("max-range", flag: maxRange)) {
      guard range > 0 else { throw CommandFailure(.usage, "--max-range must be more than 0 metres") }
      options.limits.maximumRange = range
    }
    if let yaw = try number("yaw-offset", settings.value("yaw-offset", flag: yawOffset)) {
      guard (-360...360).contains(yaw) else {
        throw CommandFailure(.usage, "--yaw-offset must lie between -360 and 360 degrees")
      }
      options.yawOffset = yaw
    }
    return options
  }

  private func choice(_ settings: Settings) throws(CommandFailure) -> SurfaceChoice {
    guard let (name, text) = try statedSurface(settings) else { return .automatic }
    switch name {
    case "ground-height":
      let height = try statedHeight(name, text, settings)
      return .groundHeight(height.metres, height.datum)
    case "underside-height": return .underside(try statedHeight(name, text, settings))
    case "agl": return .heightAboveGround(try positive(name, text))
    case "wall-distance": return .wall(distance: try positive(name, text))
    case "dem": return .elevation(try elevationModel(text, settings))
    default:
      // statedSurface has told the surfaces among the words for the laser from the rest.
      return LaserSurface(rawValue: text).map(SurfaceChoice.laser) ?? .automatic
    }
  }

  /// Returns the one surface that is stated.
  ///
  /// One flag beats every surface of the environment and of `inspect.yaml`.
  private func statedSurface(_ settings: Settings) throws(CommandFailure) -> (name: String, text: String)? {
    let flags = [
      "ground-height": groundHeight, "agl": agl, "dem": dem, "wall-distance": wallDistance,
      "underside-height": undersideHeight, "laser": laser,
    ]
    func stated(_ value: (String) -> String?) -> [(name: String, text: String)] {
      Self.surfaces.compactMap { name in
        guard let text = value(name), name != "laser" || LaserSurface(rawValue: text) != nil else { return nil }
        return (name, text)
      }
    }
    let given = stated { flags[$0] ?? nil }
    try checkCompanions(of: given.map(\.name), settings)
    let all = given.isEmpty ? stated { settings.value($0, flag: nil) } : given
    guard all.count <= 1 else {
      let names = all.map { "--\($0.name)" }.joined(separator: " and ")
      throw CommandFailure(.usage, "\(names) each state a surface; give one of them")
    }
    return all.first
  }

  /// Refuses flags that say something of a surface that is not stated.
  private func checkCompanions(of given: [String], _ settings: Settings) throws(CommandFailure) {
    func isStated(_ name: String) -> Bool {
      given.contains(name) || (given.isEmpty && settings.value(name, flag: nil) != nil)
    }
    if heightDatum != nil, !isStated("ground-height"), !isStated("underside-height") {
      throw CommandFailure(
        .usage, "--height-datum needs --ground-height or --underside-height: which height has that datum?")
    }
    for (name, value) in [("dem-datum", demDatum), ("dem-sigma", demSigma)] where value != nil && !isStated("dem") {
      throw CommandFailure(.usage, "--\(name) needs --dem: which elevation model is meant?")
    }
  }

  private func statedHeight(_ name: String, _ text: String, _ settings: Settings) throws(CommandFailure) -> Height {
    let metres = try number(name, text)
    guard let datumName = settings.value("height-datum", flag: heightDatum) else {
      throw CommandFailure(
        .usage, "--\(name) needs --height-datum ellipsoid, egm96 or takeoff: in Kaohsiung they differ by 20 m")
    }
    guard let datum = HeightDatum(rawValue: datumName), [.ellipsoid, .meanSeaLevel, .takeoff].contains(datum) else {
      throw CommandFailure(.usage, "--height-datum is '\(datumName)'; use ellipsoid, egm96 or takeoff")
    }
    return Height(metres: metres, datum: datum)
  }

  private func elevationModel(_ path: String, _ settings: Settings) throws(CommandFailure) -> ElevationModel {
    let known = ElevationDatum.allCases.map(\.rawValue).joined(separator: ", ")
    guard let datumName = settings.value("dem-datum", flag: demDatum) else {
      throw CommandFailure(
        .usage,
        "--dem needs --dem-datum (\(known)): few rasters say what their heights are measured from, "
          + "and in Kaohsiung the ellipsoid and the sea differ by 20 m")
    }
    guard let datum = ElevationDatum(rawValue: datumName) else {
      throw CommandFailure(.usage, "--dem-datum is '\(datumName)'; use one of \(known)")
    }
    let sigma = try number("dem-sigma", settings.value("dem-sigma", flag: demSigma))
    if let sigma, sigma < 0 { throw CommandFailure(.usage, "--dem-sigma must not be negative") }
    do {
      return try ElevationModel(contentsOf: URL(filePath: path), datum: datum, sigma: sigma)
    } catch {
      throw CommandFailure(error.exitStatus, "--dem: \(error)")
    }
  }

  /// How the laser range is used, as the flag and the settings have it.
  private enum LaserUse: Equatable { case automatic, off, surface }

  private func laserUse(_ settings: Settings) throws(CommandFailure) -> LaserUse {
    switch settings.value("laser", flag: laser) ?? "auto" {
    case "auto": return .automatic
    case "off": return .off
    case let text where LaserSurface(rawValue: text) != nil: return .surface
    case let other: throw CommandFailure(.usage, "--laser is '\(other)'; use auto, axis, wall, ground or off")
    }
  }

  private func positive(_ name: String, _ text: String) throws(CommandFailure) -> Double {
    let value = try number(name, text)
    guard value > 0 else { throw CommandFailure(.usage, "--\(name) must be more than 0 metres") }
    return value
  }

  private func number(_ name: String, _ text: String?) throws(CommandFailure) -> Double? {
    guard let text else { return nil }
    return try number(name, text) as Double
  }

  private func number(_ name: String, _ text: String) throws(CommandFailure) -> Double {
    guard let value = Double(text), value.isFinite else {
      let unit = ["min-depression", "yaw-offset"].contains(name) ? "degrees" : "metres"
      throw CommandFailure(.usage, "--\(name) is '\(text)'; use a number of \(unit)")
    }
    return value
  }
}

extension ElevationError {
  /// How the command ends.
  fileprivate var exitStatus: ExitStatus {
    // Not a pattern in a catch: Swift 6.3.1 crashes on one over a typed error with a payload.
    switch self {
    case .notFound: .inputNotFound
    case .noGeoid: .assetMissing
    default: .nothingUsable
    }
  }
}
