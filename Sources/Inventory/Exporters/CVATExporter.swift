import Detectors
import ImageKit

/// The inventory for CVAT ("CVAT for images 1.1"): centre lines as polylines, areas as polygons, the rest as boxes.
///
/// Create a task with the photos and the labels of this file's head, then upload the file as annotations: a person
/// corrects what the detectors said instead of drawing it.
public struct CVATExporter: InventoryExporter {
  /// The name on the command line.
  public static let name = "cvat"
  /// What the format is for.
  public static let summary = "Polylines, polygons and boxes for correction in CVAT (CVAT for images 1.1)."
  /// The file name that suits it.
  public static let defaultFileName = "annotations.xml"

  /// Creates an exporter.
  public init() {}

  /// Returns the file.
  public func content(of inventory: Inventory, options: ExportOptions) throws(ExportError) -> ExportContent {
    var text = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<annotations>\n<version>1.1</version>\n"
    text += "<meta><task><labels>\n"
    for kind in DamageClass.allCases {
      text += "<label><name>\(kind.rawValue)</name><attributes></attributes></label>\n"
    }
    text += "</labels></task></meta>\n"
    for (index, picture) in AnnotatedPicture.pictures(of: inventory, options: options).enumerated() {
      text += "<image id=\"\(index)\" name=\"\(MarkupText.attribute(picture.fileName))\" width=\"\(picture.width)\""
      text += " height=\"\(picture.height)\">\n"
      for annotation in picture.annotations { text += Self.shapes(of: annotation) }
      text += "</image>\n"
    }
    return ExportContent(Array((text + "</annotations>\n").utf8))
  }

  private static func shapes(of annotation: Annotation) -> String {
    let common = "label=\"\(annotation.damageClass.rawValue)\" source=\"auto\" occluded=\"0\""
    let lines = annotation.centreLines.filter { $0.count >= 2 }
    if !lines.isEmpty {
      return lines.map { "<polyline \(common) points=\"\(points($0))\" z_order=\"0\"></polyline>\n" }.joined()
    }
    let rings = PixelPolygon.withoutHoles(annotation.outline)
    if !rings.isEmpty {
      return rings.map { "<polygon \(common) points=\"\(points($0))\" z_order=\"0\"></polygon>\n" }.joined()
    }
    let box = annotation.box
    guard box.width > 0, box.height > 0 else { return "" }
    let edges = [("xtl", box.x), ("ytl", box.y), ("xbr", box.endX), ("ybr", box.endY)].map { name, value in
      "\(name)=\"\(FixedDecimal.text(value, places: 2) ?? "0.00")\""
    }
    return "<box \(common) \(edges.joined(separator: " ")) z_order=\"0\"></box>\n"
  }

  private static func points(_ line: [PixelPoint]) -> String {
    line.compactMap { point in
      guard let u = FixedDecimal.text(point.u, places: 2), let v = FixedDecimal.text(point.v, places: 2) else {
        return nil
      }
      return "\(u),\(v)"
    }.joined(separator: ";")
  }
}
