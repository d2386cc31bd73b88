/// How a table is laid out for the system that takes it: columns with their headers, codes, encoding.
///
/// ```yaml
/// encoding: utf-8-bom
/// columns:
///   - {header: Priority, from: priority, map: {1: Urgent, 2: High, 3: Low}}
///   - {header: Worktype, value: CM}
/// required: [Priority]
/// ```
public struct ColumnMapping: Sendable, Equatable {
  /// How characters become bytes.
  enum Encoding: String, Sendable, CaseIterable {
    case utf8WithMark = "utf-8-bom"
    case utf8 = "utf-8"
    /// Traditional Chinese Windows.
    case cp950
    /// Western Windows.
    case cp1252
  }

  /// How lines end.
  enum Newline: String, Sendable, CaseIterable {
    case crlf
    case lf
  }

  /// One column of the table.
  struct Column: Sendable, Equatable {
    /// Where its cells come from.
    enum Source: Sendable, Equatable {
      /// A column of ours.
      case column(String)
      /// The same text in every row.
      case constant(String)
    }

    let header: String
    let source: Source
    /// What codes become; others stay as they are.
    let codes: [String: String]
    /// What an empty cell becomes.
    let standIn: String?
  }

  /// The name of the preset or file, for messages.
  let name: String
  /// The language of labels that it asks for.
  public let language: Language?
  /// The code of its plane coordinates in the EPSG registry.
  public let crs: Int?
  let encoding: Encoding
  let newline: Newline
  let delimiter: Character
  /// Lines before the header, each with its cells.
  let preamble: [[String]]
  var dateFormat: DateFormat?
  /// Whether text that a spreadsheet would calculate gets an apostrophe.
  let guardsFormulas: Bool
  let columns: [Column]
  /// The headers of columns without which a row is left out.
  let required: [String]
}

extension ColumnMapping {
  /// Returns the mapping with what a built-in one cannot know: the owner's own columns, and what became of work orders.
  func adding(joins: [ColumnJoin], of table: WorkOrderTable, labels: Labels) -> ColumnMapping {
    func column(_ header: String, from name: String, codes: [String: String] = [:]) -> Column {
      Column(header: header, source: .column(name), codes: codes, standIn: nil)
    }
    var columns = self.columns
    let named = Set(
      columns.compactMap { column -> String? in
        if case .column(let name) = column.source { name } else { nil }
      })
    for join in joins where !named.contains(join.column) { columns.append(column(join.column, from: join.column)) }
    if table.columns.contains(WorkOrderColumns.operation) {
      let codes = ["A", "U", "D"].map { ($0, labels.text("op.\($0)")) }
      columns.insert(
        column(
          labels.text("table.change"), from: WorkOrderColumns.operation,
          codes: Dictionary(codes, uniquingKeysWith: { first, _ in first })), at: 0)
    }
    return ColumnMapping(
      name: name, language: language, crs: crs, encoding: encoding, newline: newline, delimiter: delimiter,
      preamble: preamble, dateFormat: nil, guardsFormulas: guardsFormulas, columns: columns, required: required)
  }
}
