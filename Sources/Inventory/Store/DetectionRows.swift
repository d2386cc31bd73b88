import Detectors
import GRDB
import ImageKit

/// The rows of what a photo shows.
enum DetectionRows {
  static func insert(
    _ observation: Observation, defectUID: String?, in database: Database, extents: inout LayerExtents
  ) throws {
    let outline = observation.placement.map { GeoPackageGeometry.multiPolygon($0.outline) }
    var values = RowValues()
    values.set("geom", outline)
    values.set("uid", observation.uid)
    values.set("defect_uid", defectUID)
    values.set(observation.photo)
    values.set("detector", observation.detector.name)
    values.set("detector_version", observation.detector.version)
    values.set("class", observation.damageClass.rawValue)
    values.set("confidence", observation.confidence)
    values.set("mask_area_px", observation.maskArea)
    values.set("pixel_outline", CoordinateLists.text(observation.outline))
    values.set("pixel_lines", CoordinateLists.text(observation.centreLines))
    values.set("ground_lines", CoordinateLists.text(observation.placement?.lines ?? []))
    values.set(observation.measures)
    values.set(observation.placement)
    values.set(observation.road)
    values.set("place_doubt", observation.placeDoubt?.json?.serialized())
    try values.insert(into: "detections", of: database)
    extents.add(outline, to: "detections")
  }
}
