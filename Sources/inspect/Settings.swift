import Foundation
import Inventory
import Yams

/// Defaults a user sets once: environment variables `INSPECT_…` before `inspect.yaml` in the working folder.
///
/// Flags beat both. A key is the long name of a flag: `jobs` is `--jobs`, `INSPECT_JOBS` or `jobs:` in the file.
struct Settings: Sendable {
  /// Every key that may be set; a test compares it with the flags.
  static let keys = [
    "agl", "buildings", "color", "corridor", "corridor-width", "crs", "dem", "dem-datum", "dem-sigma", "detectors",
    "due-from", "ground-height", "height-datum", "jobs", "lang", "laser", "log-format", "max-range", "merge",
    "min-depression", "model", "overlays", "quiet", "registration", "response", "roads", "roads-id", "roads-width",
    "rules", "section-length", "sidecar", "triage", "underside-height", "wall-distance", "yaw-offset",
  ]

  private let environment: [String: String]
  private let file: [String: String]

  /// Reads the settings; an unknown or malformed key is an error, so that a typing mistake is not silently ignored.
  init(
    environment: [String: String] = ProcessInfo.processInfo.environment,
    file url: URL = URL(filePath: "inspect.yaml")
  ) throws(CommandFailure) {
    var variables: [String: String] = [:]
    for (name, value) in environment where name.hasPrefix("INSPECT_") {
      let key = name.dropFirst("INSPECT_".count).lowercased().replacing("_", with: "-")
      try Self.check(key, in: "the environment variable \(name)")
      variables[key] = value
    }
    self.environment = variables
    file = try Self.read(url)
  }

  /// Returns the flag's value, else the setting's, else nil.
  func value(_ key: String, flag: String?) -> String? {
    assert(Self.keys.contains(key), "unlisted setting \(key)")
    return flag ?? environment[key] ?? file[key]
  }

  /// Returns whether a yes-or-no setting is on; a flag that is given wins.
  func isOn(_ key: String, flag: Bool, default isOnByDefault: Bool = false) throws(CommandFailure) -> Bool {
    if flag { return true }
    guard let text = value(key, flag: nil) else { return isOnByDefault }
    switch text.lowercased() {
    case "1", "true", "yes", "on": return true
    case "0", "false", "no", "off", "": return false
    default:
      throw CommandFailure(.usage, "the setting '\(key)' is '\(text)'; use true or false")
    }
  }

  private static func check(_ key: String, in place: String) throws(CommandFailure) {
    guard !keys.contains(key) else { return }
    let nearest = keys.min { Suggestion.distance($0, key) < Suggestion.distance($1, key) } ?? ""
    throw CommandFailure(.usage, "\(place) sets '\(key)', which does not exist; did you mean '\(nearest)'?")
  }

  private static func read(_ url: URL) throws(CommandFailure) -> [String: String] {
    guard let text = try? String(contentsOf: url, encoding: .utf8) else {
      guard FileManager.default.fileExists(atPath: url.path) else { return [:] }
      throw CommandFailure(.usage, "\(url.path) cannot be read as UTF-8 text")
    }
    let node: Node?
    do {
      node = try Yams.compose(yaml: text)
    } catch {
      throw CommandFailure(.usage, "\(url.path) is not valid YAML: \(error)")
    }
    guard let node else { return [:] }
    guard let mapping = node.mapping else {
      throw CommandFailure(.usage, "\(url.path) must be a list of 'key: value' lines")
    }
    var settings: [String: String] = [:]
    for (key, value) in mapping {
      let name = key.string ?? ""
      try check(name, in: url.path)
      if let scalar = value.scalar {
        settings[name] = scalar.string
      } else if let sequence = value.sequence {
        settings[name] = sequence.compactMap(\.string).joined(separator: ",")
      } else {
        throw CommandFailure(.usage, "\(url.path): '\(name)' must be a single value or a list")
      }
    }
    return settings
  }
}
