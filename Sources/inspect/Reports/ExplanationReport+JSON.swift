import Detectors
import ImageKit
import Inventory

extension ExplanationReport {
  private struct Content: Encodable {
    struct Place: Encodable {
      let lat, lon: Double
      let method: String
      let ce90M, semiMajorM, semiMinorM, ellipseAzimuthDeg, spreadChi2: Double?
      let spreadDof: Int?
    }
    struct Detection: Encodable {
      let uid, flight, photo, kind, detector: String
      let score: Double
      /// x, y, width and height in pixels of the stored photo.
      let box: [Double]
      let lat, lon, gsdM, ce90M, ownSigmaM, sharedSigmaM, lengthM, areaM2: Double?
      let registered: Bool?
      let isBest: Bool
    }
    struct Join: Encodable {
      let first, second: String
      let squaredDistance, movedM: Double
      let overlap, sizeRatio: Double?
      let registered: Bool
      let weight: Double
      /// The detection that shows parts as one, and how many photos show them so, or apart.
      let whole: String?
      let nPhotosWhole, nPhotosApart: Int?
    }
    struct Neighbour: Encodable {
      let defectUid, detection, comparedWith, flight, photo, kind, reason: String
      let gapM: Double
      let squaredDistance, overlap, weight: Double?
    }
    struct Silent: Encodable {
      let flight, photo: String
      let gsdM: Double?
    }
    let defectUid, kind, status, severity, severityRule, severityReason, bestPhoto: String
    let nPhotos: Int
    let nPhotosExpected: Int?
    let lengthM, widthMm, widthMmLow, widthMmHigh, areaM2: Double?
    let place: Place?
    let detections: [Detection]
    let joined: [Join]
    let neighbours: [Neighbour]
    let notShownIn: [Silent]
  }

  /// Returns the explanation for a script.
  func json() throws -> String {
    let defect = explanation.defect
    return try JSONOutput.encode(
      Content(
        defectUid: defect.uid, kind: defect.damageClass.rawValue, status: defect.status.rawValue,
        severity: defect.severity.code, severityRule: defect.severity.rule, severityReason: defect.severity.reason,
        bestPhoto: defect.bestPhoto.name, nPhotos: defect.photos.count, nPhotosExpected: defect.expectedPhotoCount,
        lengthM: defect.measures.length?.value, widthMm: defect.measures.width?.median,
        widthMmLow: defect.measures.width?.low, widthMmHigh: defect.measures.width?.high,
        areaM2: defect.measures.area?.value, place: place, detections: explanation.sights.map(detection),
        joined: explanation.links.map { link in
          Content.Join(
            first: link.first, second: link.second, squaredDistance: link.evidence.squaredDistance,
            movedM: link.evidence.offset, overlap: link.evidence.overlap, sizeRatio: link.evidence.sizeRatio,
            registered: link.evidence.isRegistered, weight: link.evidence.weight, whole: link.whole?.detection,
            nPhotosWhole: link.whole?.photosAsOne, nPhotosApart: link.whole?.photosApart)
        },
        neighbours: explanation.neighbours.map { neighbour in
          Content.Neighbour(
            defectUid: neighbour.defectUID, detection: neighbour.other.uid, comparedWith: neighbour.own.uid,
            flight: neighbour.other.photo.flight, photo: neighbour.other.photo.name,
            kind: neighbour.other.damageClass.rawValue, reason: neighbour.verdict.rawValue, gapM: neighbour.gap,
            squaredDistance: neighbour.evidence.flatMap { $0.squaredDistance.isFinite ? $0.squaredDistance : nil },
            overlap: neighbour.evidence?.overlap,
            weight: neighbour.evidence.flatMap { $0.weight.isFinite ? $0.weight : nil })
        },
        notShownIn: explanation.silentPhotos.map {
          Content.Silent(flight: $0.key.flight, photo: $0.key.name, gsdM: $0.groundSampleDistance)
        }))
  }

  private var place: Content.Place? {
    let defect = explanation.defect
    return defect.placement.map { placement in
      Content.Place(
        lat: placement.point.latitude, lon: placement.point.longitude, method: placement.method,
        ce90M: placement.ce90, semiMajorM: placement.semiMajor, semiMinorM: placement.semiMinor,
        ellipseAzimuthDeg: placement.azimuth, spreadChi2: defect.spread?.chiSquared,
        spreadDof: defect.spread?.degreesOfFreedom)
    }
  }

  private func detection(_ sight: DefectExplanation.Sight) -> Content.Detection {
    let observation = sight.observation
    return Content.Detection(
      uid: observation.uid, flight: observation.photo.flight, photo: observation.photo.name,
      kind: observation.damageClass.rawValue, detector: observation.detector.identifier,
      score: observation.confidence,
      box: [sight.low.u, sight.low.v, sight.high.u - sight.low.u, sight.high.v - sight.low.v],
      lat: observation.placement?.point.latitude, lon: observation.placement?.point.longitude,
      gsdM: observation.placement?.groundSampleDistance, ce90M: observation.placement?.ce90,
      ownSigmaM: sight.doubt?.own.major, sharedSigmaM: sight.doubt?.sharedAccuracy.major,
      lengthM: observation.measures.length?.value, areaM2: observation.measures.area?.value,
      registered: sight.doubt?.isRegistered, isBest: observation.photo == explanation.defect.bestPhoto)
  }
}
