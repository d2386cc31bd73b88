/// The formats an inventory can be written in.
///
/// A new exporter adds a line here.
public enum ExporterList {
  /// All exporters, by use: for planners, for maps, for annotators.
  public static let all: [any InventoryExporter.Type] = [
    WorkOrderCSV.self,
    WorkOrderXLSX.self,
    HTMLReportExporter.self,
    Open311Exporter.self,
    GeoJSONExporter.self,
    KMZExporter.self,
    FlatGeobufExporter.self,
    ShapefileExporter.self,
    DXFExporter.self,
    COCOExporter.self,
    YOLOExporter.self,
    CVATExporter.self,
  ]

  /// The names of all exporters, in the order of the list.
  public static var names: [String] { all.map { $0.name } }

  /// Returns the exporter of that name, or `nil` when there is none.
  public static func exporter(named name: String) -> (any InventoryExporter)? {
    all.first { $0.name == name }?.init()
  }
}
