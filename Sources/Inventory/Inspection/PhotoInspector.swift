import Detectors
import Foundation
import ImageKit

/// Inspects one photo: bytes, pixels, detections, places, grades, overlay.
///
/// The work of one photo depends on nothing but the photo and the options, so photos may be done in any order.
struct PhotoInspector: Sendable {
  let options: InspectionOptions
  let detectors: [any Detector]
  /// The geoid, where heights of different datums meet.
  let geoid: EGM96?
  /// The rules for trees that the options' rules have none for.
  var treeRules: RulePack?

  /// Does one photo.
  ///
  /// A photo that cannot be used is an outcome, not an error. Throws ``ExportError`` when its overlay cannot be written.
  func outcome(of item: InspectionPlan.Item) throws(ExportError) -> PhotoOutcome {
    let photo = item.photo
    do {
      let bytes = try photo.bytes(limits: options.limits)
      let digest = FileDigest.sha256(bytes)
      if let recorded = item.recorded, recorded.sha256 == digest, recorded.fingerprint == item.fingerprint,
        recorded.skipped == nil, isDrawn(item.key)
      {
        return .unchanged(item.key, modificationTime: photo.modificationTime)
      }
      let image = try JPEGDecoder.decode(bytes, as: RGB8.self, limits: options.limits)
      return try inspect(item, image: image, digest: digest)
    } catch let error as PhotoError {
      return .skipped(
        SkippedPhotoRecord(
          key: item.key, error: error, byteCount: photo.byteCount, modificationTime: photo.modificationTime,
          fingerprint: item.fingerprint))
    } catch let error as ExportError {
      throw error
    } catch {
      return .skipped(
        SkippedPhotoRecord(
          key: item.key, error: .failed("\(error)"), byteCount: photo.byteCount,
          modificationTime: photo.modificationTime, fingerprint: item.fingerprint))
    }
  }

  private func inspect(_ item: InspectionPlan.Item, image: Image<RGB8>, digest: String) throws -> PhotoOutcome {
    let photo = item.photo
    let quality = PhotoQuality(of: image)
    let station = try station(of: item)
    var record = PhotoRecord(photo, key: item.key, digest: digest, fingerprint: item.fingerprint)
    record.describe(station)
    record.describe(quality)

    let projection = try? station.projection.get()
    var guide: RoadGuide?
    if let roads = options.roads, let projection {
      guide = RoadGuide(roads, in: projection, width: image.width, height: image.height)
    }
    var found: [(detector: DetectorIdentity, detections: [Detection])] = []
    for detector in detectors {
      let kind = type(of: detector)
      if let gsd = record.groundSampleDistance, !kind.groundSampleDistance.contains(gsd) {
        record.warnings.append("gsd_outside_range")
        continue
      }
      let findings = try DetectorRunner(detector: detector).findings(
        in: image, groundSampleDistance: record.groundSampleDistance, roads: guide)
      let identity = DetectorIdentity(name: kind.name, version: kind.version)
      if let seen = findings.pavement, let projection, record.pavement == nil {
        record.pavement = PavementPlacement(projection: projection, detector: identity).pavement(of: seen)
      }
      found.append((identity, findings.detections))
    }
    // Trees are tied to pavement, which another detector may have seen.
    let defects = found.flatMap { detector, detections in
      detections.map { defect($0, of: photo, record: record, detector: detector, station: station) }
    }
    if let directory = options.overlayDirectory {
      let overlay = PhotoOverlay(
        title: title(of: record, defects: defects.count),
        findings: defects.flatMap { defect in
          defect.observations.map { PhotoOverlay.Finding(defect, observation: $0) }
        })
      let url = OverlayFile.url(of: item.key, in: directory)
      try AtomicFile.write(try overlay.jpeg(over: image), to: url)
    }
    return .inspected(record, defects, pixels: image.width * image.height)
  }

  /// Returns where a photo was taken from and what it looks at.
  func station(of item: InspectionPlan.Item) throws -> CameraStation {
    try CameraStation(
      metadata: item.photo.metadata, camera: item.photo.camera?.value, options: options.placement,
      takeoff: item.takeoff, correction: item.photo.registration?.correction ?? .none, geoid: geoid)
  }

  /// Returns a detection as a defect: placed, measured, tied to what lies about it, and graded.
  func defect(
    _ detection: Detection, of photo: Photo, record: PhotoRecord, detector: DetectorIdentity, station: CameraStation
  ) -> Defect {
    var placement: Placement?
    var measures = Measures(
      tree: ObservationPlacement.tree(of: detection, on: nil), paintLost: detection.paintLost)
    var road: RoadNetwork.Match?
    var doubt: PlaceDoubt?
    if let projection = try? station.projection.get() {
      let ground = ObservationPlacement(
        projection: projection, method: station.method(isRTK: photo.metadata.rtk == .fixed))
      placement = ground.placement(of: detection)
      if let placement {
        measures = ground.measures(of: detection)
        doubt = ground.doubt(of: detection, registration: photo.registration)
        road = options.roads?.match(at: placement.point)
        if measures.angleToRoad == nil { measures.angleToRoad = road?.angle(to: measures.orientation) }
      }
    }
    let rules = rules(for: detection.damageClass)
    if let tree = measures.tree, let placement {
      let surroundings = TreeSurroundings(
        roads: options.roads, corridors: options.corridors, buildings: options.buildings, pavement: record.pavement)
      measures.tree = surroundings.describe(
        tree, of: detection, at: placement, area: measures.area?.value)
      let target = rules.target(
        of: detection.damageClass, measures: measures,
        isSurroundingsKnown: surroundings.isKnown(about: detection))
      measures.tree?.target = target
    }
    let observation = Observation(
      photo: record.key, photoSHA256: record.sha256, detector: detector, damageClass: detection.damageClass,
      confidence: detection.confidence, outline: detection.outline, centreLines: detection.centreLines,
      maskArea: detection.mask.area, placement: placement ?? station.atCamera, measures: measures,
      road: road?.position, placeDoubt: doubt)
    let severity = rules.severity(
      of: detection.damageClass, measures: measures,
      view: GradingView(of: observation, focalLengthPixels: record.focalLengthPixels))
    return Defect(observation: observation, severity: severity, capturedAt: record.capturedAt)
  }

  /// The rules that grade a kind: the options' own, or those for trees where they have none.
  private func rules(for damageClass: DamageClass) -> RulePack {
    guard damageClass.isTree, options.rules.rule(for: damageClass) == nil else { return options.rules }
    return treeRules ?? options.rules
  }

  private func isDrawn(_ key: PhotoKey) -> Bool {
    guard let directory = options.overlayDirectory else { return true }
    return FileManager.default.fileExists(atPath: OverlayFile.url(of: key, in: directory).path)
  }

  private func title(of record: PhotoRecord, defects: Int) -> String {
    var parts = ["\(record.key.flight)/\(record.key.name)"]
    if let gsd = record.groundSampleDistance { parts.append("\((gsd * 10000).rounded() / 10) mm a pixel") }
    if record.georeference != .placed { parts.append("not placed on the ground") }
    parts.append("\(defects) finding\(defects == 1 ? "" : "s")")
    return parts.joined(separator: " - ")
  }
}
