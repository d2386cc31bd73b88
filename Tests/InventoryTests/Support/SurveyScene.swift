import Detectors
import Foundation
import ImageKit

@testable import Inventory

/// A survey without pictures: photos from above that cover 40 m × 30 m each, on a plane in metres, and what they show.
struct SurveyScene {
  static let plane = EquirectangularPlane(origin: HorizontalPosition(latitude: 22.62, longitude: 120.3))
  static let detector = DetectorIdentity(name: "road", version: 1)
  static let groundSampleDistance = 0.01

  /// One photo and how far off its places are.
  struct Shot {
    var record: PhotoRecord
    var centre: SIMD2<Double>
    /// What is wrong with all its places, in metres.
    var error: SIMD2<Double> = .zero
    /// One standard deviation of the photo's own part, and of what the flight shares, in metres.
    var own = 0.05
    var shared = 2.0
    var isRegistered = true

    func pixel(_ point: SIMD2<Double>) -> PixelPoint {
      PixelPoint(
        u: 2000 + (point.x - centre.x) / groundSampleDistance, v: 1500 - (point.y - centre.y) / groundSampleDistance)
    }

    var doubt: PlaceDoubt {
      PlaceDoubt(
        own: PositionAccuracy(circle: own), shared: [SIMD2(shared, 0), SIMD2(0, shared)], isRegistered: isRegistered
      ).rounded
    }
  }

  static func place(_ point: SIMD2<Double>) -> HorizontalPosition { plane.position(point) }

  /// A photo that looks straight down at a point.
  static func shot(
    _ number: Int, at centre: SIMD2<Double>, flight: String = "flight", error: SIMD2<Double> = .zero
  ) -> Shot {
    let name = String(format: "DJI_%04d.JPG", number)
    var record = PhotoRecord(
      key: PhotoKey(flight: flight, name: name), sha256: FileDigest.sha256(Array("\(flight)/\(name)".utf8)),
      byteCount: 1, modificationTime: 0, width: 4000, height: 3000, fingerprint: "v1")
    record.capturedAt = CaptureTime(
      local: String(format: "2026-07-01T10:%02d:%02d", number / 60, number % 60), utc: nil)
    record.position = place(centre)
    record.focalLengthPixels = 3000
    record.groundSampleDistance = groundSampleDistance
    record.georeference = .placed
    record.footprint = [SIMD2(-20, -15), SIMD2(20, -15), SIMD2(20, 15), SIMD2(-20, 15)].map { place(centre + $0) }
    return Shot(record: record, centre: centre, error: error)
  }

  private static func placement(
    of shot: Shot, at point: SIMD2<Double>, outline: [GroundPolygon], lines: [[HorizontalPosition]]
  ) -> Placement {
    let total = shot.doubt.total
    return Placement(
      point: place(point), method: "gps+takeoff", outline: outline, lines: lines, ce90: total.ce90,
      semiMajor: total.major, semiMinor: total.minor, azimuth: total.azimuth,
      groundSampleDistance: groundSampleDistance)
  }

  /// An area about a point, an octagon.
  static func area(
    _ kind: DamageClass = .pothole, in shot: Shot, at point: SIMD2<Double>, radius: Double = 0.3,
    confidence: Double = 0.8
  ) -> Observation {
    let corners = (0..<8).map { corner -> SIMD2<Double> in
      let angle = -Double(corner) * .pi / 4
      return point + radius * SIMD2(cos(angle), sin(angle))
    }
    let area = 2 * 2.0.squareRoot() * radius * radius
    let ring = GroundPolygon(outer: corners.map { place($0 + shot.error) })
    return Observation(
      photo: shot.record.key, photoSHA256: shot.record.sha256, detector: detector, damageClass: kind,
      confidence: confidence, outline: [corners.map(shot.pixel)], centreLines: [],
      maskArea: Int(area / groundSampleDistance / groundSampleDistance),
      placement: placement(of: shot, at: point + shot.error, outline: [ring], lines: []),
      measures: Measures(area: Measure(area, sigma: 0.1 * area)), placeDoubt: shot.doubt)
  }

  /// Line damage along points.
  static func crack(
    _ kind: DamageClass = .longitudinalCrack, in shot: Shot, along lines: [[SIMD2<Double>]], width: Double = 8,
    confidence: Double = 0.8
  ) -> Observation {
    let length = lines.reduce(0) { $0 + LineStitching.length($1) }
    let pixels = lines.map { $0.map(shot.pixel) }
    let outline = pixels.map { line in
      line.map { PixelPoint(u: $0.u, v: $0.v - 2) } + line.reversed().map { PixelPoint(u: $0.u, v: $0.v + 2) }
    }
    let rings = lines.map { line in line.map { place($0 + shot.error) } }
    return Observation(
      photo: shot.record.key, photoSHA256: shot.record.sha256, detector: detector, damageClass: kind,
      confidence: confidence, outline: outline, centreLines: pixels, maskArea: Int(400 * length),
      placement: placement(
        of: shot, at: (LineStitching.middle(of: lines) ?? .zero) + shot.error, outline: [], lines: rings),
      measures: Measures(
        length: Measure(length, sigma: 0.02 * length),
        width: WidthMeasure(median: width, p95: width + 2, low: width - 3, high: width + 3, minimumGradable: 10),
        pattern: .single),
      placeDoubt: shot.doubt)
  }

  static func merging(isOn: Bool = true) throws -> DefectMerging {
    let rules = try RulePackList.pack(id: RulePackList.defaultID)
    return DefectMerging(rules: try rules ?? { throw MissingRules() }(), isOn: isOn)
  }

  private struct MissingRules: Error {}
}
