import Detectors
import Foundation
import ImageKit
import TestSupport
import Testing

@testable import Inventory

/// One crack in several photos: its whole length, each stretch once.
struct LineStitchingTests {
  private typealias Scene = SurveyScene

  /// A crack that winds to the east, one point every 0.1 m.
  private func wave(_ x: ClosedRange<Double>, y: Double = 2) -> [SIMD2<Double>] {
    let count = Int(((x.upperBound - x.lowerBound) * 10).rounded())
    return (0...count).map { step in
      let east = x.lowerBound + Double(step) / 10
      return SIMD2(east, y + 0.15 * sin(east * 2))
    }
  }

  private func merged(_ shots: [Scene.Shot], _ observations: [Observation]) throws -> [Defect] {
    try Scene.merging()(observations, photos: shots.map(\.record)).defects
  }

  private let shots = [
    Scene.shot(1, at: .zero, error: SIMD2(0.04, 0.05)), Scene.shot(2, at: SIMD2(6, 0), error: SIMD2(-0.05, -0.04)),
    Scene.shot(3, at: SIMD2(12, 0)),
  ]

  private func length(_ defect: Defect) throws -> Double { try #require(defect.measures.length).value }

  @Test func `two parts that overlap make one line of the whole length`() throws {
    let defects = try merged(
      shots, [Scene.crack(in: shots[0], along: [wave(0...6)]), Scene.crack(in: shots[1], along: [wave(4...10)])])
    let defect = try #require(defects.first)
    #expect(defects.count == 1)
    let whole = LineStitching.length(wave(0...10))
    let found = try length(defect)
    #expect(abs(found - whole) < 0.15, "\(found) of \(whole)")
    let lines = try #require(defect.placement).lines
    #expect(lines.count == 1)
    // The line lies where the crack is, within the errors of the photos.
    for place in lines.joined() {
      let point = Scene.plane.point(place)
      #expect(abs(point.y - 2 - 0.15 * sin(point.x * 2)) < 0.12)
    }
    let orientation = try #require(defect.measures.orientation)
    #expect(abs(orientation - 90) < 2)
  }

  @Test func `a car on the crack in one photo parts nothing that another shows whole`() throws {
    let defects = try merged(
      shots,
      [
        Scene.crack(in: shots[0], along: [wave(0...4)]), Scene.crack(in: shots[0], along: [wave(6...10)]),
        Scene.crack(in: shots[1], along: [wave(0...10)]),
      ])
    let defect = try #require(defects.first)
    #expect(defects.count == 1 && defect.photos.count == 2 && defect.observations.count == 3)
    #expect(abs(try length(defect) - LineStitching.length(wave(0...10))) < 0.15)
  }

  @Test func `a gap in the best photo is filled from another`() throws {
    let defects = try merged(
      shots,
      [
        Scene.crack(in: shots[0], along: [wave(0...5.5), wave(7...12)]),
        Scene.crack(in: shots[1], along: [wave(3...9)]),
      ])
    let defect = try #require(defects.first)
    #expect(defects.count == 1)
    #expect(abs(try length(defect) - LineStitching.length(wave(0...12))) < 0.2)
    #expect(try #require(defect.placement).lines.count == 1)
  }

  @Test func `the same crack in ten photos is as long as in one`() throws {
    var random = SeededGenerator(seed: 9)
    let many = (1...10).map { number in
      Scene.shot(
        number, at: SIMD2(Double(number), 0), error: SIMD2(0.05 * random.normal(), 0.05 * random.normal()))
    }
    let seen = many.map { shot in
      let line = wave(0...8).map { $0 + SIMD2(0, 0.015 * random.normal()) }
      return Scene.crack(in: shot, along: [line])
    }
    let defects = try merged(many, seen)
    #expect(defects.count == 1)
    let one = LineStitching.length(wave(0...8))
    #expect(abs(try length(try #require(defects.first)) - one) < 0.1 * one)
  }

  @Test func `cracks that run beside each other stay two, and so do cracks that cross`() throws {
    let beside = try merged(
      shots,
      shots.prefix(2).flatMap { shot in
        [2.0, 2.6].map { Scene.crack(in: shot, along: [wave(0...8, y: $0)]) }
      })
    #expect(beside.count == 2 && beside.allSatisfy { $0.photos.count == 2 })
    let crossing = try merged(
      shots,
      [
        Scene.crack(in: shots[0], along: [wave(0...8)]),
        Scene.crack(in: shots[1], along: [[SIMD2(4, -2), SIMD2(4.3, 6)]]),
      ])
    #expect(crossing.count == 2)
  }

  @Test func `a stretch that a photo shows as a crack of another kind counts once`() throws {
    let across = [SIMD2(5.0, 2.0), SIMD2(5.1, 4), SIMD2(5, 6)]
    // The first photo shows two cracks that meet, the second one network.
    let defects = try merged(
      shots,
      [
        Scene.crack(.longitudinalCrack, in: shots[0], along: [wave(0...10)]),
        Scene.crack(.transverseCrack, in: shots[0], along: [across]),
        Scene.crack(.longitudinalCrack, in: shots[1], along: [wave(0...5), wave(5...10), across]),
      ])
    #expect(defects.count == 2)
    let lengths = try defects.reduce(0) { $0 + (try length($1)) }
    #expect(abs(lengths - LineStitching.length(wave(0...10)) - 4) < 0.5, "\(lengths)")
  }

  @Test func `lines in an area of the same cracks belong to it`() throws {
    let area = Scene.area(.alligatorCrack, in: shots[0], at: SIMD2(6, 2), radius: 2, confidence: 0.9)
    let lines = [1.0, 2, 3].map { Scene.crack(in: shots[1], along: [[SIMD2(5, $0), SIMD2(6.5, $0)]], confidence: 0.5) }
    let defects = try merged(shots, [area] + lines)
    let defect = try #require(defects.first)
    #expect(defects.count == 1)
    #expect(defect.damageClass == .alligatorCrack && defect.measures.area == area.measures.area)
  }

  @Test func `widths are taken together, not sharper than the surest photo`() throws {
    let widths = [
      WidthMeasure(median: 8, p95: 10, low: 6, high: 11, minimumGradable: 4),
      WidthMeasure(median: 12, p95: 16, low: 2, high: 22, minimumGradable: 12),
    ]
    let width = try #require(MeasureFusion.width(widths))
    #expect(width.median > 8 && width.median < 8.3)
    #expect(abs(width.high - width.median - 3) < 1e-9 && abs(width.median - width.low - 2) < 1e-9)
    #expect(width.minimumGradable == 4)
    #expect(MeasureFusion.width([widths[1]]) == widths[1] && MeasureFusion.width([]) == nil)
    let area = try #require(MeasureFusion.measure([Measure(1, sigma: 0.1), Measure(2, sigma: 0.2)]))
    #expect(abs(area.value - 1.2) < 1e-9 && area.sigma == 0.1)
  }
}
