import Detectors
import Foundation
import ImageKit
import TestSupport
import Testing

@testable import Inventory

/// The bundled street flown twice: detections drawn from its exact truth, with changes that are known.
struct TruthComparisonTests {
  private typealias Seen = TruthFlight.Photo.Seen

  /// What both flights cover with several photos; what becomes of each turns with the seed.
  private static let covered = ["C02", "C03", "C04", "P01", "P04"]
  private static let fates: [DefectChange] = [.unchanged, .grown, .repaired, .gone, .new]
  /// What three photos of each flight show whole.
  ///
  /// Of the others, which most photos cut, a flight may leave open whether it would
  /// have shown them.
  private static let whole: Set = ["C04", "P01", "P04"]
  private static let leftOpen: [DefectChange: DefectChange] = [
    .new: .firstSeen, .gone: .notObserved, .grown: .unchanged,
  ]
  /// What one flight does not cover at all.
  private static let onlyBefore = ["C05", "S02"]
  private static let onlyAfter = ["A01", "P03", "S01"]
  private static let shift = SIMD2(-1.6, 1.2)

  private static func fate(of id: String, seed: Int) -> DefectChange {
    guard let index = covered.firstIndex(of: id) else { return .unchanged }
    return fates[(index + seed) % fates.count]
  }

  /// Two flights: the first leaves out the street's beginning, the second its end, and its receiver is off by 2 m.
  private static func comparison(
    seed: Int, isUnchanged: Bool = false
  ) async throws -> (comparison: InventoryComparison, thing: [String: String]) {
    var random = SeededGenerator(seed: UInt64(seed))
    func fate(_ id: String) -> DefectChange { isUnchanged ? .unchanged : Self.fate(of: id, seed: seed) }
    let first = try await TruthFlight.survey(
      &random, named: "first", takes: { (2...9).contains($0) },
      redraw: { seen, ground in
        switch fate(seen.id) {
        case .new: nil
        case .grown: shrunk(seen, ground)
        default: seen
        }
      })
    var second = try await TruthFlight.survey(
      &random, named: "second", takes: { ![5, 6, 7].contains($0) },
      redraw: { seen, _ in
        switch fate(seen.id) {
        case .gone: nil
        case .repaired: seen.polygon == nil ? seen : scaled(seen, by: 1.7)
        default: seen
        }
      },
      kind: { id, detection in
        guard fate(id) == .repaired else { return detection }
        var detection = detection
        detection.damageClass = id.hasPrefix("P") ? .repair : .sealedCrack
        return detection
      })
    try move(&second, &random)
    func inventory(_ survey: TruthFlight.Survey) throws -> Inventory {
      Inventory(
        photos: survey.records,
        defects: try SurveyScene.merging()(survey.observations, photos: survey.records).defects)
    }
    let comparison = InventoryComparison(from: try inventory(first), to: try inventory(second))
    return (comparison, first.thing.merging(second.thing) { one, _ in one })
  }

  @Test func `of all that became of the street's damage 95 % are told right, over seeds`() async throws {
    var (right, all) = (0, 0)
    var wrong: [String] = []
    for seed in 1...5 {
      let (comparison, thing) = try await Self.comparison(seed: seed)
      let shift = try #require(comparison.shifts.first)
      let off = shift.vector - Self.shift
      #expect(shift.basis == .estimated && (off * off).sum().squareRoot() < 0.1, "\(shift), seed \(seed)")
      var told: [String: Set<DefectChange>] = [:]
      for row in comparison.rows {
        let ids = (row.before + row.after).flatMap(\.observations).compactMap { thing[$0.uid] }
        for id in Set(ids) { told[id, default: []].insert(row.change) }
      }
      let expected =
        Self.covered.map { ($0, Self.fate(of: $0, seed: seed)) } + Self.onlyBefore.map { ($0, .notObserved) }
        + Self.onlyAfter.map { ($0, .firstSeen) }
      for (id, fate) in expected {
        guard let changes = told[id] else { continue }
        all += 1
        if changes == [fate] || !Self.whole.contains(id) && Self.leftOpen[fate].map({ [$0] }) == changes {
          right += 1
        } else {
          wrong.append("\(id) is \(fate.rawValue), told \(changes.map(\.rawValue).sorted()), seed \(seed)")
        }
      }
    }
    #expect(all >= 45)
    #expect(Double(right) >= 0.95 * Double(all), "\(right) of \(all): \(wrong)")
  }

  @Test func `nothing of an unchanged street is new`() async throws {
    for seed in 21...23 {
      let (comparison, _) = try await Self.comparison(seed: seed, isUnchanged: true)
      let new = comparison.rows.filter { $0.change == .new }
      #expect(new.map(\.damageClass) == [], "\(new.count), seed \(seed)")
      #expect(comparison.count(of: .unchanged) >= 8)
    }
  }

  // MARK: Changing what photos show

  /// A pothole three quarters as wide, or the first half of a crack.
  private static func shrunk(_ seen: Seen, _ ground: (PixelPoint) -> HorizontalPosition?) -> Seen {
    guard seen.polygon == nil else { return scaled(seen, by: 0.72) }
    let plane = EquirectangularPlane(origin: HorizontalPosition(latitude: 22.6273, longitude: 120.3014))
    let lines = (seen.polylines ?? []).map { line in
      let visible = zip(line.uv, line.visible).map { pixel, isVisible -> Character in
        guard isVisible == "1", let place = ground(PixelPoint(u: pixel[0], v: pixel[1])) else { return "0" }
        return isFirstHalf(seen.id, plane.point(place)) ? "1" : "0"
      }
      return Seen.Line(uv: line.uv, visible: String(visible))
    }
    return Seen(id: seen.id, inside: seen.inside, polylines: lines, polygon: nil)
  }

  /// Whether a place lies in the first half of a crack, in metres east and north of the street's origin: C02 and C03 run along the
  /// street, C04 across it.
  private static func isFirstHalf(_ id: String, _ point: SIMD2<Double>) -> Bool {
    let (sine, cosine) = (sin(63 * Double.pi / 180), cos(63 * Double.pi / 180))
    let (along, across) = (point.x * sine + point.y * cosine, -point.x * cosine + point.y * sine)
    return switch id {
    case "C02": along < -0.6
    case "C03": along < 2.8
    default: across > 0.6
    }
  }

  private static func scaled(_ seen: Seen, by factor: Double) -> Seen {
    guard let polygon = seen.polygon else { return seen }
    let count = Double(polygon.count)
    let middle = (polygon.reduce(0) { $0 + $1[0] } / count, polygon.reduce(0) { $0 + $1[1] } / count)
    let ring = polygon.map { [middle.0 + factor * ($0[0] - middle.0), middle.1 + factor * ($0[1] - middle.1)] }
    return Seen(id: seen.id, inside: seen.inside, polylines: nil, polygon: ring)
  }

  /// Moves all that a flight says of places: by what its receiver is off, and each photo by a little of its own.
  private static func move(_ survey: inout TruthFlight.Survey, _ random: inout SeededGenerator) throws {
    let origin = try #require(survey.records.first?.position)
    let plane = EquirectangularPlane(origin: origin)
    var moves: [PhotoKey: SIMD2<Double>] = [:]
    for index in survey.records.indices {
      let move = shift + 0.03 * SIMD2(random.normal(), random.normal())
      moves[survey.records[index].key] = move
      survey.records[index].position = survey.records[index].position.map { plane.position(plane.point($0) + move) }
      survey.records[index].footprint = survey.records[index].footprint?.map { plane.position(plane.point($0) + move) }
    }
    for index in survey.observations.indices {
      let move = moves[survey.observations[index].photo] ?? .zero
      survey.observations[index].placement = survey.observations[index].placement?.moved(by: move, on: plane)
      // A receiver that may be 1.5 m off.
      survey.observations[index].placeDoubt?.shared += [SIMD2(1.5, 0), SIMD2(0, 1.5)]
    }
  }
}
