import ImageKit
import Inventory

/// The plane coordinates and the language of exports.
enum CoordinateOptions {
  /// Taiwan's TWD97 / TM2 zone 121, the plane coordinates of the first city.
  static let defaultCode = 3826

  /// Returns the coordinate reference system for the x and y columns.
  static func reference(_ text: String?) throws(CommandFailure) -> CoordinateReferenceSystem {
    let digits = (text ?? "EPSG:\(defaultCode)").uppercased().replacing("EPSG:", with: "")
    guard let code = Int(digits) else {
      throw CommandFailure(.usage, "--crs is '\(text ?? "")'; write it as EPSG:3826")
    }
    do {
      return try CoordinateReferenceSystem(epsg: code)
    } catch {
      throw CommandFailure(.usage, "--crs EPSG:\(code): \(error)")
    }
  }

  /// Returns the language of labels.
  static func language(_ text: String?) throws(CommandFailure) -> Language {
    let name = text ?? Language.english.rawValue
    guard let language = Language.allCases.first(where: { $0.rawValue.lowercased() == name.lowercased() }) else {
      let known = Language.allCases.map(\.rawValue).joined(separator: ", ")
      throw CommandFailure(.usage, "there is no language '\(name)'; built in: \(known)")
    }
    return language
  }
}
