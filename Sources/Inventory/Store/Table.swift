/// A table of the inventory as it is declared: what its columns are, and what geometry it has.
struct Table: Sendable {
  /// What the rows are.
  enum Content: Sendable, Equatable {
    /// Places or areas on the map; `geom` holds them.
    case features(geometryType: String, hasHeight: Bool)
    /// Rows without geometry.
    case attributes
  }

  /// One column.
  struct Column: Sendable {
    let name: String
    /// A GeoPackage type, with what SQLite adds to it: `TEXT NOT NULL`.
    let type: String
    /// What the column holds, for people.
    let title: String
    /// The name of the list of values it takes; `nil` when there is none.
    var values: String?

    init(_ name: String, _ type: String, _ title: String, values: String? = nil) {
      self.name = name
      self.type = type
      self.title = title
      self.values = values
    }
  }

  let name: String
  let content: Content
  let description: String
  let columns: [Column]
  /// Constraints of the whole table.
  var constraints: [String] = []
  /// The lists of columns that are indexed.
  var indexes: [[String]] = []

  /// Whether the rows lie on the map.
  var hasGeometry: Bool { content != .attributes }

  /// The statements that create the table and its indexes.
  var statements: [String] {
    var definitions = ["fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL"]
    if case .features(let geometryType, _) = content { definitions.append("geom \(geometryType)") }
    definitions += columns.map { "\($0.name) \($0.type)" }
    definitions += constraints
    let create = "CREATE TABLE \(name) (\n  \(definitions.joined(separator: ",\n  "))\n)"
    return [create]
      + indexes.map { columns in
        "CREATE INDEX \(name)_\(columns.joined(separator: "_")) ON \(name) (\(columns.joined(separator: ", ")))"
      }
  }
}
