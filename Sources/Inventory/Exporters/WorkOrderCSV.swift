/// The table a planner opens in a spreadsheet: one row a defect.
///
/// ```
/// work_order_id,defect_uid,kind_code,kind_label,severity,severity_rule,priority,status,district,…
/// WO-0F3A5C9B21D7,0f3a5c9b-21d7-8…,crack,crack,medium,fhwa-ltpp-2014/crack-width,2,new,,…
/// ```
///
/// UTF-8 with a byte order mark, CRLF, RFC 4180. Numbers have a point and a fixed number of decimals. Times are those
/// of the camera's clock with its zone, if the zone is known. Road and chainage come from the road network that the run was
/// given, and are empty without one. District and address need data of the owner and are empty, as is the due date, which
/// follows from the owner's response times. Columns about trees follow where the run looked for them: see `TreeColumns`.
public struct WorkOrderCSV: InventoryExporter {
  /// The name on the command line.
  public static let name = "csv"
  /// What the format is for.
  public static let summary = "Work orders as a table for spreadsheets and maintenance systems."
  /// The file name in the folder of a run.
  public static let defaultFileName = "work-orders.csv"
  /// Rows of columns.
  public static let isTable = true

  /// The columns, in order.
  public static let columns = WorkOrderColumns.defaults

  /// Creates an exporter.
  public init() {}

  /// Returns the table as the run writes it.
  public func bytes(of inventory: Inventory, options: ExportOptions) -> [UInt8] {
    table(WorkOrderTable(of: inventory, options: options)).bytes
  }

  /// Returns the table, laid out by the mapping if there is one.
  public func content(of inventory: Inventory, options: ExportOptions) throws(ExportError) -> ExportContent {
    let rows = WorkOrderTable(of: inventory, options: options)
    guard let mapping = options.mapping else { return ExportContent(table(rows).bytes) }
    let mapped = MappedTable(rows, by: mapping)
    let (bytes, remarks) = DelimitedText.bytes(of: mapped, by: mapping)
    return ExportContent(bytes, remarks: mapped.remarks + remarks)
  }

  private func table(_ rows: WorkOrderTable) -> CSVText {
    var table = CSVText()
    table.append(rows.columns.map { .text($0) })
    for row in rows.rows { table.append(rows.columns.map { row[$0] ?? .empty }) }
    return table
  }

  /// Returns the name of the work order for a defect: the same in every run and every export.
  public static func workOrderID(of defect: Defect) -> String {
    "WO-" + String(defect.uid.filter { $0 != "-" }.prefix(12)).uppercased()
  }
}
