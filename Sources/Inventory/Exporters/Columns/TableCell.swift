/// What a cell of a table holds.
enum TableCell: Sendable, Equatable {
  /// Nothing.
  case empty
  /// A code or name that this program wrote itself.
  case plain(String)
  /// A number, written out with a point.
  case decimal(String)
  /// A time of ISO 8601, with or without a zone.
  case instant(String)
  /// Text that may come from a file or a person.
  case text(String)

  /// A number with so many decimals, or nothing.
  static func number(_ value: Double?, places: Int) -> TableCell {
    guard let value, let text = FixedDecimal.text(value, places: places) else { return .empty }
    return .decimal(text)
  }

  /// A code, or nothing.
  static func optional(_ value: String?) -> TableCell { value.map { .plain($0) } ?? .empty }

  /// A time, or nothing.
  static func time(_ value: String?) -> TableCell { value.map { .instant($0) } ?? .empty }

  /// The contents as they are.
  var text: String {
    switch self {
    case .empty: ""
    case .plain(let text), .decimal(let text), .instant(let text), .text(let text): text
    }
  }

  /// The contents such that no spreadsheet takes them for a formula.
  var guarded: String {
    switch self {
    case .empty: ""
    case .plain(let text), .decimal(let text): text
    case .instant(let text), .text(let text): CSVText.guarded(text)
    }
  }

  /// Whether there is nothing in it.
  var isEmpty: Bool { text.isEmpty }
}
