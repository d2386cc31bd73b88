/// Service requests for Open311 GeoReport v2: the parameters of one POST a line, as JSON.
///
/// ```
/// {"service_code":"crack","lat":"22.62","long":"120.3","description":"crack, medium, 3.24 m","attribute[severity]":"medium"}
/// ```
///
/// Which parameter comes from where says the mapping `open311`, or the user's own with the service codes of his city.
/// Text holds no markup, and a description at most 4,000 characters, as the interface asks. Source: GeoReport v2, POST
/// Service Request.
public struct Open311Exporter: InventoryExporter {
  /// The name on the command line.
  public static let name = "open311"
  /// What the format is for.
  public static let summary = "Service requests for Open311 GeoReport v2, one JSON object a line."
  /// The file name that suits it.
  public static let defaultFileName = "requests.jsonl"
  /// Rows of columns.
  public static let isTable = true

  private static let longestDescription = 4_000

  /// Creates an exporter.
  public init() {}

  /// Returns the file.
  public func content(of inventory: Inventory, options: ExportOptions) throws(ExportError) -> ExportContent {
    let mapping = try MappingList.chosen(options.mapping, orBuiltIn: "open311")
    let table = MappedTable(WorkOrderTable(of: inventory, options: options), by: mapping)
    var text = ""
    for row in table.rows {
      let members = zip(table.headers, row).filter { !$1.isEmpty }.map { ($0, JSONText.string(Self.plain($1.text))) }
      JSONText.object(members).write(into: &text)
      text += "\n"
    }
    return ExportContent(Array(text.utf8), remarks: table.remarks)
  }

  /// Returns the text without signs of markup and not longer than the interface takes.
  private static func plain(_ text: String) -> String {
    let clean = PlainText.oneLine(text).map { $0 == "<" ? "‹" : $0 == ">" ? "›" : $0 }
    return String(clean.prefix(longestDescription))
  }
}
