import Detectors
import Foundation
import GRDB
import ImageKit

extension InventoryStore {
  /// Returns what is already in the inventory, for a run to decide what is left to do.
  public func finishedPhotos() throws(StoreError) -> [PhotoKey: FinishedPhoto] {
    let path = url.path
    return try read { database in
      var finished: [PhotoKey: FinishedPhoto] = [:]
      let photos = try Row.fetchCursor(
        database, sql: "SELECT fid, flight, photo, sha256, byte_count, modified, fingerprint FROM photos")
      while let row = try photos.next() {
        let row = RowReader(row, table: "photos", path: path)
        finished[try row.photoKey()] = FinishedPhoto(
          sha256: try row.text("sha256"), byteCount: try row.integer("byte_count"),
          modificationTime: try row.number("modified"), fingerprint: try row.text("fingerprint"))
      }
      let skipped = try Row.fetchCursor(database, sql: "SELECT * FROM skipped_photos")
      while let row = try skipped.next() {
        let record = try SkippedPhotoRecord(RowReader(row, table: "skipped_photos", path: path))
        finished[record.key] = FinishedPhoto(
          sha256: "", byteCount: record.byteCount, modificationTime: record.modificationTime,
          fingerprint: record.fingerprint, skipped: record.code)
      }
      return finished
    }
  }

  /// Returns everything, in a fixed order.
  public func inventory() throws(StoreError) -> Inventory { try read { try self.inventory(in: $0) } }

  /// Returns everything as a transaction sees it.
  func inventory(in database: Database) throws -> Inventory {
    let path = url.path
    func rows<Value>(_ table: String, _ value: (RowReader) throws -> Value) throws -> [Value] {
      let cursor = try Row.fetchCursor(database, sql: "SELECT * FROM \(table) ORDER BY fid")
      var values: [Value] = []
      while let row = try cursor.next() { values.append(try value(RowReader(row, table: table, path: path))) }
      return values
    }
    func byKey<Key: Hashable, Value>(_ pairs: [(Key, Value)]) -> [Key: Value] {
      Dictionary(pairs, uniquingKeysWith: { _, last in last })
    }

    let footprints = byKey(
      try rows("footprints") { (try $0.photoKey(), try $0.geometry("geom")?.polygons.first?.outer) })
    // A file of an older layout that is only read has no such layer.
    let pavements =
      try database.tableExists("pavement")
      ? byKey(try rows("pavement") { (try $0.photoKey(), try Pavement($0)) }) : [:]
    let photos = try rows("photos") { row in
      let key = try row.photoKey()
      return try PhotoRecord(row, footprint: footprints[key] ?? nil, pavement: pavements[key])
    }
    let captured = byKey(photos.map { ($0.key, $0.capturedAt) })
    let outlines = byKey(
      try rows("defect_outlines") { (try $0.text("defect_uid"), try $0.geometry("geom")?.polygons ?? []) })
    let lines = byKey(
      try rows("defect_lines") { (try $0.text("defect_uid"), try $0.geometry("geom")?.lines ?? []) })
    let aliases =
      try database.tableExists("defect_aliases")
      ? byKey(try rows("defect_aliases") { (try $0.text("uid"), try $0.text("defect_uid")) }) : [:]
    let reviews = byKey(
      try rows("reviews") { row in
        var review = try Review(row)
        review.defectUID = aliases[review.defectUID] ?? review.defectUID
        return (review.defectUID, review)
      })
    let detections = try rows("detections") { (try $0.optionalText("defect_uid"), try Observation($0)) }
    let observations = Dictionary(grouping: detections, by: \.0)
    let defects = try rows("defects") { row in
      let uid = try row.text("uid")
      return try Defect(
        row, outline: outlines[uid] ?? [], lines: lines[uid] ?? [],
        observations: (observations[uid] ?? []).map(\.1), review: reviews[uid], captured: captured)
    }
    return Inventory(
      flights: try rows("flights") { FlightRecord(name: try $0.text("name"), folder: try $0.text("folder")) },
      photos: photos, skippedPhotos: try rows("skipped_photos") { try SkippedPhotoRecord($0) },
      defects: defects, provenance: try rows("runs") { try Provenance($0) }.last)
  }
}

extension SkippedPhotoRecord {
  /// Reads a row of `skipped_photos`.
  init(_ row: RowReader) throws(StoreError) {
    self.init(
      key: try row.photoKey(), code: try row.text("code"), detail: try row.text("detail"),
      byteCount: try row.integer("byte_count"), modificationTime: try row.number("modified"),
      fingerprint: try row.text("fingerprint"))
  }
}

extension Review {
  /// Reads a row of `reviews`.
  init(_ row: RowReader) throws(StoreError) {
    self.init(
      defectUID: try row.text("defect_uid"), status: try row.choice("status"), reviewer: try row.text("reviewer"),
      time: try row.number("reviewed"), note: try row.text("note"))
    // A file of an older layout that is only read has no more.
    guard row.has("chain") else { return }
    reason = try row.optionalChoice("reason")
    damageClass = try row.optionalChoice("class")
    if let code = try row.optionalText("severity") {
      guard let grade = Severity.Grade(code: code) else { throw row.damaged("severity") }
      severity = grade
    }
    if let status: DefectStatus = try row.optionalChoice("previous_status") {
      previous = Previous(
        status: status, damageClass: try row.choice("previous_class"), severity: try row.text("previous_severity"))
    }
  }
}

extension Observation {
  /// Reads a row of `detections`.
  init(_ row: RowReader) throws(StoreError) {
    guard let outline = CoordinateLists.pixels(try row.json("pixel_outline")) else {
      throw row.damaged("pixel_outline")
    }
    guard let centreLines = CoordinateLists.pixels(try row.json("pixel_lines")) else {
      throw row.damaged("pixel_lines")
    }
    guard let groundLines = CoordinateLists.positions(try row.json("ground_lines")) else {
      throw row.damaged("ground_lines")
    }
    self.init(
      uid: try row.text("uid"), photo: try row.photoKey(),
      detector: DetectorIdentity(name: try row.text("detector"), version: try row.integer("detector_version")),
      damageClass: try row.choice("class"), confidence: try row.number("confidence"), outline: outline,
      centreLines: centreLines, maskArea: try row.integer("mask_area_px"),
      placement: try row.placement(outline: try row.geometry("geom")?.polygons ?? [], lines: groundLines),
      measures: try row.measures(), road: try row.road(), placeDoubt: try row.placeDoubt())
  }
}

extension Defect {
  /// Reads a row of `defects` and joins it with the rows of other tables.
  ///
  /// The place is that of the layer's geometry, so that a point that somebody moved on the map counts.
  init(
    _ row: RowReader, outline: [GroundPolygon], lines: [[HorizontalPosition]], observations: [Observation],
    review: Review?, captured: [PhotoKey: CaptureTime?]
  ) throws(StoreError) {
    uid = try row.text("uid")
    damageClass = try row.choice("class")
    status = try row.choice("status")
    self.review = review
    let rule = try row.text("severity_rule")
    let reason = try row.text("severity_reason")
    guard let severity = Severity(code: try row.text("severity"), rule: rule, reason: reason) else {
      throw row.damaged("severity")
    }
    self.severity = severity
    if row.has("detected_class"), let kind: DamageClass = try row.optionalChoice("detected_class") {
      let severity = Severity(
        code: try row.text("detected_severity"), rule: try row.text("detected_severity_rule"),
        reason: try row.text("detected_severity_reason"))
      guard let severity else { throw row.damaged("detected_severity") }
      found = Finding(damageClass: kind, severity: severity)
    }
    confidence = try row.number("confidence")
    placement = try row.placement(outline: outline, lines: lines)
    if let position = try row.geometry("geom")?.position { placement?.point = position }
    measures = try row.measures()
    road = try row.road()
    self.observations = observations.sorted { ($0.photo, $0.uid) < ($1.photo, $1.uid) }
    bestPhoto = PhotoKey(flight: try row.text("flight"), name: try row.text("best_photo"))
    var photos = Set(observations.map(\.photo))
    photos.insert(bestPhoto)
    let times = photos.compactMap { captured[$0] ?? nil }.sorted { $0.precedes($1) }
    firstSeen = times.first
    lastSeen = times.last
    guard row.has("n_photos_expected") else { return }
    expectedPhotoCount = try row.optionalInteger("n_photos_expected")
    if let chiSquared = try row.optionalNumber("spread_chi2"), let degrees = try row.optionalInteger("spread_dof") {
      spread = PlaceSpread(chiSquared: chiSquared, degreesOfFreedom: degrees)
    }
  }
}

extension CaptureTime {
  /// Returns whether this photo was taken before another: by UTC where both know it, else by the camera's clock.
  func precedes(_ other: CaptureTime) -> Bool {
    if let utc, let otherUTC = other.utc, utc != otherUTC { return utc < otherUTC }
    return local < other.local
  }
}
