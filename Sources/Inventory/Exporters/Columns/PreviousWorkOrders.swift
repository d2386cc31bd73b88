import Foundation

/// Work orders that were handed over before, read from the table that a run or an export wrote.
public struct PreviousWorkOrders: Sendable, Equatable {
  /// Why a file is no table of work orders.
  public struct Problem: Error, Sendable, CustomStringConvertible {
    /// The file, what is wrong and what to do.
    public let description: String
  }

  /// The largest table that is read, in bytes: two million work orders.
  private static let maximumByteCount = 1 << 30

  private let columns: [String]
  private let rows: [(order: String, cells: [String])]

  /// Reads a table in the default layout.
  public init(contentsOf url: URL) throws(Problem) {
    let path = url.path
    guard let data = try? Data(contentsOf: url, options: .alwaysMapped) else {
      throw Problem(description: "\(path): cannot be read; check the path and its permissions")
    }
    guard data.count <= Self.maximumByteCount, let text = String(validating: data, as: UTF8.self) else {
      throw Problem(description: "\(path): is no UTF-8 text; give the CSV as 'inspect' wrote it")
    }
    try self.init(text: text, path: path)
  }

  /// Reads a table in the default layout.
  init(text: String, path: String) throws(Problem) {
    var rows = DelimitedReader.rows(of: text)
    guard let header = rows.first, header.contains("work_order_id"), header.contains("defect_uid") else {
      throw Problem(
        description: "\(path): has no columns work_order_id and defect_uid; give the work-orders.csv of a run, or an "
          + "export with --format csv and without --mapping")
    }
    guard !header.contains(WorkOrderColumns.operation) else {
      throw Problem(
        description: "\(path): holds changes only; give the whole table, such as the work-orders.csv of the earlier run"
      )
    }
    let position = header.firstIndex(of: "work_order_id") ?? 0
    rows.removeFirst()
    var known: Set<String> = []
    columns = header
    var orders: [(order: String, cells: [String])] = []
    for (number, row) in rows.enumerated() where row != [""] {
      guard row.count == header.count else {
        throw Problem(
          description: "\(path): row \(number + 2) has \(row.count) cells, the header \(header.count); give the CSV as "
            + "'inspect' wrote it")
      }
      guard !row[position].isEmpty, known.insert(row[position]).inserted else {
        throw Problem(description: "\(path): row \(number + 2) has no work order of its own ('\(row[position])')")
      }
      orders.append((row[position], row))
    }
    self.rows = orders
  }

  /// Compares two tables.
  public static func == (left: Self, right: Self) -> Bool {
    left.columns == right.columns && left.rows.map(\.cells) == right.rows.map(\.cells)
  }

  /// Returns what has to be told: rows that are new or differ, in their order, and rows that are no longer there.
  ///
  /// Columns that follow from others, and those that the earlier table does not have, make no difference.
  func changes(to rows: [[String: TableCell]]) -> [[String: TableCell]] {
    var earlier: [String: [String]] = [:]
    for row in self.rows { earlier[row.order] = row.cells }
    let compared = columns.indices.filter { index in
      // A column of a join is compared; one that nobody knows any more is not.
      !(WorkOrderColumns.column(named: columns[index])?.isDerived ?? false)
    }
    var present: Set<String> = []
    var changes: [[String: TableCell]] = []
    for var row in rows {
      let order = row["work_order_id"]?.guarded ?? ""
      present.insert(order)
      if let cells = earlier[order] {
        let isSame = compared.allSatisfy { index in
          guard WorkOrderColumns.column(named: columns[index]) != nil || row[columns[index]] != nil else { return true }
          return ColumnFilter.isSame(row[columns[index]]?.guarded ?? "", cells[index])
        }
        if isSame { continue }
        row[WorkOrderColumns.operation] = .plain("U")
      } else {
        row[WorkOrderColumns.operation] = .plain("A")
      }
      changes.append(row)
    }
    for row in self.rows where !present.contains(row.order) {
      var cells: [String: TableCell] = [WorkOrderColumns.operation: .plain("D")]
      for (column, text) in zip(columns, row.cells) where !text.isEmpty {
        cells[column] = PreviousWorkOrders.cell(text, of: column)
      }
      changes.append(cells)
    }
    return changes
  }

  private static func cell(_ text: String, of column: String) -> TableCell {
    switch WorkOrderColumns.column(named: column)?.kind {
    case .integer, .number: CSVText.isNumber(text) ? .decimal(text) : .text(text)
    case .time: .instant(text)
    case .text, nil: .text(text)
    }
  }
}

/// Reads tables of RFC 4180.
enum DelimitedReader {
  /// Returns the rows of a text, without its byte order mark and without a last empty line.
  ///
  /// - Parameter delimiter: the sign between cells, in ASCII.
  static func rows(of text: String, delimiter: UInt8 = UInt8(ascii: ",")) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var cell: [UInt8] = []
    var isQuoted = false
    var bytes = Array(text.utf8)[...]
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    func finish() -> String { String(decoding: cell, as: UTF8.self) }
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      index += 1
      if isQuoted {
        if byte == UInt8(ascii: "\"") {
          if index < bytes.endIndex, bytes[index] == byte {
            cell.append(byte)
            index += 1
          } else {
            isQuoted = false
          }
        } else {
          cell.append(byte)
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\"") where cell.isEmpty: isQuoted = true
      case delimiter:
        row.append(finish())
        cell = []
      case UInt8(ascii: "\r") where index < bytes.endIndex && bytes[index] == UInt8(ascii: "\n"): continue
      case UInt8(ascii: "\n"):
        rows.append(row + [finish()])
        row = []
        cell = []
      default: cell.append(byte)
      }
    }
    if !row.isEmpty || !cell.isEmpty { rows.append(row + [finish()]) }
    return rows
  }
}
