import Detectors
import ImageKit

/// The map for Google Earth and contractors: KML 2.2 in a ZIP file, `doc.kml` first, pictures beside it.
///
/// A folder a kind, coloured by severity; the balloon of a defect names sizes, rule and photo. Text is escaped twice, for
/// the XML and for the markup of the balloon.
public struct KMZExporter: InventoryExporter {
  /// The name on the command line.
  public static let name = "kmz"
  /// What the format is for.
  public static let summary = "Defects for Google Earth: KML 2.2 with styles, and pictures where photos are at hand."
  /// The file name that suits it.
  public static let defaultFileName = "defects.kmz"
  /// A picture a defect.
  public static let showsPictures = true

  /// The longest side of a picture, in pixels.
  private static let pictureSide = 320

  /// Creates an exporter.
  public init() {}

  /// Returns the file.
  public func content(of inventory: Inventory, options: ExportOptions) throws(ExportError) -> ExportContent {
    let chosen = options.defects(of: inventory)
    let defects = chosen.filter { defect in defect.placement.map { Self.coordinate($0.point) != nil } ?? false }
    let pictures = DefectPictures.pictures(of: defects, in: inventory, from: options.pictures, side: Self.pictureSide)
    let document = document(of: defects, withPictures: Set(pictures.keys), options: options)
    var files = [ExportContent.File("doc.kml", Array(document.utf8))]
    for defect in defects {
      if let picture = pictures[defect.uid] { files.append(.init(Self.pictureName(of: defect), picture)) }
    }
    return ExportContent(
      try ZIPArchive.bytes(of: files),
      remarks: DefectLayer.remarks(unplaced: chosen.count - defects.count)
        + DefectPictures.remarks(
          missing: defects.count - pictures.count, of: defects.count, isAsked: options.pictures != nil))
  }

  /// Returns the KML of defects that have a place.
  ///
  /// - Parameter withPictures: the names of the defects that have a picture.
  func document(of defects: [Defect], withPictures: Set<String>, options: ExportOptions) -> String {
    let labels = Labels(language: options.language)
    var text =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<kml xmlns=\"http://www.opengis.net/kml/2.2\">\n<Document>\n"
    text += "<name>\(MarkupText.escaped(labels.text("report.title")))</name>\n"
    for level in SeverityColor.levels { text += Self.style(of: level) }
    for kind in DamageClass.allCases {
      let group = defects.filter { $0.damageClass == kind }
      guard !group.isEmpty else { continue }
      text += "<Folder>\n<name>\(MarkupText.escaped(labels.text(kind)))</name>\n"
      for defect in group {
        guard let placement = defect.placement else { continue }
        text += placemark(
          defect, placement, hasPicture: withPictures.contains(defect.uid),
          cells: WorkOrderColumns.cells(of: defect, labels: labels, options: options), labels: labels)
      }
      text += "</Folder>\n"
    }
    return text + "</Document>\n</kml>\n"
  }

  private static func pictureName(of defect: Defect) -> String { "thumbs/\(WorkOrderCSV.workOrderID(of: defect)).jpg" }

  private static func style(of level: SeverityLevel?) -> String {
    let line = SeverityColor.kml(of: level, opacity: 255)
    let area = SeverityColor.kml(of: level, opacity: 102)
    return
      "<Style id=\"\(SeverityColor.name(of: level))\"><IconStyle><color>\(line)</color><scale>0.8</scale></IconStyle>"
      + "<LabelStyle><scale>0.7</scale></LabelStyle><LineStyle><color>\(line)</color><width>3</width></LineStyle>"
      + "<PolyStyle><color>\(area)</color></PolyStyle></Style>\n"
  }

  private func placemark(
    _ defect: Defect, _ placement: Placement, hasPicture: Bool, cells: [String: TableCell], labels: Labels
  ) -> String {
    let order = WorkOrderCSV.workOrderID(of: defect)
    var balloon = ""
    if hasPicture { balloon += "<p><img src=\"\(Self.pictureName(of: defect))\" alt=\"\(order)\"></p>" }
    balloon += "<table>"
    for (column, text) in DefectWords.facts(of: defect, cells: cells, labels: labels) {
      balloon += "<tr><td>\(MarkupText.escaped(labels.column(column)))</td><td>\(MarkupText.escaped(text))</td></tr>"
    }
    balloon += "</table>"
    var text = "<Placemark id=\"\(MarkupText.attribute(order))\">\n<name>\(MarkupText.escaped(order))</name>\n"
    let line = DefectWords.description(of: defect, cells: cells, labels: labels)
    text += "<Snippet maxLines=\"1\">\(MarkupText.escaped(line))</Snippet>\n"
    text += "<description>\(MarkupText.escaped(balloon))</description>\n"
    if let seen = defect.lastSeen.flatMap(UTCTime.text(_:)), UTCTime.seconds(ofCivil: seen) != nil {
      text += "<TimeStamp><when>\(MarkupText.escaped(seen))</when></TimeStamp>\n"
    }
    text += "<styleUrl>#\(SeverityColor.name(of: defect.severity.worst))</styleUrl>\n<ExtendedData>\n"
    for name in [
      "defect_uid", "kind_code", "severity", "priority", "status", "road", "length_m", "width_mm", "area_m2", "ce90_m",
      "due_date",
    ] {
      guard let cell = cells[name], !cell.isEmpty else { continue }
      text += "<Data name=\"\(name)\"><value>\(MarkupText.escaped(cell.text))</value></Data>\n"
    }
    return text + "</ExtendedData>\n" + Self.geometry(of: placement) + "</Placemark>\n"
  }

  private static func geometry(of placement: Placement) -> String {
    var parts: [String] = []
    if let point = coordinate(placement.point) { parts.append("<Point><coordinates>\(point)</coordinates></Point>") }
    // A line that is a point at seven decimals is none.
    for line in placement.lines where Set(line.compactMap(coordinate)).count >= 2 {
      parts.append("<LineString><tessellate>1</tessellate><coordinates>\(list(line))</coordinates></LineString>")
    }
    if placement.lines.isEmpty {
      for polygon in GroundPolygon.atSevenDecimals(DefectLayer.polygons(of: placement)) {
        var text = "<Polygon><tessellate>1</tessellate><outerBoundaryIs>\(ring(polygon.outer))</outerBoundaryIs>"
        for hole in polygon.holes { text += "<innerBoundaryIs>\(ring(hole))</innerBoundaryIs>" }
        parts.append(text + "</Polygon>")
      }
    }
    return parts.count == 1 ? parts[0] + "\n" : "<MultiGeometry>\n\(parts.joined(separator: "\n"))\n</MultiGeometry>\n"
  }

  private static func ring(_ corners: [HorizontalPosition]) -> String {
    "<LinearRing><coordinates>\(list(corners + corners.prefix(1)))</coordinates></LinearRing>"
  }

  private static func list(_ line: [HorizontalPosition]) -> String {
    line.compactMap(coordinate).joined(separator: " ")
  }

  /// Returns longitude and latitude; `nil` for what is no place on the earth.
  private static func coordinate(_ position: HorizontalPosition) -> String? {
    guard abs(position.longitude) <= 180, abs(position.latitude) <= 90,
      let x = FixedDecimal.trimmed(position.longitude, places: 7),
      let y = FixedDecimal.trimmed(position.latitude, places: 7)
    else { return nil }
    return "\(x),\(y)"
  }
}
