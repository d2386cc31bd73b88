import ImageKit

/// The map layer for pipelines and large inventories: one binary file with a spatial index.
///
/// Geometries and coordinates are those of the GeoJSON, the fields those of the work orders and more.
public struct FlatGeobufExporter: InventoryExporter {
  /// The name on the command line.
  public static let name = "flatgeobuf"
  /// What the format is for.
  public static let summary = "Defects as a binary map layer with a spatial index, for QGIS and pipelines."
  /// The file name that suits it.
  public static let defaultFileName = "defects.fgb"

  /// Creates an exporter.
  public init() {}

  /// Returns the file.
  public func content(of inventory: Inventory, options: ExportOptions) throws(ExportError) -> ExportContent {
    let labels = Labels(language: options.language)
    var fields = WorkOrderColumns.all.map { column in
      let type: VectorLayer.FieldType =
        switch column.kind {
        case .text, .time: .text(width: 0)
        case .integer: .integer
        case .number: .real(width: 0, places: 0)
        }
      return DefectLayer.Field(name: column.name, column: column.name, type: type)
    }
    for join in options.joins where WorkOrderColumns.column(named: join.column) == nil {
      fields.append(DefectLayer.Field(name: join.column, column: join.column, type: .text(width: 0)))
    }
    var features: [VectorLayer.Feature] = []
    let defects = options.defects(of: inventory)
    for defect in defects {
      guard let placement = defect.placement, let wkb = DefectLayer.geometry(of: placement).wkb else { continue }
      let cells = WorkOrderColumns.cells(of: defect, labels: labels, options: options)
      features.append(VectorLayer.Feature(wkb: wkb, values: DefectLayer.values(of: fields, from: cells)))
    }
    let layer = VectorLayer(
      name: "defects", geometryType: .mixed, epsg: 4326,
      fields: fields.map { VectorLayer.Field($0.name, $0.type) }, features: features)
    let files = try DefectLayer.files(of: layer, as: .flatGeobuf, name: Self.name)
    return ExportContent(
      files.first?.bytes ?? [], remarks: DefectLayer.remarks(unplaced: defects.count - features.count))
  }
}
