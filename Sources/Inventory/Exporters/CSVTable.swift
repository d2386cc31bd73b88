/// A table of plain text as CSV: BOM, CRLF, RFC 4180, with the guard against formulas that work orders have.
public enum CSVTable {
  /// Returns rows of cells as the text of a file; the first row is the header.
  public static func text(_ rows: [[String]]) -> String {
    var table = CSVText()
    for row in rows { table.append(row.map { $0.isEmpty ? .empty : .text($0) }) }
    return String(decoding: table.bytes, as: UTF8.self)
  }
}
