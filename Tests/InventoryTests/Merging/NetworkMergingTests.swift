import Detectors
import Foundation
import TestSupport
import Testing

@testable import Inventory

/// Networks of cracks that one photo shows whole and others in parts.
struct NetworkMergingTests {
  private typealias Scene = SurveyScene

  private let shots: [Scene.Shot] = zip(
    1...5, [SIMD2(0.03, 0.02), SIMD2(-0.03, 0), SIMD2(0, 0.03), SIMD2(0.02, -0.02), SIMD2(-0.02, 0.02)]
  ).map { (number: Int, error: SIMD2<Double>) in Scene.shot(number, at: SIMD2(Double(number), 0), error: error) }

  private let along = [SIMD2(0.0, 2), SIMD2(5, 2.1), SIMD2(10, 2)]
  private let west = [SIMD2(3.0, 2.06), SIMD2(3.1, 4), SIMD2(3, 6)]
  private let east = [SIMD2(7.0, 2.06), SIMD2(7.2, 4), SIMD2(7, 5.5)]

  private var wholeLength: Double { [along, west, east].reduce(0) { $0 + LineStitching.length($1) } }

  private func merged(_ shots: [Scene.Shot], _ observations: [Observation]) throws -> DefectMerging.Result {
    try Scene.merging()(observations, photos: shots.map(\.record))
  }

  private func whole(_ shot: Scene.Shot, _ kind: DamageClass = .blockCrack) -> Observation {
    Scene.crack(kind, in: shot, along: [along, west, east])
  }

  private func parts(_ shot: Scene.Shot) -> [Observation] {
    [
      Scene.crack(.longitudinalCrack, in: shot, along: [along]),
      Scene.crack(.transverseCrack, in: shot, along: [west]), Scene.crack(.transverseCrack, in: shot, along: [east]),
    ]
  }

  @Test func `a network that one photo shows whole and others in parts is one defect of its whole length`() throws {
    let network = whole(shots[0])
    let left = parts(shots[1])
    // The third photo shows one of them, and half of another.
    let right = [Scene.crack(.longitudinalCrack, in: shots[2], along: [[SIMD2(4, 2.08), SIMD2(10, 2)]])]
    let result = try merged(shots, [network] + left + right)
    let defect = try #require(result.defects.first)
    #expect(result.defects.count == 1)
    #expect(defect.uid == StableIdentifier.defect(observationUID: network.uid))
    #expect(defect.observations.count == 5 && defect.photos.count == 3)
    let length = try #require(defect.measures.length).value
    #expect(abs(length - wholeLength) < 0.03 * wholeLength, "\(length) of \(wholeLength)")
    let why = try #require(result.links.compactMap(\.whole).first)
    #expect(why.detection == network.uid && why.photosAsOne == 1 && why.photosApart == 1)
  }

  @Test func `a network stays in parts where more photos that see all of it tell them apart`() throws {
    let two = try merged(shots, [whole(shots[0])] + parts(shots[1]) + parts(shots[2]) + parts(shots[3]))
    #expect(two.defects.count == 3 && two.links.allSatisfy { $0.whole == nil })
    // As many photos show it whole again.
    let one = try merged(
      shots, [whole(shots[0]), whole(shots[4])] + parts(shots[1]) + parts(shots[2]))
    #expect(one.defects.count == 1 && one.defects.first?.photos.count == 4)
    let why = try #require(one.links.compactMap(\.whole).first)
    #expect(why.photosAsOne == 2 && why.photosApart == 2)
  }

  @Test func `photos that show it too coarse or at their border say nothing against it`() throws {
    func count(_ change: (inout Scene.Shot) -> Void) throws -> Int {
      var shots = shots
      change(&shots[2])
      return try merged(shots, [whole(shots[0])] + parts(shots[1]) + parts(shots[2])).defects.count
    }
    #expect(try count { _ in } == 3)
    #expect(try count { $0.record.groundSampleDistance = 0.02 } == 1)
    #expect(
      try count {
        // Its border runs through the cracks.
        $0.record.footprint = [SIMD2(-20, -15), SIMD2(20, -15), SIMD2(20, 2.5), SIMD2(-20, 2.5)].map(Scene.place)
      } == 1)
  }

  @Test func `two cracks that one bad photo joins while three tell them apart stay two`() throws {
    // Both of one kind, 0.8 m beside each other, joined by a line that is not there.
    let upper = [SIMD2(0.0, 2.8), SIMD2(8, 2.8)]
    let lower = [SIMD2(0.0, 2), SIMD2(8, 2.0)]
    let bad = Scene.crack(in: shots[0], along: [upper, lower, [SIMD2(8.0, 2), SIMD2(8.1, 2.4), SIMD2(8, 2.8)]])
    let good = shots[1...3].flatMap { shot in [upper, lower].map { Scene.crack(in: shot, along: [$0]) } }
    let result = try merged(shots, [bad] + good)
    #expect(result.defects.count == 2)
    #expect(result.defects.map(\.photos.count).sorted() == [3, 4])
    for defect in result.defects {
      let length = try #require(defect.measures.length).value
      #expect(length < 9.5, "\(length)")
    }
    // Where only one photo tells them apart, it may as well have missed what joins them.
    #expect(try merged(shots, [bad] + good.prefix(2)).defects.count == 1)
  }

  @Test func `pieces in line with each other are one as soon as one photo shows what is between`() throws {
    let line = Scene.crack(.longitudinalCrack, in: shots[0], along: [along])
    let pieces = shots[1...3].flatMap { shot in
      [[SIMD2(0.0, 2), SIMD2(4, 2.08)], [SIMD2(5.5, 2.1), SIMD2(10, 2)]].map {
        Scene.crack(.longitudinalCrack, in: shot, along: [$0])
      }
    }
    let result = try merged(shots, [line] + pieces)
    #expect(result.defects.count == 1 && result.defects.first?.photos.count == 4)
    // Without it nothing says that they are one.
    #expect(try merged(shots, pieces).defects.count == 2)
  }

  @Test func `cracks of two kinds are one only where more photos say so, unless the whole is a network`() throws {
    func count(_ kind: DamageClass, wholes: Int, apart: Int) throws -> Int {
      let whole = shots.prefix(wholes).map { Scene.crack(kind, in: $0, along: [along, west]) }
      let split = shots.dropFirst(wholes).prefix(apart).flatMap { parts($0).prefix(2) }
      return try merged(shots, whole + split).defects.count
    }
    #expect(try count(.longitudinalCrack, wholes: 1, apart: 1) == 2)
    #expect(try count(.longitudinalCrack, wholes: 2, apart: 2) == 2)
    #expect(try count(.longitudinalCrack, wholes: 3, apart: 2) == 1)
    #expect(try count(.blockCrack, wholes: 1, apart: 1) == 1)
  }

  @Test func `an area in parts is measured once, and potholes in a larger one stay apart`() throws {
    func seen(_ kind: DamageClass, _ radius: Double) -> [Observation] {
      [Scene.area(kind, in: shots[0], at: SIMD2(6, 2), radius: 2)]
        + [5.0, 7].map { Scene.area(kind, in: shots[1], at: SIMD2($0, 2), radius: radius) }
    }
    let small = seen(.alligatorCrack, 0.9)
    let one = try merged(shots, small)
    #expect(one.defects.count == 1)
    // Both parts together are less than half of it: they do not show it whole.
    #expect(one.defects.first?.measures.area == small[0].measures.area)
    #expect(one.defects.first?.photos.count == 2 && one.defects.first?.observations.count == 3)
    #expect(try merged(shots, seen(.pothole, 0.9)).defects.count == 3)
    // One part alone is no evidence: it is much smaller.
    #expect(try merged(shots, Array(small.prefix(2))).defects.count == 2)
  }

  @Test func `an area that one photo draws about cracks that two tell apart does not swallow them`() throws {
    let area = Scene.area(.alligatorCrack, in: shots[0], at: SIMD2(5, 3), radius: 4, confidence: 0.9)
    let cracks = shots[1...2].flatMap { shot in
      [
        Scene.crack(.longitudinalCrack, in: shot, along: [[SIMD2(3, 2), SIMD2(7, 2.1)]]),
        Scene.crack(.transverseCrack, in: shot, along: [[SIMD2(5, 3), SIMD2(5.2, 5.5)]]),
      ]
    }
    let result = try merged(shots, [area] + cracks)
    #expect(result.defects.count == 2)
    #expect(result.defects.allSatisfy { $0.photos.count >= 2 })
  }

  @Test func `the order of photos and detections changes nothing of networks`() throws {
    var random = SeededGenerator(seed: 21)
    var shots = shots
    var seen = [whole(shots[0]), whole(shots[4])] + parts(shots[1]) + parts(shots[2])
    seen.append(Scene.crack(.crack, in: shots[3], along: [[SIMD2(7.1, 2.2), SIMD2(7.2, 3.4)]]))
    let expected = try merged(shots, seen)
    #expect(expected.links.contains { $0.whole != nil })
    for _ in 0..<6 {
      shots.shuffle(using: &random)
      seen.shuffle(using: &random)
      let again = try merged(shots, seen)
      #expect(again.defects == expected.defects && again.links == expected.links)
    }
  }

  @Test func `a piece that lies on a network belongs to it whatever its kind`() throws {
    let piece = Scene.crack(.sealedCrack, in: shots[2], along: [[SIMD2(3.1, 3.6), SIMD2(3.05, 4.2)]])
    // That photo shows more of the one along the road than the network has: no photo shows both as one.
    let other = Scene.crack(.longitudinalCrack, in: shots[2], along: [[SIMD2(4, 2.08), SIMD2(10, 2), SIMD2(17, 2)]])
    let result = try merged(shots, [whole(shots[0]), piece, other] + parts(shots[1]))
    #expect(result.defects.count == 1 && result.defects.first?.observations.count == 6)
  }

  @Test func `what no photo shows whole is one where more photos show each part in the other`() throws {
    func merged(wholes: Int) throws -> [Defect] {
      let nets = shots.prefix(wholes).map { Scene.crack(.longitudinalCrack, in: $0, along: [along, west]) }
      // One photo shows the crack across alone, one beside a crack along the road that goes on where the others end.
      let far = Scene.crack(
        .longitudinalCrack, in: shots[3], along: [[SIMD2(4, 2.08), SIMD2(10, 2), SIMD2(17, 2)]])
      let across = shots[3...4].map { Scene.crack(.transverseCrack, in: $0, along: [west]) }
      return try self.merged(shots, nets + [far] + across).defects
    }
    let one = try merged(wholes: 2)
    #expect(one.count == 1 && one.first?.photos.count == 4)
    let length = try #require(one.first?.measures.length).value
    let whole = LineStitching.length(along) + LineStitching.length(west) + 7
    #expect(abs(length - whole) < 0.03 * whole, "\(length) of \(whole)")
    #expect(try merged(wholes: 1).count == 2)
  }
}
