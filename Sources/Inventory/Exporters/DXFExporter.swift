import Detectors
import ImageKit

/// The drawing for road engineers: defects in plane coordinates, a layer a kind, each with its work order beside it.
///
/// Units are metres of the plane map. Line damage is its centre lines, other damage its outlines; the colour is the
/// severity. Attributes have no place in a drawing: the work order's number leads to them.
public struct DXFExporter: InventoryExporter {
  /// The name on the command line.
  public static let name = "dxf"
  /// What the format is for.
  public static let summary = "Defects as a drawing in plane coordinates, a layer a kind, for CAD."
  /// The file name that suits it.
  public static let defaultFileName = "defects.dxf"
  /// A drawing is nothing without plane coordinates.
  public static let needsPlane = true

  /// Creates an exporter.
  public init() {}

  /// Returns the drawing.
  public func content(of inventory: Inventory, options: ExportOptions) throws(ExportError) -> ExportContent {
    guard let plane = options.plane, let code = Int(plane.identifier.drop { !$0.isNumber }) else {
      throw .notEncodable(Self.name, reason: "a drawing needs plane coordinates; name them with --crs EPSG:n")
    }
    var features: [VectorLayer.Feature] = []
    var left = 0
    for defect in options.defects(of: inventory) {
      guard let placement = defect.placement, let drawn = Self.planed(placement, plane) else {
        left += 1
        continue
      }
      let layer: [VectorLayer.Value] = [.text(defect.damageClass.rawValue)]
      let color = SeverityColor.css(of: defect.severity)
      let label: [VectorLayer.Value] = [.text(defect.damageClass.rawValue + "_labels")]
      let style = "LABEL(f:\"Arial\",t:\"\(WorkOrderCSV.workOrderID(of: defect))\",s:0.3g,c:\(color),p:1,dx:0.3g)"
      if let wkb = Self.lines(of: drawn).wkb {
        features.append(VectorLayer.Feature(wkb: wkb, values: layer, style: "PEN(c:\(color))"))
      }
      if let wkb = GeoPackageGeometry.point(drawn.point).wkb {
        features.append(VectorLayer.Feature(wkb: wkb, values: label, style: style))
      }
    }
    let layer = VectorLayer(
      name: "entities", geometryType: .mixed, epsg: code,
      fields: [VectorLayer.Field("Layer", .text(width: 0))], features: features)
    let files = try DefectLayer.files(of: layer, as: .drawing, name: Self.name)
    return ExportContent(
      files.first?.bytes ?? [],
      remarks: left == 0
        ? [] : ["\(left) \(left == 1 ? "defect" : "defects") without a place in \(plane.identifier) left out"])
  }

  /// Returns the centre lines, else the borders of areas: a drawing that is filled hides what lies under it.
  private static func lines(of placement: Placement) -> GeoPackageGeometry {
    let lines = placement.lines.filter { $0.count >= 2 }
    if !lines.isEmpty { return .multiLine(lines) }
    let rings = DefectLayer.polygons(of: placement).flatMap { [$0.outer] + $0.holes }.map { $0 + $0.prefix(1) }
    return rings.isEmpty ? .point(placement.point) : .multiLine(rings)
  }

  /// Returns a placement whose longitudes and latitudes are eastings and northings; `nil` where there are none.
  private static func planed(_ placement: Placement, _ plane: any PlaneCoordinates) -> Placement? {
    func move(_ position: HorizontalPosition) -> HorizontalPosition? {
      guard let (x, y) = plane.plane(position), x.isFinite, y.isFinite else { return nil }
      return HorizontalPosition(latitude: y, longitude: x)
    }
    guard let point = move(placement.point) else { return nil }
    return Placement(
      point: point, method: placement.method,
      outline: placement.outline.map { polygon in
        GroundPolygon(outer: polygon.outer.compactMap(move), holes: polygon.holes.map { $0.compactMap(move) })
      }, lines: placement.lines.map { $0.compactMap(move) })
  }
}
