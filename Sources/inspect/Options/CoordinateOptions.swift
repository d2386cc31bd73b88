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

  /// Returns the system that suits a place where the user names none: Taiwan's, else the place's UTM zone.
  ///
  /// TWD97 / TM2 zone 121, and zone 119 for Penghu, Kinmen and Matsu; nil beyond UTM, within 10° of a pole.
  static func reference(near place: HorizontalPosition) -> CoordinateReferenceSystem? {
    for code in [defaultCode, 3825] {
      if let system = try? CoordinateReferenceSystem(epsg: code),
        system.covers(latitude: place.latitude, longitude: place.longitude)
      {
        return system
      }
    }
    guard (-80...84).contains(place.latitude) else { return nil }
    let zone = min(60, Int((place.longitude + 180) / 6) + 1)
    return try? CoordinateReferenceSystem(epsg: (place.latitude < 0 ? 32700 : 32600) + zone)
  }

  /// Returns what to say where plane coordinates are not meant for the place of an inventory; nil where they are.
  static func advice(on system: CoordinateReferenceSystem, for inventory: Inventory) -> String? {
    guard let place = inventory.photos.lazy.compactMap(\.position).first,
      !system.covers(latitude: place.latitude, longitude: place.longitude)
    else { return nil }
    let better = reference(near: place).map { "; --crs EPSG:\($0.epsg) is" } ?? ""
    return "x and y in EPSG:\(system.epsg) are not meant for the place of these photos\(better)"
  }

  /// Returns the system on whose grid the pavement of an inventory is counted: the run's, where it is meant for the place.
  static func plane(
    _ reference: CoordinateReferenceSystem, for inventory: Inventory
  ) -> CoordinateReferenceSystem? {
    guard let place = inventory.photos.first(where: { $0.pavement != nil })?.position else { return nil }
    return reference.covers(latitude: place.latitude, longitude: place.longitude)
      ? reference : CoordinateOptions.reference(near: place)
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
