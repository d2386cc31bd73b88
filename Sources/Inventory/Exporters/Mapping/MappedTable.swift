/// A table of defects as a mapping lays it out, before it is known what it is written as.
struct MappedTable {
  /// The headers of its columns.
  let headers: [String]
  /// The cells of each row, as many as there are headers.
  let rows: [[TableCell]]
  /// What was left out, for the user.
  let remarks: [String]

  /// Lays out a table; rows without a required cell are left out and counted.
  init(_ table: WorkOrderTable, by mapping: ColumnMapping) {
    let headers = mapping.columns.map(\.header)
    let required = Set(mapping.required.compactMap(headers.firstIndex(of:)))
    var rows: [[TableCell]] = []
    var left = 0
    var missing: Set<Int> = []
    for row in table.rows {
      let cells = mapping.columns.map { MappedTable.cell($0, of: row, mapping) }
      let empty = required.filter { cells[$0].isEmpty }
      guard empty.isEmpty else {
        left += 1
        missing.formUnion(empty)
        continue
      }
      rows.append(cells)
    }
    self.headers = headers
    self.rows = rows
    let names = missing.sorted().map { headers[$0] }.joined(separator: ", ")
    remarks =
      left == 0
      ? [] : ["\(left) \(left == 1 ? "defect" : "defects") left out: \(names) required by the mapping, and empty"]
  }

  private static func cell(
    _ column: ColumnMapping.Column, of row: [String: TableCell], _ mapping: ColumnMapping
  ) -> TableCell {
    var cell: TableCell
    switch column.source {
    case .column(let name): cell = row[name] ?? .empty
    case .constant(let text): cell = .text(text)
    }
    if let word = column.codes[cell.text] { return .text(word) }
    if case .instant(let time) = cell, let text = mapping.dateFormat?.text(time) { cell = .text(text) }
    if cell.isEmpty, let standIn = column.standIn { cell = .text(standIn) }
    return cell
  }
}
