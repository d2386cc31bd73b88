/// The work orders as a workbook: text stays text, numbers and dates are numbers and dates, the header stays in view.
///
/// Laid out by the mapping `excel-en` or `excel-zh-TW` unless another is asked for. In groups there is a sheet with the
/// number of work orders of each, then a sheet a group.
public struct WorkOrderXLSX: InventoryExporter {
  /// The name on the command line.
  public static let name = "xlsx"
  /// What the format is for.
  public static let summary = "Work orders as a workbook for Excel and LibreOffice, with typed cells."
  /// The file name that suits it.
  public static let defaultFileName = "work-orders.xlsx"
  /// Rows of columns.
  public static let isTable = true

  /// More groups than this go into one sheet, in order: nobody finds his tab among hundreds.
  private static let mostGroupSheets = 60

  /// Creates an exporter.
  public init() {}

  /// Returns the workbook.
  public func content(of inventory: Inventory, options: ExportOptions) throws(ExportError) -> ExportContent {
    let labels = Labels(language: options.language)
    let table = WorkOrderTable(of: inventory, options: options)
    let preset = options.language == .traditionalChinese ? "excel-zh-TW" : "excel-en"
    let mapping = try MappingList.chosen(options.mapping, orBuiltIn: preset)
    var layout = options.mapping == nil ? mapping.adding(joins: options.joins, of: table, labels: labels) : mapping
    // Times are times here, which the reader's own settings show; a format would make text of them.
    layout.dateFormat = nil
    let all = MappedTable(table, by: layout)
    var sheets: [Workbook.Sheet] = []
    let groups = options.groupColumn.map { WorkOrderTable.grouped(table.rows, by: $0) } ?? []
    if !groups.isEmpty, groups.count <= Self.mostGroupSheets {
      let without = labels.text("table.without_group")
      let names = SheetNames.assign(
        [labels.text("table.groups")] + groups.map { $0.name.isEmpty ? without : $0.name })
      sheets.append(
        Workbook.Sheet(
          name: names[0], headers: [options.groupColumn ?? "", labels.text("table.work_orders")],
          rows: zip(groups, names.dropFirst()).map { group, name in
            [.text(group.name.isEmpty ? without : group.name), .number(Double(group.rows.count), places: 0)]
          }))
      for (group, name) in zip(groups, names.dropFirst()) {
        let part = MappedTable(WorkOrderTable(columns: table.columns, rows: group.rows), by: layout)
        sheets.append(Workbook.Sheet(name: name, headers: part.headers, rows: part.rows))
      }
    } else {
      sheets.append(
        Workbook.Sheet(name: labels.text("table.work_orders"), headers: all.headers, rows: all.rows))
    }
    return ExportContent(try Workbook(sheets: sheets).bytes(), remarks: all.remarks)
  }
}
