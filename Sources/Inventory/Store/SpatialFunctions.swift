import Foundation
import GRDB

/// The five SQL functions that the triggers of a GeoPackage's spatial indexes call.
///
/// SQLite itself has none of them: without them no row of a layer can be written. For NULL and for a blob that is no
/// geometry they return NULL, so that a damaged row does not stop a transaction.
enum SpatialFunctions {
  /// Adds the functions to a connection.
  static func register(in database: Database) {
    func add(_ name: String, _ value: @escaping @Sendable ([UInt8]) -> (any DatabaseValueConvertible)?) {
      database.add(
        function: DatabaseFunction(name, argumentCount: 1, pure: true) { arguments in
          guard let data = Data.fromDatabaseValue(arguments[0]) else { return nil }
          return value(Array(data))
        })
    }
    add("ST_IsEmpty") { blob in GeoPackageHeader(blob: blob).map { $0.isEmpty ? 1 : 0 } }
    add("ST_MinX") { extent(of: $0)?.minX }
    add("ST_MaxX") { extent(of: $0)?.maxX }
    add("ST_MinY") { extent(of: $0)?.minY }
    add("ST_MaxY") { extent(of: $0)?.maxY }
  }

  /// Returns the extent of a blob, from its envelope when it has one.
  static func extent(of blob: [UInt8]) -> Extent? {
    guard let header = GeoPackageHeader(blob: blob), !header.isEmpty else { return nil }
    let extent = header.envelope ?? GeoPackageGeometry(blob: blob)?.extent
    guard let extent, !extent.isEmpty else { return nil }
    return extent
  }
}
