import Detectors
import ImageKit

/// The map for browsers and any GIS: one feature a defect, after RFC 7946.
///
/// ```
/// {"type":"FeatureCollection","features":[
/// {"type":"Feature","id":"0f3a5c9b-…","geometry":{"type":"LineString","coordinates":[[120.3,22.6],…]},"properties":{…}},
/// ```
///
/// Coordinates are longitude and latitude on WGS 84 with at most 7 decimals, which is a centimetre. Line damage is its
/// centre lines, because that is what a crew seals; other damage is its outline, with outer rings counter-clockwise;
/// what has neither is a point, and what could not be placed has no geometry. Every feature also names one place, in
/// `lon` and `lat`. A line that crosses the 180th meridian is not cut.
public struct GeoJSONExporter: InventoryExporter {
  /// The name on the command line.
  public static let name = "geojson"
  /// What the format is for.
  public static let summary = "Defects as map features for browsers, QGIS and ArcGIS."
  /// The file name in the folder of a run.
  public static let defaultFileName = "defects.geojson"

  /// Creates an exporter.
  public init() {}

  /// Returns the feature collection.
  public func content(of inventory: Inventory, options: ExportOptions) throws(ExportError) -> ExportContent {
    ExportContent(bytes(of: inventory, options: options))
  }

  /// Returns the feature collection, a feature a line.
  public func bytes(of inventory: Inventory, options: ExportOptions) -> [UInt8] {
    let labels = Labels(language: options.language)
    var text = "{\"type\":\"FeatureCollection\",\"features\":["
    for (index, defect) in options.defects(of: inventory).enumerated() {
      text += index == 0 ? "\n" : ",\n"
      JSONText.object([
        ("type", .string("Feature")), ("id", .string(defect.uid)),
        ("geometry", defect.placement.map(GeoJSONGeometry.json(of:)) ?? .null),
        (
          "properties",
          .object(
            Self.legible(properties(of: defect, labels: labels, options: options) + joined(defect, options)))
        ),
      ]).write(into: &text)
    }
    text += "\n]}\n"
    return Array(text.utf8)
  }

  /// Returns the members without what steers, but for names of files: those have to find the file, and in JSON they are
  /// written as escapes.
  private static func legible(_ members: [(String, JSONText)]) -> [(String, JSONText)] {
    let names: Set = ["best_photo", "photos", "flight"]
    return members.map { names.contains($0) ? ($0, $1) : ($0, $1.cleaned) }
  }

  private func properties(
    of defect: Defect, labels: Labels, options: ExportOptions
  ) -> [(String, JSONText)] {
    let placement = defect.placement
    let measures = defect.measures
    let answer = options.answer(for: defect)
    var members: [(String, JSONText)] = [
      ("work_order_id", .string(WorkOrderCSV.workOrderID(of: defect))),
      ("kind_code", .string(defect.damageClass.rawValue)), ("kind_label", .string(labels.text(defect.damageClass))),
      ("status", .string(defect.status.rawValue)), ("severity", .string(defect.severity.code)),
      ("severity_label", .string(labels.text(defect.severity))), ("severity_rule", .string(defect.severity.rule)),
      ("severity_reason", .string(labels.reason(of: defect.severity))),
      ("priority", answer.priority.map { .integer($0) } ?? .null),
      ("suggested_action", .string(options.response.action(answer, for: defect, labels: labels))),
      ("confidence", .decimal(defect.confidence, places: 3)),
      ("length_m", .decimal(measures.length?.value, places: 2)),
      ("length_sigma_m", .decimal(measures.length?.sigma, places: 3)),
      ("width_mm", .decimal(measures.width?.median, places: 1)),
      ("width_p95_mm", .decimal(measures.width?.p95, places: 1)),
      ("width_mm_low", .decimal(measures.width?.low, places: 1)),
      ("width_mm_high", .decimal(measures.width?.high, places: 1)),
      ("width_min_gradable_mm", .decimal(measures.width?.minimumGradable, places: 1)),
      ("area_m2", .decimal(measures.area?.value, places: 3)),
      ("area_sigma_m2", .decimal(measures.area?.sigma, places: 4)),
      ("orientation_deg", .decimal(measures.orientation, places: 1)),
      ("pattern", measures.pattern.map { .string($0.rawValue) } ?? .null),
      ("diameter_mm", .decimal(measures.diameter?.value, places: 0)),
      ("diameter_sigma_mm", .decimal(measures.diameter?.sigma, places: 1)),
      ("angle_to_road_deg", .decimal(measures.angleToRoad, places: 1)),
      ("road_section", .text(defect.road?.section)),
      ("chainage_m", .decimal(defect.road?.chainage, places: 1)),
      ("road_side", .text(defect.road?.side.rawValue)),
      ("road_distance_m", .decimal(defect.road?.distance, places: 1)),
      ("lon", .decimal(placement?.point.longitude, places: 7)),
      ("lat", .decimal(placement?.point.latitude, places: 7)),
      ("ce90_m", .decimal(placement?.ce90, places: 2)),
      (
        "ellipse",
        placement?.semiMajor == nil
          ? .null
          : .object([
            ("major_m", .decimal(placement?.semiMajor, places: 2)),
            ("minor_m", .decimal(placement?.semiMinor, places: 2)),
            ("azimuth_deg", .decimal(placement?.azimuth, places: 1)),
          ])
      ),
      ("gsd_m", .decimal(placement?.groundSampleDistance, places: 5)),
      ("position_method", .text(placement?.method)), ("flight", .string(defect.flight)),
      ("n_photos", .integer(defect.photos.count)),
      ("n_photos_expected", defect.expectedPhotoCount.map { .integer($0) } ?? .null),
      ("best_photo", .string(defect.bestPhoto.name)),
      ("photos", .array(defect.photos.map { .string($0.name) })),
      ("first_seen", .text(defect.firstSeen.flatMap(UTCTime.text(_:)))),
      ("last_seen", .text(defect.lastSeen.flatMap(UTCTime.text(_:)))),
      ("reviewer", .text(defect.review?.reviewer)),
      ("reviewed_at", .text(defect.review.flatMap { UTCTime.text(seconds: $0.time) })),
      ("note", .text(defect.review?.note)), ("model_id", .string(defect.detectors)),
    ]
    members += TreeColumns.members(of: defect, labels: labels)
    if let lost = measures.paintLost { members.append(("paint_lost_pct", .decimal(lost * 100, places: 0))) }
    if let due = options.due(answer, for: defect) { members.append(("due_date", .string(due))) }
    if defect.found != nil {
      members.append(("detected_kind", .string(defect.detected.damageClass.rawValue)))
      members.append(("detected_severity", .string(defect.detected.severity.code)))
      members.append(("detected_rule", .string(defect.detected.severity.rule)))
    }
    if let reason = defect.review?.reason { members.append(("review_reason", .string(reason.rawValue))) }
    for (name, cell) in WorkOrderColumns.origin(of: defect, options.provenance) {
      members.append((name, .string(cell.text)))
    }
    if let plane = options.plane, let point = placement?.point, let (x, y) = plane.plane(point) {
      members.append(("x", .decimal(x, places: 2)))
      members.append(("y", .decimal(y, places: 2)))
      members.append(("crs", .string(plane.identifier)))
    }
    return members
  }

  /// What the owner's map layers say of the place; a name that is taken already gives way.
  private func joined(_ defect: Defect, _ options: ExportOptions) -> [(String, JSONText)] {
    options.joins.map { join in
      (join.column, .text(defect.placement.flatMap { join.value(at: $0.point) }))
    }
  }
}
