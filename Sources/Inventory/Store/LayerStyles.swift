import Detectors
import GRDB
import ImageKit

/// How QGIS draws the layers: a table `layer_styles` in the form that QGIS itself writes and looks for when it opens a file.
///
/// Other programs see one more table without geometry. It is created where it is missing and then left alone, so that
/// styles that somebody changed or removed stay as they are.
enum LayerStyles {
  static let table = "layer_styles"

  /// Creates the table with a style a layer, unless it is there.
  static func createIfMissing(in database: Database, labels: Labels) throws {
    guard try !database.tableExists(table) else { return }
    // The columns are those of QGIS.
    try database.execute(
      sql: """
        CREATE TABLE \(table) (
          id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
          f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256),
          styleName TEXT(30), styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT(30),
          ui TEXT(30), update_time DATETIME
        )
        """)
    try database.execute(
      sql: "INSERT INTO gpkg_contents (table_name, data_type, identifier, description) VALUES (?, 'attributes', ?, ?)",
      arguments: [table, table, "Styles of the layers for QGIS"])
    for style in all(labels: labels) {
      try database.execute(
        sql: "INSERT INTO \(table) (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, "
          + "styleQML, styleSLD, useAsDefault, description, owner) VALUES ('', '', ?, 'geom', 'inspect', ?, '', 1, ?, '')",
        arguments: [style.layer, style.text, style.description])
    }
  }

  /// A style and the layer it is for.
  struct Style {
    let layer: String
    let description: String
    let text: String
  }

  /// The styles of all layers that people look at; detections are as many as photos times defects and stay plain.
  static func all(labels: Labels) -> [Style] {
    let severities = "By severity"
    let hidden = "Outlines alone"
    return [
      Style(layer: Tables.defects.name, description: severities, text: bySeverity(.marker, labels)),
      Style(layer: Tables.defectLines.name, description: severities, text: bySeverity(.line, labels)),
      Style(layer: Tables.defectOutlines.name, description: severities, text: bySeverity(.fill, labels)),
      Style(
        layer: Tables.photos.name, description: "Where photos were taken from",
        text: single(symbol("0", .marker, color: "90,103,115", size: "1.6"))),
      Style(
        layer: Tables.footprints.name, description: hidden,
        text: single(symbol("0", .fill, color: "124,147,166", size: "0.2", opacity: 20))),
      Style(
        layer: Tables.pavement.name, description: hidden,
        text: single(symbol("0", .fill, color: "110,110,110", size: "0.1", opacity: 40))),
    ]
  }

  private enum Shape: String {
    case marker, line, fill
  }

  /// Colours a layer by its column `severity`, a range by its upper end.
  private static func bySeverity(_ shape: Shape, _ labels: Labels) -> String {
    let levels = SeverityLevel.allCases
    var severities: [Severity] = []
    for high in levels.reversed() {
      for low in levels.reversed() where low <= high {
        severities.append(Severity(grade: .levels(low...high), rule: "", reason: ""))
      }
    }
    severities.append(Severity(grade: .notGradable, rule: "", reason: ""))
    var categories = ""
    var symbols = ""
    for (index, severity) in severities.enumerated() {
      let label = MarkupText.attribute(labels.text(severity))
      categories += "<category render=\"true\" symbol=\"\(index)\" value=\"\(severity.code)\" label=\"\(label)\"/>"
      let color = SeverityColor.rgb(of: severity)
      symbols += symbol(
        "\(index)", shape, color: "\(color.red),\(color.green),\(color.blue)", size: shape == .marker ? "2.6" : "0.7",
        opacity: 90)
    }
    return page(
      "<renderer-v2 type=\"categorizedSymbol\" attr=\"severity\" symbollevels=\"0\" enableorderby=\"0\" forceraster=\"0\">"
        + "<categories>\(categories)</categories><symbols>\(symbols)</symbols></renderer-v2>")
  }

  private static func single(_ symbol: String) -> String {
    page(
      "<renderer-v2 type=\"singleSymbol\" symbollevels=\"0\" enableorderby=\"0\" forceraster=\"0\">"
        + "<symbols>\(symbol)</symbols></renderer-v2>")
  }

  private static func page(_ renderer: String) -> String {
    "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
      + "<qgis version=\"3.22.0\" styleCategories=\"Symbology\">\(renderer)</qgis>\n"
  }

  /// Returns one symbol; sizes and widths are millimetres, opacity is that of areas, of 255.
  private static func symbol(_ name: String, _ shape: Shape, color: String, size: String, opacity: Int = 255) -> String
  {
    let properties: [(String, String)]
    let kind: String
    switch shape {
    case .marker:
      kind = "SimpleMarker"
      properties = [
        ("color", "\(color),255"), ("name", "circle"), ("outline_color", "255,255,255,255"), ("outline_width", "0.3"),
        ("outline_width_unit", "MM"), ("size", size), ("size_unit", "MM"),
      ]
    case .line:
      kind = "SimpleLine"
      properties = [
        ("line_color", "\(color),255"), ("line_width", size), ("line_width_unit", "MM"), ("capstyle", "round"),
        ("joinstyle", "round"),
      ]
    case .fill:
      kind = "SimpleFill"
      properties = [
        ("color", "\(color),\(opacity)"), ("style", "solid"), ("outline_color", "\(color),255"),
        ("outline_width", size == "0.7" ? "0.4" : size), ("outline_width_unit", "MM"), ("outline_style", "solid"),
      ]
    }
    // Versions before 3.18 read the second form.
    let options = properties.map { "<Option type=\"QString\" name=\"\($0)\" value=\"\($1)\"/>" }.joined()
    let old = properties.map { "<prop k=\"\($0)\" v=\"\($1)\"/>" }.joined()
    return "<symbol name=\"\(name)\" type=\"\(shape.rawValue)\" alpha=\"1\" clip_to_extent=\"1\" force_rhr=\"0\">"
      + "<layer class=\"\(kind)\" enabled=\"1\" locked=\"0\" pass=\"0\"><Option type=\"Map\">\(options)</Option>\(old)"
      + "</layer></symbol>"
  }
}
