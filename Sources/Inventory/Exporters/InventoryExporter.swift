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
