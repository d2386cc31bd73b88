import Foundation

/// The fields of a road layer that count, by the names that they usually have.
enum RoadFields {
  /// Names of the field that names a section, the most telling first.
  static let names = [
    "section_id", "sectionid", "id", "road_id", "roadid", "路段編號", "路段代碼", "name", "road_name", "roadname", "路名", "道路名稱",
  ]
  /// Names of the field that holds the width in metres.
  static let widths = ["width", "road_width", "roadwidth", "路寬", "道路寬度"]
  /// Widths in metres that are believed; others are those of another unit, or no widths.
  static let plausibleWidths = 1.0...100.0
  /// The most characters of a name that are kept.
  static let longestName = 100

  /// Returns the position of the first of some names among the fields, in whatever case.
  ///
  /// A Shapefile keeps ten bytes of a name, which are three Chinese characters and a third.
  static func position(of names: [String], in fields: [String]) -> Int? {
    for name in names {
      let name = name.lowercased()
      let cut = String(decoding: name.utf8.prefix(10), as: UTF8.self)
      if let found = fields.firstIndex(where: { [name, cut].contains($0.lowercased()) }) { return found }
    }
    return nil
  }

  /// Returns a name on one line without anything that steers a terminal; `nil` when nothing is left.
  static func name(_ text: String?) -> String? {
    guard let text else { return nil }
    let spaced = text.unicodeScalars.map { scalar -> Character in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: " "
      default: Character(scalar)
      }
    }
    let words = String(spaced).split(separator: " ").joined(separator: " ")
    return words.isEmpty ? nil : String(words.prefix(longestName))
  }

  /// Returns the width in a field in metres; `nil` when it is none.
  static func width(_ text: String?) -> Double? {
    guard let text, let width = Double(text.trimmingCharacters(in: .whitespaces)), plausibleWidths.contains(width)
    else {
      return nil
    }
    return width
  }
}
