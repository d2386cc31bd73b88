/// The rows of a table of defects, before it is known what the table is written as.
struct WorkOrderTable {
  /// The columns of the default layout, in order.
  let columns: [String]
  /// The cells of each row by column; more of them than the default layout has.
  let rows: [[String: TableCell]]

  /// Creates a table of rows that are chosen already.
  init(columns: [String], rows: [[String: TableCell]]) {
    self.columns = columns
    self.rows = rows
  }

  /// Makes the table: the defects that are asked for, or only what changed, the most urgent first, in groups if groups are asked for.
  init(of inventory: Inventory, options: ExportOptions) {
    let labels = Labels(language: options.language)
    var rows = options.mostUrgentFirst(options.defects(of: inventory)).map {
      WorkOrderColumns.cells(of: $0, labels: labels, options: options)
    }
    var columns = WorkOrderColumns.defaults + (inventory.isAboutTrees ? TreeColumns.names : [])
    for join in options.joins where !columns.contains(join.column) { columns.append(join.column) }
    if let previous = options.previous {
      rows = previous.changes(to: rows)
      columns.insert(WorkOrderColumns.operation, at: 0)
    }
    if let group = options.groupColumn { rows = WorkOrderTable.grouped(rows, by: group).flatMap(\.rows) }
    self.columns = columns
    self.rows = rows
  }

  /// Returns the rows by the contents of a column, groups by name and those without one last, rows in their order.
  static func grouped(
    _ rows: [[String: TableCell]], by column: String
  ) -> [(name: String, rows: [[String: TableCell]])] {
    let groups = Dictionary(grouping: rows) { Array(PlainText.oneLine($0[column]?.text ?? "").utf8) }
    let names = groups.keys.sorted { left, right in
      left.isEmpty != right.isEmpty ? right.isEmpty : left.lexicographicallyPrecedes(right)
    }
    return names.map { (String(decoding: $0, as: UTF8.self), groups[$0] ?? []) }
  }
}
