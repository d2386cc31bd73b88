import Detectors
import GRDB
import ImageKit

/// The rows of a defect: its place with all attributes, its outline and its centre lines.
enum DefectRows {
  static func insert(
    _ defect: Defect, status: DefectStatus, labels: Labels, in database: Database, extents: inout LayerExtents
  ) throws {
    var defect = defect
    defect.status = status
    let place = defect.placement.map { GeoPackageGeometry.point($0.point) }
    var values = values(of: defect, labels: labels)
    values.set("computed", digest(of: defect, labels: labels))
    try values.insert(into: "defects", of: database)
    extents.add(place, to: "defects")
    guard let placement = defect.placement else { return }
    if !placement.outline.isEmpty {
      try insert(
        .multiPolygon(placement.outline), of: defect, into: "defect_outlines", labels: labels, in: database,
        extents: &extents)
    }
    if !placement.lines.isEmpty {
      try insert(
        .multiLine(placement.lines), of: defect, into: "defect_lines", labels: labels, in: database,
        extents: &extents)
    }
  }

  /// Deletes the rows of a defect.
  static func delete(_ uid: String, in database: Database) throws {
    for table in ["defect_outlines", "defect_lines"] {
      try database.execute(sql: "DELETE FROM \(table) WHERE defect_uid = ?", arguments: [uid])
    }
    try database.execute(sql: "DELETE FROM defects WHERE uid = ?", arguments: [uid])
  }

  /// Returns the SHA-256 of what is computed of a defect, whatever people decided: rows that hold it need not be written again,
  /// and keep what people changed in them.
  static func digest(of defect: Defect, labels: Labels) -> String {
    var defect = defect
    defect.status = .new
    var values = values(of: defect, labels: labels)
    values.set("outline", defect.placement.map { GeoPackageGeometry.multiPolygon($0.outline) })
    values.set("lines", defect.placement.map { GeoPackageGeometry.multiLine($0.lines) })
    return values.digest
  }

  private static func values(of defect: Defect, labels: Labels) -> RowValues {
    let place = defect.placement.map { GeoPackageGeometry.point($0.point) }
    var values = RowValues()
    values.set("geom", place)
    values.set("uid", defect.uid)
    values.set("class", defect.damageClass.rawValue)
    values.set("class_label", labels.text(defect.damageClass))
    values.set("status", defect.status.rawValue)
    values.set("severity", defect.severity.code)
    values.set("severity_label", labels.text(defect.severity))
    values.set("severity_rule", defect.severity.rule)
    values.set("severity_reason", defect.severity.reason)
    values.set("priority", WorkPriority(for: defect)?.rawValue)
    values.set("suggested_action", labels.text(SuggestedAction(for: defect)))
    values.set("confidence", defect.confidence)
    values.set(defect.measures)
    values.set(defect.placement)
    values.set(defect.road)
    values.set("n_photos", defect.photos.count)
    values.set("flight", defect.bestPhoto.flight)
    values.set("best_photo", defect.bestPhoto.name)
    values.set("first_seen", defect.firstSeen.flatMap(UTCTime.text(_:)))
    values.set("last_seen", defect.lastSeen.flatMap(UTCTime.text(_:)))
    values.set("detector", defect.detectors)
    values.set("n_photos_expected", defect.expectedPhotoCount)
    values.set("spread_chi2", defect.spread?.chiSquared)
    values.set("spread_dof", defect.spread?.degreesOfFreedom)
    return values
  }

  private static func insert(
    _ geometry: GeoPackageGeometry, of defect: Defect, into table: String, labels: Labels, in database: Database,
    extents: inout LayerExtents
  ) throws {
    guard geometry.blob != nil else { return }
    var values = RowValues()
    values.set("geom", geometry)
    values.set("defect_uid", defect.uid)
    values.set("class", defect.damageClass.rawValue)
    values.set("class_label", labels.text(defect.damageClass))
    values.set("severity", defect.severity.code)
    try values.insert(into: table, of: database)
    extents.add(geometry, to: table)
  }
}
