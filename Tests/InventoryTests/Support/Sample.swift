import Detectors
import ImageKit
import Inventory
import Testing

/// A small flight with one defect of every shape.
enum Sample {
  static let detector = DetectorIdentity(name: "crack", version: 1)
  static let origin = HorizontalPosition(latitude: 22.62, longitude: 120.3)

  static func key(_ number: Int, flight: String = "flight-a") -> PhotoKey {
    PhotoKey(flight: flight, name: "DJI_000\(number).JPG")
  }

  static func sha(_ number: Int) -> String {
    String(repeating: "0", count: 60) + String(10_000 + number).suffix(4)
  }

  static func position(_ east: Double, _ north: Double) -> HorizontalPosition {
    HorizontalPosition(latitude: origin.latitude + north * 9e-6, longitude: origin.longitude + east * 9.7e-6)
  }

  static func photo(_ number: Int, flight: String = "flight-a", fingerprint: String = "v1") -> PhotoRecord {
    var photo = PhotoRecord(
      key: key(number, flight: flight), sha256: sha(number), byteCount: 1000 + number,
      modificationTime: 1_600_000_000.125, width: 4000, height: 3000, fingerprint: fingerprint)
    photo.make = "DJI"
    photo.model = "FC6310"
    photo.capturedAt = CaptureTime(local: "2020-06-23T15:17:1\(number).25", utc: 1_592_896_630.25 + Double(number))
    photo.position = position(Double(number) * 10, 0)
    photo.cameraHeight = Height(metres: 80.5, datum: .ellipsoid)
    photo.relativeHeight = 30.25
    photo.orientation = Orientation(yaw: 12.5, pitch: -89.9, roll: 0.25)
    photo.focalLengthPixels = 3666.5
    photo.groundSampleDistance = 0.0081
    photo.blur = 0.125
    photo.exposure = 0.5
    photo.georeference = .placed
    photo.ce90 = 3.25
    photo.warnings = ["gps_conflict: XMP and EXIF differ by 4 m", "quote \" and < tag"]
    photo.footprint = [position(-16, -12), position(16, -12), position(16, 12), position(-16, 12)]
    photo.pavement = Pavement(
      detector: DetectorIdentity(name: "road", version: 3),
      outline: [
        GroundPolygon(
          outer: [position(-10, -12), position(10, -12), position(10, 12), position(-10, 12)],
          holes: [[position(-1, -1), position(1, -1), position(0, 1)]])
      ], area: 478, azimuth: 88.25, axisCertainty: 0.75)
    return photo
  }

  /// A crack with a centre line and an outline with a hole.
  static func crack(_ number: Int, width: Double = 8, shift: Double = 0) -> Observation {
    let ring = [
      PixelPoint(u: 10 + shift, v: 10), PixelPoint(u: 110 + shift, v: 10), PixelPoint(u: 110 + shift, v: 20),
      PixelPoint(u: 10 + shift, v: 20),
    ]
    let hole = [
      PixelPoint(u: 50 + shift, v: 12), PixelPoint(u: 50 + shift, v: 18), PixelPoint(u: 60 + shift, v: 18),
      PixelPoint(u: 60 + shift, v: 12),
    ]
    let ground = [ring, hole].map { $0.map { position($0.u / 100, -$0.v / 100) } }
    let line = [PixelPoint(u: 10 + shift, v: 15), PixelPoint(u: 110 + shift, v: 15)]
    return Observation(
      photo: key(number), photoSHA256: sha(number), detector: detector, damageClass: .crack, confidence: 0.875,
      outline: [ring, hole], centreLines: [line], maskArea: 940,
      placement: Placement(
        point: position(0.6, -0.15), method: "gps+takeoff",
        outline: GroundPolygon.polygons(pixelRings: [ring, hole], groundRings: ground),
        lines: [line.map { position($0.u / 100, -$0.v / 100) }], ce90: 3.21, semiMajor: 1.6, semiMinor: 1.4,
        azimuth: 30, groundSampleDistance: 0.0081),
      measures: Measures(
        length: Measure(0.9712, sigma: 0.02),
        width: WidthMeasure(median: width, p95: width + 2, low: width - 1, high: width + 1, minimumGradable: 8.1 / 2),
        area: nil, orientation: 88.5, pattern: .branched, angleToRoad: 12.5),
      road: RoadPosition(section: "中山路#2", chainage: 131.25, side: .left, distance: 2.5))
  }

  /// A pothole: an area without lines.
  static func pothole(_ number: Int) -> Observation {
    let ring = [PixelPoint(u: 500, v: 500), PixelPoint(u: 560, v: 500), PixelPoint(u: 530, v: 550)]
    let ground = [ring.map { position($0.u / 100, -$0.v / 100) }]
    return Observation(
      photo: key(number), photoSHA256: sha(number), detector: DetectorIdentity(name: "road", version: 3),
      damageClass: .pothole, confidence: 0.5, outline: [ring], centreLines: [], maskArea: 1500,
      placement: Placement(
        point: position(5.3, -5.2), method: "gps+takeoff",
        outline: GroundPolygon.polygons(pixelRings: [ring], groundRings: ground), ce90: 3.2),
      measures: Measures(
        area: Measure(0.15, sigma: 0.01), diameter: Measure(diameterOfCircleOf: Measure(0.15, sigma: 0.01))))
  }

  /// A crack in a photo without a place.
  static func unplaced(_ number: Int) -> Observation {
    var observation = crack(number, shift: 400)
    observation.placement = nil
    observation.measures = Measures()
    observation.road = nil
    return observation
  }

  static func defect(_ observation: Observation) throws -> Defect {
    let pack = try #require(try RulePackList.pack(id: RulePackList.defaultID))
    return Defect(
      observation: observation,
      severity: pack.severity(
        of: observation.damageClass, measures: observation.measures,
        view: GradingView(of: observation, focalLengthPixels: 3666.5)),
      capturedAt: photo(try #require(Int(observation.photo.name.dropFirst(4).prefix(while: { $0 != "." }))) % 10)
        .capturedAt)
  }

  /// All that one photo shows.
  static func observations(_ number: Int) -> [Observation] { [crack(number), pothole(number), unplaced(number)] }

  static func skipped(_ number: Int) -> SkippedPhotoRecord {
    SkippedPhotoRecord(
      key: key(number), error: .notAJPEG, byteCount: 12, modificationTime: 1_600_000_000, fingerprint: "v1")
  }

  static let provenance = Provenance(
    toolVersion: "0.1.0", detectors: [DetectorIdentity(name: "road", version: 3), detector],
    models: [ModelRecord(name: "road", version: "1", sha256: String(repeating: "ab", count: 32))],
    options: ["rules": "fhwa-ltpp-2014", "gsd": "auto"], startedAt: 1_600_000_000)

  /// Photos 1 and 2 with their defects, and a file that could not be used.
  static func inventory() throws -> Inventory {
    Inventory(
      flights: [FlightRecord(name: "flight-a", folder: "flights/a")], photos: [photo(1), photo(2)],
      skippedPhotos: [skipped(9)], defects: try (observations(1) + observations(2)).map(defect),
      provenance: provenance)
  }
}
