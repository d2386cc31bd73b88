import Detectors
import Foundation
import ImageKit
import Inventory

/// `benchmark merging`: 20,000 detections of a street of 4,000 defects, each in five photos, to defects.
enum Merging {
  static let things = 4000
  /// CPU seconds and megabytes.
  static let limits = (seconds: 3.0, megabytes: 300.0)

  static func run() throws {
    guard let rules = try RulePackList.pack(id: RulePackList.defaultID) else { return }
    let (photos, observations) = street(things: things)
    let before = peakMegabytes()
    var defects = 0
    let merging = DefectMerging(rules: rules)
    let seconds = try Timing.medians(rounds: 3, [{ defects = merging(observations, photos: photos).defects.count }])
    print("| detections | photos | defects | s | limit | peak MB, of which detections | limit |")
    print("|---|---|---|---|---|---|---|")
    print(
      "| \(observations.count) | \(photos.count) | \(defects) | \(String(format: "%.2f", seconds[0])) | \(limits.seconds) | "
        + "\(Int(peakMegabytes())), \(Int(before)) | \(limits.megabytes) |")
  }

  /// Half cracks of about 3 m with sixty vertices, half potholes; photos of 40 m × 30 m every 8 m.
  ///
  /// - Parameters:
  ///   - shift: what the receiver is off by, in metres.
  ///   - noise: another number draws other errors of the same photos.
  static func street(
    things: Int, shift flightShift: SIMD2<Double> = .zero, noise: UInt64 = 7
  ) -> ([PhotoRecord], [Observation]) {
    var state: UInt64 = 7
    func random() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / 9_007_199_254_740_992
    }
    func normal() -> Double { (0..<12).reduce(-6.0) { sum, _ in sum + random() } }
    let plane = EquirectangularPlane(origin: HorizontalPosition(latitude: 22.62, longitude: 120.3))
    let length = Double(things) / 4
    let detector = DetectorIdentity(name: "road", version: 1)
    struct Thing {
      let points: [SIMD2<Double>]
      let isCrack: Bool
    }
    var all: [Thing] = []
    for number in 0..<things {
      let place = SIMD2<Double>(random() * length, random() * 12 - 6)
      let isCrack = number % 2 == 1
      let (angle, wave) = (random() * .pi, random() * 6)
      var points: [SIMD2<Double>] = []
      for step in 0..<(isCrack ? 60 : 24) {
        let offset: SIMD2<Double>
        if isCrack {
          let way = Double(step) * 0.05
          offset = SIMD2(way * cos(angle) + 0.05 * sin(way * 5 + wave), way * sin(angle) + 0.05 * cos(way * 4 + wave))
        } else {
          let turn = -Double(step) * .pi / 12
          offset = SIMD2(0.3 * cos(turn), 0.3 * sin(turn))
        }
        points.append(place + offset)
      }
      all.append(Thing(points: points, isCrack: isCrack))
    }
    state = noise
    var photos: [PhotoRecord] = []
    var observations: [Observation] = []
    for number in 0...Int(length / 8) {
      let centre = SIMD2<Double>(Double(number) * 8, 0)
      let error = flightShift + SIMD2<Double>(0.04 * normal(), 0.04 * normal())
      var photo = PhotoRecord(
        key: PhotoKey(flight: "street", name: "\(10_000 + number).JPG"),
        sha256: FileDigest.sha256(Array("\(noise)-\(number)".utf8)), byteCount: 1, modificationTime: 0, width: 4000,
        height: 3000,
        fingerprint: "")
      photo.capturedAt = CaptureTime(local: "2026-07-01T10:00:\(10_000 + number)", utc: nil)
      photo.position = plane.position(centre + flightShift)
      photo.focalLengthPixels = 3000
      photo.groundSampleDistance = 0.01
      photo.georeference = .placed
      let corners: [SIMD2<Double>] = [SIMD2(-20, -15), SIMD2(20, -15), SIMD2(20, 15), SIMD2(-20, 15)]
      photo.footprint = corners.map { (corner: SIMD2<Double>) in plane.position(centre + flightShift + corner) }
      photos.append(photo)
      for thing in all where abs(thing.points[0].x - centre.x) < 19.5 {
        let shift: SIMD2<Double> = error + SIMD2<Double>(0.01 * normal(), 0.01 * normal())
        var ground: [HorizontalPosition] = []
        var pixels: [PixelPoint] = []
        for point in thing.points {
          ground.append(plane.position(point + shift))
          let offset: SIMD2<Double> = point - centre
          pixels.append(PixelPoint(u: 2000 + offset.x * 100, v: 1500 - offset.y * 100))
        }
        observations.append(
          Observation(
            photo: photo.key, photoSHA256: photo.sha256, detector: detector,
            damageClass: thing.isCrack ? .crack : .pothole, confidence: 0.5 + 0.4 * random(), outline: [pixels],
            centreLines: thing.isCrack ? [pixels] : [], maskArea: 2000,
            placement: Placement(
              point: ground[thing.isCrack ? 30 : 0], method: "gps+takeoff",
              outline: thing.isCrack ? [] : [GroundPolygon(outer: ground)], lines: thing.isCrack ? [ground] : [],
              ce90: 4,
              semiMajor: 2, semiMinor: 2, azimuth: 0, groundSampleDistance: 0.01),
            measures: Measures(
              length: thing.isCrack ? Measure(3, sigma: 0.1) : nil, area: Measure(0.2, sigma: 0.02)),
            placeDoubt: PlaceDoubt(
              own: PositionAccuracy(eastEast: 0.002, eastNorth: 0, northNorth: 0.002),
              shared: [SIMD2(2, 0), SIMD2(0, 2)], isRegistered: true)))
      }
    }
    return (photos, observations)
  }

  static func peakMegabytes() -> Double {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return Double(usage.ru_maxrss) / 1024
  }
}
