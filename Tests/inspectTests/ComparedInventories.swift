import Detectors
import Foundation
import ImageKit
import Inventory

/// Two inventories of five photos each over one place: covers and cracks that do not change, and what a test adds to the later one.
enum ComparedInventories {
  /// One thing of a flight.
  enum Thing {
    case cover(SIMD2<Double>)
    case pothole(SIMD2<Double>, radius: Double)
    case crack([SIMD2<Double>], width: Double)
  }

  static let steady: [Thing] = [
    .cover(SIMD2(2, 4)), .cover(SIMD2(9, -5)), .cover(SIMD2(14, 3)), .cover(SIMD2(5, -3)),
    .crack([SIMD2(1, -6.5), SIMD2(7, -7), SIMD2(9, -8)], width: 12),
  ]

  private static let plane = EquirectangularPlane(origin: HorizontalPosition(latitude: 22.62, longitude: 120.3))
  private static let pixel = 0.01

  /// Writes an inventory into a folder of its own.
  ///
  /// - Parameters:
  ///   - flight: names the flight and the file of each photo.
  ///   - shift: what the receiver is off by, in metres.
  static func write(_ things: [Thing], flight: String, shift: SIMD2<Double> = .zero, to folder: URL) throws {
    guard let rules = try RulePackList.pack(id: RulePackList.defaultID) else { return }
    let store = try InventoryStore.open(at: folder.appending(path: "inventory.gpkg"))
    for number in 0..<5 {
      let centre = SIMD2(Double(number) * 4, 0)
      let photo = photo(number, at: centre, flight: flight, shift: shift)
      let observations = things.map { observation(of: $0, in: photo, at: centre, shift: shift) }
      let defects = observations.map { observation in
        Defect(
          observation: observation,
          severity: rules.severity(
            of: observation.damageClass, measures: observation.measures,
            view: GradingView(of: observation, focalLengthPixels: 3000)), capturedAt: photo.capturedAt)
      }
      try store.commit(photo: photo, observations: observations, defects: defects)
    }
    try store.merge(DefectMerging(rules: rules))
    try store.close()
  }

  private static func photo(_ number: Int, at centre: SIMD2<Double>, flight: String, shift: SIMD2<Double>)
    -> PhotoRecord
  {
    let key = PhotoKey(flight: flight, name: "DJI_000\(number).JPG")
    var photo = PhotoRecord(
      key: key, sha256: FileDigest.sha256(Array("\(flight)/\(number)".utf8)), byteCount: 1, modificationTime: 0,
      width: 4000, height: 3000, fingerprint: "v1")
    photo.capturedAt = CaptureTime(local: "2026-07-01T10:00:0\(number)", utc: nil)
    photo.position = plane.position(centre + shift)
    photo.focalLengthPixels = 3000
    photo.groundSampleDistance = pixel
    photo.georeference = .placed
    photo.footprint = [SIMD2(-20, -15), SIMD2(20, -15), SIMD2(20, 15), SIMD2(-20, 15)].map {
      plane.position(centre + $0 + shift)
    }
    return photo
  }

  private static func observation(
    of thing: Thing, in photo: PhotoRecord, at centre: SIMD2<Double>, shift: SIMD2<Double>
  ) -> Observation {
    func pixels(_ points: [SIMD2<Double>]) -> [PixelPoint] {
      points.map { PixelPoint(u: 2000 + ($0.x - centre.x) / pixel, v: 1500 - ($0.y - centre.y) / pixel) }
    }
    func places(_ points: [SIMD2<Double>]) -> [HorizontalPosition] { points.map { plane.position($0 + shift) } }
    func ring(_ middle: SIMD2<Double>, _ radius: Double) -> [SIMD2<Double>] {
      (0..<12).map { corner in
        let angle = -Double(corner) * .pi / 6
        return middle + radius * SIMD2(cos(angle), sin(angle))
      }
    }
    let kind: DamageClass
    var (outline, lines): ([SIMD2<Double>], [[SIMD2<Double>]]) = ([], [])
    var measures = Measures()
    let middle: SIMD2<Double>
    switch thing {
    case .cover(let place): (kind, middle, outline) = (.utilityCover, place, ring(place, 0.3))
    case .pothole(let place, let radius):
      (kind, middle, outline) = (.pothole, place, ring(place, radius))
      measures.area = Measure(3 * radius * radius, sigma: 0.2 * radius * radius)
      measures.diameter = measures.area.flatMap(Measure.init(diameterOfCircleOf:))
    case .crack(let points, let width):
      (kind, middle, lines) = (.longitudinalCrack, points[points.count / 2], [points])
      outline = points.map { $0 - SIMD2(0, 0.01) } + points.reversed().map { $0 + SIMD2(0, 0.01) }
      let length = zip(points, points.dropFirst()).reduce(0) { sum, pair in
        sum + ((pair.1 - pair.0) * (pair.1 - pair.0)).sum().squareRoot()
      }
      measures.length = Measure(length, sigma: 0.02 * length)
      measures.width = WidthMeasure(
        median: width, p95: width + 1, low: width - 1, high: width + 1, minimumGradable: 5)
    }
    let doubt = PlaceDoubt(
      own: PositionAccuracy(eastEast: 0.0025, eastNorth: 0, northNorth: 0.0025), shared: [SIMD2(2, 0), SIMD2(0, 2)],
      isRegistered: true)
    return Observation(
      photo: photo.key, photoSHA256: photo.sha256, detector: DetectorIdentity(name: "road", version: 1),
      damageClass: kind, confidence: 0.8, outline: [pixels(outline)], centreLines: lines.map(pixels), maskArea: 500,
      placement: Placement(
        point: plane.position(middle + shift), method: "gps+takeoff",
        outline: [GroundPolygon(outer: places(outline))], lines: lines.map(places), ce90: doubt.total.ce90,
        semiMajor: doubt.total.major, semiMinor: doubt.total.minor, azimuth: 0, groundSampleDistance: pixel),
      measures: measures, placeDoubt: doubt)
  }
}
