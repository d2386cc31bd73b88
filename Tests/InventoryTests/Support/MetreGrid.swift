import Detectors
import Foundation
import ImageKit
import Inventory

/// A plane map on which a hundred-thousandth of a degree is a metre, and roads on it.
struct MetreGrid: PlaneCoordinates {
  static let detector = DetectorIdentity(name: "road", version: 1)
  let identifier = "metres"

  func plane(_ position: HorizontalPosition) -> (x: Double, y: Double)? {
    ((position.longitude - 120) * 1e5, (position.latitude - 22) * 1e5)
  }

  /// Returns the place of a point of the map.
  static func place(_ x: Double, _ y: Double) -> HorizontalPosition {
    HorizontalPosition(latitude: 22 + y / 1e5, longitude: 120 + x / 1e5)
  }

  /// Returns a rectangle of the map.
  static func box(_ x: ClosedRange<Double>, _ y: ClosedRange<Double>) -> GroundPolygon {
    GroundPolygon(outer: [
      place(x.lowerBound, y.lowerBound), place(x.upperBound, y.lowerBound), place(x.upperBound, y.upperBound),
      place(x.lowerBound, y.upperBound),
    ])
  }

  /// Returns a photo from a place that shows pavement, by default of a road to the east.
  static func photo(
    _ number: Int, flight: String = "flight", at x: Double, _ y: Double = 4, pavement: [GroundPolygon],
    azimuth: Double? = 90, certainty: Double = 1, gsd: Double = 0.005
  ) -> PhotoRecord {
    var photo = PhotoRecord(
      key: PhotoKey(flight: flight, name: "\(number).jpg"), sha256: "\(number)", byteCount: 1, modificationTime: 0,
      width: 4000, height: 3000, fingerprint: "")
    photo.position = place(x, y)
    photo.focalLengthPixels = 4000
    photo.groundSampleDistance = gsd
    photo.pavement = Pavement(
      detector: detector, outline: pavement, area: 0, azimuth: azimuth, axisCertainty: certainty)
    return photo
  }

  /// Returns damage in a photo: along points of the map, or the area within.
  static func defect(
    _ kind: DamageClass, in photo: PhotoRecord, line: [(Double, Double)] = [], area: [GroundPolygon] = [],
    at point: (Double, Double)? = nil
  ) -> Defect {
    let points = line.map { place($0.0, $0.1) }
    let first = point.map { place($0.0, $0.1) } ?? points.first ?? area.first?.outer.first ?? place(0, 0)
    // The outline names the observation: each its own.
    let corner = PixelPoint(u: first.longitude * 1e6, v: first.latitude * 1e6)
    return Defect(
      observation: Observation(
        photo: photo.key, photoSHA256: photo.sha256, detector: detector,
        damageClass: kind, confidence: 1, outline: [[corner]], centreLines: [], maskArea: 1,
        placement: Placement(point: first, method: "", outline: area, lines: points.isEmpty ? [] : [points]),
        measures: Measures()),
      severity: Severity(grade: .notGradable, rule: "", reason: ""), capturedAt: nil)
  }
}
