import Foundation
import GRDB

/// Values of one row that another program may have changed: a value of the wrong type is an error, not a crash.
struct RowReader {
  private let row: Row
  private let table: String
  private let path: String

  init(_ row: Row, table: String, path: String) {
    self.row = row
    self.table = table
    self.path = path
  }

  /// Returns an error that names the column.
  func damaged(_ column: String) -> StoreError {
    let fid = (try? optionalInteger("fid")).flatMap { $0 }.map { " row \($0)" } ?? ""
    return .damaged(path, reason: "table \(table)\(fid), column \(column)")
  }

  /// Whether the row has a column: an older layout that is only read may lack some.
  func has(_ column: String) -> Bool { row.hasColumn(column) }

  func text(_ column: String) throws(StoreError) -> String { try required(optionalText(column), column) }

  func integer(_ column: String) throws(StoreError) -> Int { try required(optionalInteger(column), column) }

  func number(_ column: String) throws(StoreError) -> Double { try required(optionalNumber(column), column) }

  func optionalText(_ column: String) throws(StoreError) -> String? {
    switch try storage(column) {
    case .null: nil
    case .string(let text): text
    default: throw damaged(column)
    }
  }

  func optionalInteger(_ column: String) throws(StoreError) -> Int? {
    switch try storage(column) {
    case .null: nil
    case .int64(let value): Int(value)
    default: throw damaged(column)
    }
  }

  func optionalNumber(_ column: String) throws(StoreError) -> Double? {
    switch try storage(column) {
    case .null: nil
    case .double(let value): value
    case .int64(let value): Double(value)
    default: throw damaged(column)
    }
  }

  /// Returns a value of an enumeration that is stored by its raw value.
  func choice<Choice: RawRepresentable>(_ column: String) throws(StoreError) -> Choice
  where Choice.RawValue == String {
    guard let choice = Choice(rawValue: try text(column)) else { throw damaged(column) }
    return choice
  }

  /// Returns a geometry, or `nil` when there is none.
  func geometry(_ column: String) throws(StoreError) -> GeoPackageGeometry? {
    switch try storage(column) {
    case .null: return nil
    case .blob(let data):
      let blob = Array(data)
      if let header = GeoPackageHeader(blob: blob), header.isEmpty { return nil }
      guard let geometry = GeoPackageGeometry(blob: blob) else { throw damaged(column) }
      return geometry
    default: throw damaged(column)
    }
  }

  /// Returns a list that is stored as JSON.
  func json<Value: Decodable>(_ column: String) throws(StoreError) -> Value {
    let text = try text(column)
    guard let value = try? JSONDecoder().decode(Value.self, from: Data(text.utf8)) else { throw damaged(column) }
    return value
  }

  private func storage(_ column: String) throws(StoreError) -> DatabaseValue.Storage {
    guard row.hasColumn(column) else { throw damaged(column) }
    let value: DatabaseValue = row[column]
    return value.storage
  }

  private func required<Value>(_ value: Value?, _ column: String) throws(StoreError) -> Value {
    guard let value else { throw damaged(column) }
    return value
  }
}
