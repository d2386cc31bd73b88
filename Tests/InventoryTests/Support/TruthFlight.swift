import Detectors
import Foundation
import ImageKit
import TestSupport

@testable import Inventory

/// The bundled flight's truth, and detections drawn from it: what a good detector would see, missed parts, splits and wrong kinds
/// among it.
struct TruthFlight: Decodable {
  struct Photo: Decodable {
    struct Seen: Decodable {
      struct Line: Decodable {
        let uv: [[Double]]
        let visible: String
      }
      let id: String
      let inside: Double
      let polylines: [Line]?
      let polygon: [[Double]]?
    }
    let file: String
    let defects: [Seen]
  }
  let photos: [Photo]

  /// A detection and the truth behind it.
  typealias Drawn = (id: String, detection: Detection)

  private static let size = (width: 2000.0, height: 1500.0)

  private static let kinds: [String: [DamageClass]] = [
    "C01": [.transverseCrack], "C02": [.longitudinalCrack, .longitudinalCrack, .crack], "C03": [.longitudinalCrack],
    "C04": [.transverseCrack, .transverseCrack, .crack], "C05": [.transverseCrack], "C06": [.longitudinalCrack],
    "C07": [.transverseCrack, .crack], "C08": [.crack], "A01": [.alligatorCrack], "S01": [.sealedCrack],
    "S02": [.sealedCrack, .transverseCrack],
  ]

  /// Comparing the photos takes seconds and does not depend on the seed.
  static let flight = Task {
    try await Flight.scan(Fixtures.directory.appending(path: "Flights/kaohsiung-street/photos")).registered(
      PlacementOptions(), geoid: nil, jobs: 2)
  }

  static func read() throws -> TruthFlight {
    let file = Fixtures.directory.appending(path: "Flights/kaohsiung-street/truth.json")
    return try JSONDecoder().decode(TruthFlight.self, from: Data(contentsOf: file))
  }

  /// What a flight over the street shows.
  struct Survey {
    var records: [PhotoRecord] = []
    var observations: [Observation] = []
    /// The truth behind each observation.
    var thing: [String: String] = [:]
  }

  /// Returns what photos show, drawn anew.
  ///
  /// - Parameters:
  ///   - name: of the flight; its own if there is none.
  ///   - takes: whether a photo, by its number from 1, is taken.
  ///   - redraw: changes what a photo shows of a thing, its pixels and the ground under them known.
  static func survey(
    _ random: inout SeededGenerator, named name: String? = nil, takes: (Int) -> Bool = { _ in true },
    redraw: (Photo.Seen, (PixelPoint) -> HorizontalPosition?) -> Photo.Seen? = { seen, _ in seen },
    kind: (String, Detection) -> Detection = { $1 }
  ) async throws -> Survey {
    let truth = try read()
    let flight = try await flight.value
    var survey = Survey()
    for photo in flight.photos {
      let number = Int(photo.name.filter(\.isNumber)) ?? 0
      guard takes(number), let seen = truth.photos.first(where: { $0.file == photo.fileURL.lastPathComponent }) else {
        continue
      }
      let key = PhotoKey(flight: name ?? photo.flight, name: photo.name)
      let station = try CameraStation(
        metadata: photo.metadata, camera: photo.camera?.value, options: PlacementOptions(), takeoff: flight.takeoff,
        correction: photo.registration?.correction ?? .none)
      let digest = FileDigest.sha256(Array("\(name ?? "")\(key.name)".utf8))
      var record = PhotoRecord(photo, key: key, digest: digest, fingerprint: "v1")
      record.describe(station)
      survey.records.append(record)
      let projection = try station.projection.get()
      let ground = ObservationPlacement(projection: projection, method: "gps+stated")
      let things = seen.defects.compactMap { redraw($0) { try? projection.place($0).coordinate.horizontal } }
      for (id, drawn) in things.flatMap({ draw($0, &random) }) {
        let detection = kind(id, drawn)
        guard let placement = ground.placement(of: detection) else { continue }
        let observation = Observation(
          photo: key, photoSHA256: record.sha256, detector: SurveyScene.detector,
          damageClass: detection.damageClass, confidence: detection.confidence, outline: detection.outline,
          centreLines: detection.centreLines, maskArea: detection.mask.area, placement: placement,
          measures: ground.measures(of: detection),
          placeDoubt: ground.doubt(of: detection, registration: photo.registration))
        survey.thing[observation.uid] = id
        survey.observations.append(observation)
      }
    }
    return survey
  }

  // MARK: Drawing

  private static func draw(_ seen: Photo.Seen, _ random: inout SeededGenerator) -> [Drawn] {
    // One in ten is overlooked.
    guard Double.random(in: 0..<1, using: &random) > 0.1 else { return [] }
    if let polygon = seen.polygon { return pothole(seen.id, polygon, &random).map { [$0] } ?? [] }
    let lines = (seen.polylines ?? []).flatMap { visible($0) }.map { noisy($0, &random) }
    if seen.id == "A01" { return alligator(seen.id, lines, &random).map { [$0] } ?? [] }
    let long = lines.filter { length($0) > 30 }
    guard !long.isEmpty else { return [] }
    let kind = (kinds[seen.id] ?? [.crack]).randomElement(using: &random) ?? .crack
    // A third is found in two pieces, with a gap where the longest line is parted.
    guard Double.random(in: 0..<1, using: &random) < 0.33, let main = long.max(by: { length($0) < length($1) }),
      length(main) > 250
    else { return [(seen.id, crack(kind, long, &random))] }
    let at = Int(Double(main.count) * Double.random(in: 0.3...0.7, using: &random))
    let gap = max(3, main.count / 20)
    guard at > gap + 3, main.count - at > gap + 3 else { return [(seen.id, crack(kind, long, &random))] }
    let (head, tail) = (Array(main[..<(at - gap)]), Array(main[(at + gap)...]))
    let rest = long.filter { $0 != main }
    return [(seen.id, crack(kind, [head] + rest, &random)), (seen.id, crack(kind, [tail], &random))]
  }

  /// The stretches of a line that the photo shows.
  private static func visible(_ line: Photo.Seen.Line) -> [[PixelPoint]] {
    var stretches: [[PixelPoint]] = [[]]
    for (point, isVisible) in zip(line.uv, line.visible) {
      if isVisible == "1", (2...size.width - 2).contains(point[0]), (2...size.height - 2).contains(point[1]) {
        stretches[stretches.count - 1].append(PixelPoint(u: point[0], v: point[1]))
      } else if stretches.last?.isEmpty == false {
        stretches.append([])
      }
    }
    return stretches.filter { $0.count >= 2 }
  }

  /// Every fourth point, off by a pixel, with up to a tenth missing at either end.
  private static func noisy(_ line: [PixelPoint], _ random: inout SeededGenerator) -> [PixelPoint] {
    let (head, tail) = (
      Int(Double(line.count) * Double.random(in: 0...0.1, using: &random)),
      Int(Double(line.count) * Double.random(in: 0...0.1, using: &random))
    )
    let part = Array(line[head..<(line.count - tail)])
    return part.enumerated().filter { $0.offset % 4 == 0 || $0.offset == part.count - 1 }.map {
      PixelPoint(u: $0.element.u + random.normal(), v: $0.element.v + random.normal())
    }
  }

  private static func length(_ line: [PixelPoint]) -> Double { ObservationPlacement.pixelLength(line) }

  private static func crack(
    _ kind: DamageClass, _ lines: [[PixelPoint]], _ random: inout SeededGenerator
  ) -> Detection {
    let outline = lines.map { line in
      line.map { PixelPoint(u: $0.u - 1, v: $0.v - 2) } + line.reversed().map { PixelPoint(u: $0.u + 1, v: $0.v + 2) }
    }
    let runs = lines.joined().map { PixelMask.Run(y: Int32($0.v), x: Int32($0.u), length: 3) }
    return Detection(
      damageClass: kind, confidence: Double.random(in: 0.4...0.9, using: &random), mask: PixelMask(runs: runs),
      outline: outline, centreLines: lines)
  }

  private static func pothole(_ id: String, _ polygon: [[Double]], _ random: inout SeededGenerator) -> Drawn? {
    let grown = exp(0.08 * random.normal())
    let count = Double(polygon.count)
    let middle = PixelPoint(
      u: polygon.reduce(0) { $0 + $1[0] } / count + random.normal(),
      v: polygon.reduce(0) { $0 + $1[1] } / count + random.normal())
    let ring = polygon.map {
      PixelPoint(
        u: min(size.width, max(0, middle.u + ($0[0] - middle.u) * grown)),
        v: min(size.height, max(0, middle.v + ($0[1] - middle.v) * grown)))
    }
    return area(.pothole, ring, &random).map { (id, $0) }
  }

  /// A network of cracks as the box about what is seen of it.
  private static func alligator(_ id: String, _ lines: [[PixelPoint]], _ random: inout SeededGenerator) -> Drawn? {
    let points = lines.joined()
    guard let left = points.map(\.u).min(), let right = points.map(\.u).max(), let top = points.map(\.v).min(),
      let bottom = points.map(\.v).max()
    else { return nil }
    let ring = [(left, top), (right, top), (right, bottom), (left, bottom)].map {
      PixelPoint(u: $0.0 + 5 * random.normal(), v: $0.1 + 5 * random.normal())
    }
    return area(.alligatorCrack, ring, &random).map { (id, $0) }
  }

  private static func area(
    _ kind: DamageClass, _ ring: [PixelPoint], _ random: inout SeededGenerator
  ) -> Detection? {
    let rows = ring.map(\.v)
    guard let low = rows.min(), let high = rows.max(), high - low > 4 else { return nil }
    var runs: [PixelMask.Run] = []
    for row in Int(low)...Int(high) {
      let v = Double(row) + 0.5
      var crossings: [Double] = []
      for (a, b) in zip(ring, ring.dropFirst() + ring.prefix(1)) where (a.v > v) != (b.v > v) {
        crossings.append(a.u + (b.u - a.u) * (v - a.v) / (b.v - a.v))
      }
      crossings.sort()
      guard let start = crossings.first, let end = crossings.last, end - start >= 1 else { continue }
      runs.append(PixelMask.Run(y: Int32(row), x: Int32(start), length: Int32(end - start)))
    }
    guard !runs.isEmpty else { return nil }
    let isClockwise = PixelRing.isOuter(ring)
    return Detection(
      damageClass: kind, confidence: Double.random(in: 0.4...0.9, using: &random), mask: PixelMask(runs: runs),
      outline: [isClockwise ? ring : ring.reversed()])
  }
}
