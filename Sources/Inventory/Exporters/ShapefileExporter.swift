import ImageKit

/// The map layers for older programs: Shapefiles of points, lines and areas, in a folder or a ZIP file.
///
/// A Shapefile has names of ten characters, one type of geometry and text of 254 bytes: the short names stand in
/// ``fields``. The `.cpg` file says that text is UTF-8.
public struct ShapefileExporter: InventoryExporter {
  /// The name on the command line.
  public static let name = "shapefile"
  /// What the format is for.
  public static let summary = "Defects as Shapefiles of points, lines and areas, for older programs."
  /// The folder name that suits it.
  public static let defaultFileName = "defects-shapefile"

  /// The fields by their short names.
  static let fields: [DefectLayer.Field] = [
    .init(name: "order_id", column: "work_order_id", type: .text(width: 20)),
    .init(name: "defect_uid", column: "defect_uid", type: .text(width: 36)),
    .init(name: "kind", column: "kind_code", type: .text(width: 40)),
    .init(name: "kind_text", column: "kind_label", type: .text(width: 80)),
    .init(name: "severity", column: "severity", type: .text(width: 20)),
    .init(name: "sev_text", column: "severity_label", type: .text(width: 40)),
    .init(name: "sev_rule", column: "severity_rule", type: .text(width: 100)),
    .init(name: "priority", column: "priority", type: .integer),
    .init(name: "status", column: "status", type: .text(width: 12)),
    .init(name: "action", column: "suggested_action", type: .text(width: 80)),
    .init(name: "due_date", column: "due_date", type: .text(width: 30)),
    .init(name: "district", column: "district", type: .text(width: 100)),
    .init(name: "road", column: "road", type: .text(width: 150)),
    .init(name: "chainage_m", column: "chainage_m", type: .real(width: 12, places: 1)),
    .init(name: "lon", column: "lon", type: .real(width: 14, places: 7)),
    .init(name: "lat", column: "lat", type: .real(width: 14, places: 7)),
    .init(name: "ce90_m", column: "ce90_m", type: .real(width: 12, places: 2)),
    .init(name: "length_m", column: "length_m", type: .real(width: 12, places: 2)),
    .init(name: "width_mm", column: "width_mm", type: .real(width: 12, places: 1)),
    .init(name: "width_low", column: "width_mm_low", type: .real(width: 12, places: 1)),
    .init(name: "width_high", column: "width_mm_high", type: .real(width: 12, places: 1)),
    .init(name: "area_m2", column: "area_m2", type: .real(width: 14, places: 3)),
    .init(name: "confidence", column: "confidence", type: .real(width: 8, places: 3)),
    .init(name: "n_photos", column: "n_photos", type: .integer),
    .init(name: "photo", column: "best_photo", type: .text(width: 254)),
    .init(name: "flight", column: "flight", type: .text(width: 100)),
    .init(name: "taken_at", column: "captured_at", type: .text(width: 30)),
    .init(name: "reviewer", column: "reviewer", type: .text(width: 100)),
    .init(name: "reviewed", column: "reviewed_at", type: .text(width: 30)),
    .init(name: "note", column: "note", type: .text(width: 254)),
  ]

  /// Creates an exporter.
  public init() {}

  /// Returns the files: `defects`, `defect_lines` and `defect_outlines`, each with what belongs to it.
  public func content(of inventory: Inventory, options: ExportOptions) throws(ExportError) -> ExportContent {
    let labels = Labels(language: options.language)
    var points: [VectorLayer.Feature] = []
    var lines: [VectorLayer.Feature] = []
    var areas: [VectorLayer.Feature] = []
    let defects = options.defects(of: inventory)
    for defect in defects {
      guard let placement = defect.placement, let point = GeoPackageGeometry.point(placement.point).wkb else {
        continue
      }
      let values = DefectLayer.values(
        of: Self.fields, from: WorkOrderColumns.cells(of: defect, labels: labels, options: options))
      points.append(VectorLayer.Feature(wkb: point, values: values))
      if let wkb = GeoPackageGeometry.multiLine(placement.lines.filter { $0.count >= 2 }).wkb {
        lines.append(VectorLayer.Feature(wkb: wkb, values: values))
      }
      if let wkb = GeoPackageGeometry.multiPolygon(DefectLayer.polygons(of: placement)).wkb {
        areas.append(VectorLayer.Feature(wkb: wkb, values: values))
      }
    }
    // The table of a Shapefile says of which day it is; the day of the newest photo, so that equal inventories are equal.
    let day = inventory.photos.compactMap { $0.capturedAt?.local.prefix(10) }.filter {
      $0.wholeMatch(of: /(19|20)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9])/) != nil
    }.max()
    var files: [ExportContent.File] = []
    let layers: [(String, VectorLayer.GeometryType, [VectorLayer.Feature])] = [
      ("defects", .point, points), ("defect_lines", .lines, lines), ("defect_outlines", .polygons, areas),
    ]
    for (name, type, features) in layers {
      let layer = VectorLayer(
        name: name, geometryType: type, epsg: 4326, fields: Self.fields.map { VectorLayer.Field($0.name, $0.type) },
        features: features)
      let written = try DefectLayer.files(
        of: layer, as: .shapefile(day: day.map(String.init) ?? "2000-01-01"), name: Self.name)
      files += written.map { ExportContent.File($0.name, $0.bytes) }
    }
    return ExportContent(folder: files, remarks: DefectLayer.remarks(unplaced: defects.count - points.count))
  }
}
