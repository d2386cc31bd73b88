import GRDB
import ImageKit

/// The rows of a photo: the camera's place and the ground it covers.
enum PhotoRows {
  static func insert(_ photo: PhotoRecord, in database: Database, extents: inout LayerExtents) throws {
    let place = photo.position.map { GeoPackageGeometry.pointZ($0, height: photo.cameraHeight?.metres) }
    var values = RowValues()
    values.set("geom", place)
    values.set(photo.key)
    values.set("sha256", photo.sha256)
    values.set("byte_count", photo.byteCount)
    values.set("modified", photo.modificationTime)
    values.set("width", photo.width)
    values.set("height", photo.height)
    values.set("make", photo.make)
    values.set("model", photo.model)
    values.set("captured_at", photo.capturedAt?.utc.flatMap(UTCTime.text(seconds:)))
    values.set("captured_local", photo.capturedAt?.local)
    values.set("captured_utc", photo.capturedAt?.utc)
    values.set("latitude", photo.position?.latitude)
    values.set("longitude", photo.position?.longitude)
    values.set("height_m", photo.cameraHeight?.metres)
    values.set("height_datum", photo.cameraHeight?.datum.rawValue)
    values.set("relative_height_m", photo.relativeHeight)
    values.set("yaw_deg", photo.orientation?.yaw)
    values.set("pitch_deg", photo.orientation?.pitch)
    values.set("roll_deg", photo.orientation?.roll)
    values.set("focal_px", photo.focalLengthPixels)
    values.set("gsd_m", photo.groundSampleDistance)
    values.set("blur", photo.blur)
    values.set("exposure", photo.exposure)
    values.set("georeference", photo.georeference.rawValue)
    values.set("ce90_m", photo.ce90)
    values.set("doubts", JSONText.array(photo.warnings.map { .string($0) }).serialized())
    values.set("fingerprint", photo.fingerprint)
    try values.insert(into: "photos", of: database)
    extents.add(place, to: "photos")
    if let pavement = photo.pavement { try insert(pavement, of: photo.key, in: database, extents: &extents) }

    guard let ring = photo.footprint, ring.count >= 3 else { return }
    let area = GeoPackageGeometry.polygon(GroundPolygon(outer: ring))
    var footprint = RowValues()
    footprint.set("geom", area)
    footprint.set(photo.key)
    footprint.set("gsd_m", photo.groundSampleDistance)
    try footprint.insert(into: "footprints", of: database)
    extents.add(area, to: "footprints")
  }

  private static func insert(
    _ pavement: Pavement, of photo: PhotoKey, in database: Database, extents: inout LayerExtents
  ) throws {
    let area = GeoPackageGeometry.multiPolygon(pavement.outline)
    guard area.blob != nil else { return }
    var values = RowValues()
    values.set("geom", area)
    values.set(photo)
    values.set("detector", pavement.detector.name)
    values.set("detector_version", pavement.detector.version)
    values.set("area_m2", pavement.area)
    values.set("axis_azimuth_deg", pavement.azimuth)
    values.set("axis_certainty", pavement.axisCertainty)
    try values.insert(into: "pavement", of: database)
    extents.add(area, to: "pavement")
  }
}

extension RowReader {
  /// Reads the flight and the name of a photo.
  func photoKey() throws(StoreError) -> PhotoKey { PhotoKey(flight: try text("flight"), name: try text("photo")) }
}

extension PhotoRecord {
  /// Reads a row of `photos`; the footprint and the pavement lie in other tables.
  init(_ row: RowReader, footprint: [HorizontalPosition]?, pavement: Pavement?) throws(StoreError) {
    self.init(
      key: try row.photoKey(), sha256: try row.text("sha256"), byteCount: try row.integer("byte_count"),
      modificationTime: try row.number("modified"), width: try row.integer("width"),
      height: try row.integer("height"), fingerprint: try row.text("fingerprint"))
    make = try row.optionalText("make")
    model = try row.optionalText("model")
    if let local = try row.optionalText("captured_local") {
      capturedAt = CaptureTime(local: local, utc: try row.optionalNumber("captured_utc"))
    }
    if let latitude = try row.optionalNumber("latitude"), let longitude = try row.optionalNumber("longitude") {
      position = HorizontalPosition(latitude: latitude, longitude: longitude)
    }
    if let metres = try row.optionalNumber("height_m") {
      cameraHeight = Height(metres: metres, datum: try row.choice("height_datum"))
    }
    relativeHeight = try row.optionalNumber("relative_height_m")
    if let yaw = try row.optionalNumber("yaw_deg"), let pitch = try row.optionalNumber("pitch_deg"),
      let roll = try row.optionalNumber("roll_deg")
    {
      orientation = Orientation(yaw: yaw, pitch: pitch, roll: roll)
    }
    focalLengthPixels = try row.optionalNumber("focal_px")
    groundSampleDistance = try row.optionalNumber("gsd_m")
    blur = try row.optionalNumber("blur")
    exposure = try row.optionalNumber("exposure")
    georeference = try row.choice("georeference")
    ce90 = try row.optionalNumber("ce90_m")
    warnings = try row.json("doubts")
    self.footprint = footprint
    self.pavement = pavement
  }
}

extension Pavement {
  /// Reads a row of `pavement`.
  init(_ row: RowReader) throws(StoreError) {
    self.init(
      detector: DetectorIdentity(name: try row.text("detector"), version: try row.integer("detector_version")),
      outline: try row.geometry("geom")?.polygons ?? [], area: try row.number("area_m2"),
      azimuth: try row.optionalNumber("axis_azimuth_deg"), axisCertainty: try row.number("axis_certainty"))
  }
}
