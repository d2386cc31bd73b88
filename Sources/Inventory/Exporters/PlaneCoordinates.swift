import ImageKit

/// A plane coordinate system for tables, such as the one of the national map.
public protocol PlaneCoordinates: Sendable {
  /// The system's name: `EPSG:3826`.
  var identifier: String { get }

  /// Returns easting and northing in metres; `nil` where the system is not defined.
  func plane(_ position: HorizontalPosition) -> (x: Double, y: Double)?
}
