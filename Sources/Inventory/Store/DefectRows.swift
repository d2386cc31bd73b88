import Detectors
import GRDB
import ImageKit

/// The rows of a defect: its place with all attributes, its outline and its centre lines.
enum DefectRows {
  /// What rows are written with: the language of labels, and what the owner does about defects.
  struct Words {
    let labels: Labels
    let response: ResponseTable

    /// Returns priority and action; columns that only exports know are empty here.
    func answer(for defect: Defect) -> (priority: Int?, action: String) {
      let answer = response.answer(for: defect) {
        WorkOrderColumns.known(of: defect, labels: labels, options: ExportOptions(language: labels.language))
      }
      return (answer.priority, response.action(answer, for: defect, labels: labels))
    }
  }

  static func insert(
    _ defect: Defect, words: Words, in database: Database, extents: inout LayerExtents
  ) throws {
    let place = defect.placement.map { GeoPackageGeometry.point($0.point) }
    var values = values(of: defect, words: words)
    values.set("computed", digest(of: defect, words: words))
    try values.insert(into: "defects", of: database)
    extents.add(place, to: "defects")
    guard let placement = defect.placement else { return }
    if !placement.outline.isEmpty {
      try insert(
        .multiPolygon(placement.outline), of: defect, into: "defect_outlines", words: words, in: database,
        extents: &extents)
    }
    if !placement.lines.isEmpty {
      try insert(
        .multiLine(placement.lines), of: defect, into: "defect_lines", words: words, in: database,
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
  static func digest(of defect: Defect, words: Words) -> String {
    let defect = defect.undecided
    var values = values(of: defect, words: words)
    values.set("outline", defect.placement.map { GeoPackageGeometry.multiPolygon($0.outline) })
    values.set("lines", defect.placement.map { GeoPackageGeometry.multiLine($0.lines) })
    return values.digest
  }

  /// Writes what a decision changes of a defect that is there: status, kind, severity and what follows from them.
  static func update(_ defect: Defect, words: Words, in database: Database) throws {
    var values = RowValues()
    values.set("class", defect.damageClass.rawValue)
    values.set("class_label", words.labels.text(defect.damageClass))
    values.set("status", defect.status.rawValue)
    set(grade: defect, words: words, in: &values)
    set(detected: defect.found, in: &values)
    try values.update("defects", where: "uid", is: defect.uid, in: database)
    var part = RowValues()
    part.set("class", defect.damageClass.rawValue)
    part.set("class_label", words.labels.text(defect.damageClass))
    part.set("severity", defect.severity.code)
    for table in ["defect_outlines", "defect_lines"] {
      try part.update(table, where: "defect_uid", is: defect.uid, in: database)
    }
  }

  /// Adds the severity and what follows from it.
  private static func set(grade defect: Defect, words: Words, in values: inout RowValues) {
    values.set("severity", defect.severity.code)
    values.set("severity_label", words.labels.text(defect.severity))
    values.set("severity_rule", defect.severity.rule)
    values.set("severity_reason", defect.severity.reason)
    let (priority, action) = words.answer(for: defect)
    values.set("priority", priority)
    values.set("suggested_action", action)
  }

  private static func set(detected finding: Finding?, in values: inout RowValues) {
    values.set("detected_class", finding?.damageClass.rawValue)
    values.set("detected_severity", finding?.severity.code)
    values.set("detected_severity_rule", finding?.severity.rule)
    values.set("detected_severity_reason", finding?.severity.reason)
  }

  private static func values(of defect: Defect, words: Words) -> RowValues {
    let place = defect.placement.map { GeoPackageGeometry.point($0.point) }
    var values = RowValues()
    values.set("geom", place)
    values.set("uid", defect.uid)
    values.set("class", defect.damageClass.rawValue)
    values.set("class_label", words.labels.text(defect.damageClass))
    values.set("status", defect.status.rawValue)
    set(grade: defect, words: words, in: &values)
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
    if let finding = defect.found { set(detected: finding, in: &values) }
    return values
  }

  private static func insert(
    _ geometry: GeoPackageGeometry, of defect: Defect, into table: String, words: Words, in database: Database,
    extents: inout LayerExtents
  ) throws {
    guard geometry.blob != nil else { return }
    var values = RowValues()
    values.set("geom", geometry)
    values.set("defect_uid", defect.uid)
    values.set("class", defect.damageClass.rawValue)
    values.set("class_label", words.labels.text(defect.damageClass))
    values.set("severity", defect.severity.code)
    try values.insert(into: table, of: database)
    extents.add(geometry, to: table)
  }
}
