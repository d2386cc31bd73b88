import ImageKit

/// Writes an inventory in one format.
///
/// An exporter is a pure function: the same inventory and options give the same bytes, which hold no time of writing
/// and no path of this machine.
public protocol InventoryExporter: Sendable {
  /// The name on the command line: `geojson`.
  static var name: String { get }
  /// What the format is for, in one sentence.
  static var summary: String { get }
  /// The file name in the folder of a run: `defects.geojson`.
  static var defaultFileName: String { get }

  /// Creates an exporter without state.
  init()

  /// Returns the contents of the file.
  func bytes(of inventory: Inventory, options: ExportOptions) -> [UInt8]
}

/// What a reader of an export asks for.
public struct ExportOptions: Sendable {
  /// The language of labels.
  public var language: Language
  /// Where x and y come from; `nil` leaves them empty.
  public var plane: (any PlaneCoordinates)?
  /// Which decisions of people to include; rejected defects are left out unless asked for.
  public var statuses: Set<DefectStatus>

  /// Creates options.
  public init(
    language: Language = .english, plane: (any PlaneCoordinates)? = nil,
    statuses: Set<DefectStatus> = [.new, .accepted, .edited]
  ) {
    self.language = language
    self.plane = plane
    self.statuses = statuses
  }

  /// Returns the defects to include, in the inventory's order.
  func defects(of inventory: Inventory) -> [Defect] {
    inventory.defects.filter { statuses.contains($0.status) }
  }
}

/// A plane coordinate system for tables, such as the one of the national map.
public protocol PlaneCoordinates: Sendable {
  /// The system's name: `EPSG:3826`.
  var identifier: String { get }

  /// Returns easting and northing in metres; `nil` where the system is not defined.
  func plane(_ position: HorizontalPosition) -> (x: Double, y: Double)?
}
