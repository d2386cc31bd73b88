import Detectors
import Foundation
import ImageKit

/// Which defects of an earlier and a later flight are one thing, given the shift between the flights.
struct ComparisonPairs {
  /// A defect of each and what speaks for their being one.
  struct Pair {
    let before, after: Int
    let evidence: PairEvidence
    /// What it is worth to take them for one.
    let weight: Double
  }

  /// The earlier defects' sightings, and the later ones' in the earlier places, with the doubt of the shift in theirs.
  let sightings: [Sighting]
  /// How many of them are the earlier ones'.
  let count: Int
  let limits: MergingLimits
  private let judge: PairJudge

  /// That a thing is gone and another like it has come to its place in the meantime is so much rarer than that both flights show
  /// one thing: the logarithm of 100.
  private static let lasting = 4.6

  /// - Parameters:
  ///   - shift: of the later places from the earlier ones, in metres.
  ///   - doubt: of the shift.
  ///   - disagreement: how many times the variance that is stated the pairs differ.
  init(
    before: [Sighting], after: [Sighting], shift: SIMD2<Double>, doubt: PositionAccuracy, disagreement: Double,
    density: [DamageFamily: Double]
  ) {
    var limits = MergingLimits()
    // From one flight to the next a pothole may become much larger.
    limits.sizeRatio = 4
    let isTight = doubt.major <= limits.surveyed
    func placed(_ sighting: Sighting, _ move: SIMD2<Double>, _ photo: Int) -> Sighting {
      sighting.moved(
        by: move,
        doubt: PlaceDoubt(
          own: sighting.doubt.own.scaled(by: disagreement).adding(doubt.scaled(by: 0.5)), shared: [],
          isRegistered: isTight && sighting.doubt.isRegistered), photo: photo)
    }
    sightings = before.map { placed($0, .zero, 0) } + after.map { placed($0, -shift, 1) }
    count = before.count
    self.limits = limits
    judge = PairJudge(limits: limits, views: [.unknown, .unknown], density: density)
  }

  /// Returns the later defects that lie near each of some earlier ones.
  func neighbours(of chosen: some Sequence<Int>) -> [(before: Int, after: [Int])] {
    let limits = limits
    let index = SightingIndex(sightings) { PairJudge.reach(of: $0, limits) }
    return chosen.map { number in
      let reach = PairJudge.reach(of: sightings[number], limits)
      return (number, index.neighbours(of: number, in: sightings, reach: reach).filter { $0 >= count })
    }
  }

  /// Returns the pairs that may be one thing.
  func pairs(among near: [(before: Int, after: [Int])]) -> [Pair] {
    var pairs: [Pair] = []
    for (before, others) in near {
      for after in others {
        guard let evidence = judge.evidence(sightings[before], sightings[after]),
          evidence.verdict == .same || evidence.verdict == .crowded
        else { continue }
        let weight = evidence.weight + Self.lasting
        if weight > 0 { pairs.append(Pair(before: before, after: after, evidence: evidence, weight: weight)) }
      }
    }
    return pairs
  }

  /// Returns the best pairs, each defect in one at most.
  func best(_ pairs: [Pair]) -> [Pair] {
    let edges = pairs.map { Assignment.Edge(left: $0.before, right: $0.after, weight: $0.weight) }
    let chosen = Set(Assignment(edges).pairs.map { SIMD2($0.left, $0.right) })
    return pairs.filter { chosen.contains(SIMD2($0.before, $0.after)) }
  }

  /// How far beside each other two may be drawn and be one thing, in metres.
  func beside(_ first: Int, _ second: Int) -> Double {
    let (one, other) = (sightings[first], sightings[second])
    return limits.besidePixels * max(one.groundSampleDistance, other.groundSampleDistance)
      + one.doubt.own.adding(other.doubt.own).major
  }
}

extension SurveyPhoto.View {
  /// A photo of which nothing is known: it may show anything.
  static let unknown = SurveyPhoto.View(
    SurveyPhoto(
      PhotoRecord(
        key: PhotoKey(flight: "", name: ""), sha256: "", byteCount: 0, modificationTime: 0, width: 1, height: 1,
        fingerprint: "")),
    on: EquirectangularPlane(origin: HorizontalPosition(latitude: 0, longitude: 0)))
}
