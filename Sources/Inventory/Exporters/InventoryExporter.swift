/// Writes an inventory in one format.
///
/// An exporter is a pure function: the same inventory and options give the same bytes, which hold no time of writing
/// and no path of this machine.
public protocol InventoryExporter: Sendable {
  /// The name on the command line: `geojson`.
  static var name: String { get }
  /// What the format is for, in one sentence.
  static var summary: String { get }
  /// The file or folder name that suits it: `defects.geojson`.
  static var defaultFileName: String { get }
  /// Whether it draws on a plane map, so that the coordinate system has to suit the place.
  static var needsPlane: Bool { get }
  /// Whether it writes rows of columns, which mappings lay out and groups sort.
  static var isTable: Bool { get }
  /// Whether it holds pictures of defects.
  static var showsPictures: Bool { get }

  /// Creates an exporter without state.
  init()

  /// Returns the contents of the file, or of the files of a folder.
  func content(of inventory: Inventory, options: ExportOptions) throws(ExportError) -> ExportContent
}

extension InventoryExporter {
  /// Most formats hold longitude and latitude.
  public static var needsPlane: Bool { false }
  /// Most formats are not.
  public static var isTable: Bool { false }
  /// Most formats do not.
  public static var showsPictures: Bool { false }
}
