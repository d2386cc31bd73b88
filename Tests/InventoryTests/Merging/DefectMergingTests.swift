import Detectors
import Foundation
import ImageKit
import TestSupport
import Testing

@testable import Inventory

struct DefectMergingTests {
  private typealias Scene = SurveyScene

  private func merged(
    _ shots: [Scene.Shot], _ observations: [Observation], isOn: Bool = true
  ) throws -> DefectMerging.Result {
    try Scene.merging(isOn: isOn)(observations, photos: shots.map(\.record))
  }

  private func point(_ defect: Defect) throws -> SIMD2<Double> {
    Scene.plane.point(try #require(defect.placement).point)
  }

  @Test func `one pothole in three photos is one defect at their mean, named by the earliest`() throws {
    let shots = [(1, SIMD2(0.06, 0)), (2, SIMD2(-0.06, 0.03)), (3, SIMD2(0, 0.03))].map {
      Scene.shot($0.0, at: SIMD2(Double($0.0) * 4, 0), error: $0.1)
    }
    let seen = shots.map { Scene.area(in: $0, at: SIMD2(6, 2)) }
    let result = try merged(shots, seen)
    let defect = try #require(result.defects.first)
    #expect(result.defects.count == 1 && result.links.count == 2)
    #expect(defect.uid == StableIdentifier.defect(observationUID: seen[0].uid))
    #expect(defect.photos.count == 3 && defect.expectedPhotoCount == 3 && defect.observations.count == 3)
    let off = try point(defect) - SIMD2(6, 2.02)
    #expect((off * off).sum().squareRoot() < 1e-6)
    // The photos' own part shrinks with their number, what the flight shares does not.
    let major = try #require(defect.placement?.semiMajor)
    #expect(abs(major - (0.05 * 0.05 / 3 + 4).squareRoot()) < 1e-9)
    let spread = try #require(defect.spread)
    #expect(abs(spread.chiSquared - (0.0036 * 2 + 0.0004 + 0.0001 * 2) / 0.0025) < 1e-6 && spread.degreesOfFreedom == 4)
    #expect(defect.firstSeen?.local == "2026-07-01T10:00:01" && defect.lastSeen?.local == "2026-07-01T10:00:03")
    #expect(result.links.allSatisfy { $0.evidence.isRegistered && $0.evidence.weight > 0 })
  }

  @Test func `without merging each detection is a defect`() throws {
    let shots = [1, 2].map { Scene.shot($0, at: .zero) }
    let seen = shots.map { Scene.area(in: $0, at: SIMD2(6, 2)) }
    let result = try merged(shots, seen, isOn: false)
    #expect(result.defects.map(\.uid) == seen.map { StableIdentifier.defect(observationUID: $0.uid) })
    #expect(result.links.isEmpty && result.defects.allSatisfy { $0.expectedPhotoCount == nil })
  }

  /// Potholes 1.5 m apart, seen by four photos each that are off by what they state.
  @Test(arguments: [(0.08, true), (0.12, false)])
  func `neighbours 1.5 m apart stay two, and what is one becomes one`(own: Double, isRegistered: Bool) throws {
    var random = SeededGenerator(seed: 20_260_701)
    var shots: [Scene.Shot] = []
    var seen: [Observation] = []
    var truth: [String: Int] = [:]
    for pair in 0..<100 {
      let place = SIMD2(Double(pair % 10) * 60, Double(pair / 10) * 60)
      let angle = Double.random(in: 0..<(2 * .pi), using: &random)
      for number in 0..<4 {
        let error = SIMD2(own * random.normal(), own * random.normal())
        let view = SIMD2(Double.random(in: -9...9, using: &random), Double.random(in: -6...6, using: &random))
        var shot = Scene.shot(4 * pair + number, at: place + view, error: error)
        shot.own = own
        shot.isRegistered = isRegistered
        shots.append(shot)
        for (index, way) in [SIMD2(0.0, 0), 1.5 * SIMD2(cos(angle), sin(angle))].enumerated() {
          // A detector misses some.
          if Double.random(in: 0..<1, using: &random) < 0.15 { continue }
          let drawn = SIMD2(0.02 * random.normal(), 0.02 * random.normal())
          let observation = Scene.area(
            in: shot, at: place + way + drawn, radius: 0.3 * exp(0.1 * random.normal()))
          truth[observation.uid] = 2 * pair + index
          seen.append(observation)
        }
      }
    }
    let result = try merged(shots, seen)
    let mixed = result.defects.count { defect in Set(defect.observations.map { truth[$0.uid] }).count > 1 }
    #expect(mixed <= 5, "\(mixed) of 100 pairs were mixed up")
    var defectsOf: [Int: Int] = [:]
    for defect in result.defects {
      for thing in Set(defect.observations.compactMap { truth[$0.uid] }) { defectsOf[thing, default: 0] += 1 }
    }
    let whole = defectsOf.values.count { $0 == 1 }
    #expect(Double(whole) >= 0.95 * Double(defectsOf.count), "\(whole) of \(defectsOf.count) are one defect")
  }

  @Test func `the order of photos and detections changes nothing`() throws {
    var random = SeededGenerator(seed: 4)
    var shots = (1...12).map { number in
      Scene.shot(
        number, at: SIMD2(Double(number % 4) * 6, Double(number / 4) * 6),
        error: SIMD2(0.05 * random.normal(), 0.05 * random.normal()))
    }
    var seen: [Observation] = []
    for shot in shots {
      for thing in 0..<6 {
        let place = SIMD2(Double(thing) * 2 + 6, Double(thing % 3) * 2 + 6)
        seen.append(Scene.area(in: shot, at: place))
        seen.append(Scene.crack(in: shot, along: [[place + SIMD2(0, 1), place + SIMD2(2.5, 1.1)]]))
      }
    }
    let expected = try merged(shots, seen)
    #expect(expected.defects.count == 12)
    for _ in 0..<3 {
      shots.shuffle(using: &random)
      seen.shuffle(using: &random)
      let again = try merged(shots, seen)
      #expect(again.defects == expected.defects && again.links == expected.links)
    }
  }

  @Test func `photos that come later leave the name as it is`() throws {
    let shots = (1...4).map { Scene.shot($0, at: SIMD2(Double($0) * 3, 0)) }
    let seen = shots.map { Scene.area(in: $0, at: SIMD2(6, 2)) }
    let few = try merged(Array(shots.prefix(2)), Array(seen.prefix(2)))
    let all = try merged(shots, seen)
    #expect(few.defects.map(\.uid) == all.defects.map(\.uid) && all.defects.count == 1)
  }

  @Test func `one photo never shows a thing twice`() throws {
    let shots = [1, 2].map { Scene.shot($0, at: SIMD2(Double($0) * 3, 0)) }
    // Two potholes 0.4 m apart in the one photo, one between them in the other.
    let seen = [
      Scene.area(in: shots[0], at: SIMD2(5.8, 2)), Scene.area(in: shots[0], at: SIMD2(6.2, 2)),
      Scene.area(in: shots[1], at: SIMD2(6.05, 2)),
    ]
    let result = try merged(shots, seen)
    #expect(result.defects.count == 2)
    #expect(result.defects.allSatisfy { $0.photos.count == $0.observations.count })
    let pair = try #require(result.defects.first { $0.observations.count == 2 })
    #expect(Set(pair.observations.map(\.uid)) == [seen[1].uid, seen[2].uid])
  }

  @Test func `a pothole is never a cover, and a crack without a kind takes that of others`() throws {
    let shots = [1, 2].map { Scene.shot($0, at: SIMD2(Double($0) * 3, 0)) }
    let other = try merged(
      shots, [Scene.area(in: shots[0], at: SIMD2(6, 2)), Scene.area(.utilityCover, in: shots[1], at: SIMD2(6, 2))])
    #expect(other.defects.count == 2)
    let line = [[SIMD2(4.0, 2), SIMD2(8, 2)]]
    let crack = try merged(
      shots,
      [
        Scene.crack(.crack, in: shots[0], along: line, confidence: 0.9),
        Scene.crack(.transverseCrack, in: shots[1], along: line, confidence: 0.6),
      ])
    #expect(crack.defects.map(\.damageClass) == [.transverseCrack])
    #expect(crack.defects.first?.confidence == 0.9)
  }

  @Test func `much larger is something else, unless the border of the photo cuts it`() throws {
    let shots = [Scene.shot(1, at: .zero), Scene.shot(2, at: SIMD2(17.9, 0))]
    func defects(_ place: SIMD2<Double>) throws -> Int {
      try merged(
        shots,
        [Scene.area(in: shots[0], at: place, radius: 1), Scene.area(in: shots[1], at: place, radius: 0.4)]
      ).defects.count
    }
    #expect(try defects(SIMD2(9, 2)) == 2)
    // There the second photo ends: what it shows is a part.
    #expect(try defects(SIMD2(-1.8, 2)) == 1)
  }

  @Test func `flights are merged where both places are surveyed, and kept apart where they are not`() throws {
    for (shared, count) in [(2.0, 2), (0.03, 1)] {
      var shots = [Scene.shot(1, at: .zero, flight: "a"), Scene.shot(1, at: .zero, flight: "b")]
      for index in shots.indices { shots[index].shared = shared }
      let result = try merged(shots, shots.map { Scene.area(in: $0, at: SIMD2(6, 2)) })
      #expect(result.defects.count == count)
    }
  }

  @Test(arguments: ["camera_only", "gps+wall"]) func `what has no place of its own on the map stays alone`(
    method: String
  ) throws {
    let shots = [1, 2].map { Scene.shot($0, at: SIMD2(Double($0) * 3, 0)) }
    let seen = shots.map { shot -> Observation in
      var observation = Scene.area(in: shot, at: SIMD2(6, 2))
      observation.placement?.method = method
      return observation
    }
    #expect(try merged(shots, seen).defects.count == 2)
    var unplaced = Scene.area(in: shots[0], at: SIMD2(6, 2))
    unplaced.placement = nil
    #expect(try merged(shots, [unplaced]).defects.count == 1)
  }

  @Test func `photos that cover a place as finely and do not show it are counted`() throws {
    var shots = [
      Scene.shot(1, at: .zero), Scene.shot(2, at: SIMD2(5, 0)), Scene.shot(3, at: SIMD2(25.8, 0)),
      Scene.shot(4, at: SIMD2(4, 0)), Scene.shot(5, at: SIMD2(100, 0)),
    ]
    // Number 3 shows it at its border; 4 is too coarse, and 5 far away.
    shots[3].record.groundSampleDistance = 0.02
    let result = try merged(shots, [Scene.area(in: shots[0], at: SIMD2(6, 2))])
    #expect(result.defects.first?.expectedPhotoCount == 2 && result.defects.first?.photos.count == 1)
  }
}
