import Detectors
import Foundation
import ImageKit
import TestSupport

@testable import Inventory

/// A street of cracks and potholes that is flown twice: what each flight shows of it, with all that photos get wrong, and what really
/// became of each thing.
struct ComparedStreet {
  /// One thing on the street.
  struct Thing {
    let isCrack: Bool
    /// Along the crack, or the middle of the pothole.
    let points: [SIMD2<Double>]
    let radius: Double
    let fate: DefectChange
  }

  /// What is wrong with a flight.
  struct Flight {
    var name = "first"
    /// Of all its places, in metres.
    var shift = SIMD2<Double>.zero
    /// Of each photo's, one standard deviation an axis, in metres.
    var own = 0.05
    /// The part of things that a photo overlooks.
    var overlooked = 0.1
    /// Photos between these places along the street are missing.
    var missing = 0.0..<0.0
    var isRegistered = true
  }

  static let length = 400.0
  let things: [Thing]

  /// A street of things whose fates are drawn; in the strips that one of the flights does not cover all are unchanged.
  init(seed: UInt64, count: Int = 160, isUnchanged: Bool = false) {
    var random = SeededGenerator(seed: seed)
    var things: [Thing] = []
    let fates: [DefectChange] = [
      .grown, .new, .gone, .repaired, .unchanged, .unchanged, .unchanged, .unchanged, .unchanged, .unchanged,
    ]
    for number in 0..<count {
      // One thing to a piece of street: how crowded it may be is another test's question.
      let x = (Double(number) + Double.random(in: 0.2...0.8, using: &random)) * Self.length / Double(count)
      let place = SIMD2(x, Double.random(in: -5...5, using: &random))
      let isCrack = number % 2 == 0
      let fate = isUnchanged ? .unchanged : fates[(number / 2) % fates.count]
      var points = [place]
      if isCrack {
        let angle = Double.random(in: 0..<(.pi), using: &random)
        let length = Double.random(in: 1.5...4, using: &random)
        points = stride(from: 0, through: length, by: 0.1).map { way in
          place
            + SIMD2(
              way * cos(angle) - 0.08 * sin(3 * way) * sin(angle), way * sin(angle) + 0.08 * sin(3 * way) * cos(angle))
        }
      }
      let radius = Double.random(in: 0.15...0.35, using: &random)
      things.append(Thing(isCrack: isCrack, points: points, radius: radius, fate: fate))
    }
    self.things = things
  }

  /// What can be known of a thing by what the flights cover: three photos that show it whole, or none that shows any of it; `nil`
  /// where a flight has it at its edge.
  func fate(of number: Int, before: Flight, after: Flight) -> DefectChange? {
    let thing = things[number]
    guard let old = isCovered(thing, by: before), let new = isCovered(thing, by: after) else { return nil }
    return old ? (new ? thing.fate : .notObserved) : .firstSeen
  }

  private func isCovered(_ thing: Thing, by flight: Flight) -> Bool? {
    let shots = shots(of: flight)
    if shots.count(where: { shot in thing.points.allSatisfy { Self.isInside($0, shot) } }) >= 3 { return true }
    return shots.contains { shot in thing.points.contains { Self.isInside($0, shot) } } ? nil : false
  }

  private static func isInside(_ point: SIMD2<Double>, _ shot: SurveyScene.Shot) -> Bool {
    abs(point.x - shot.centre.x) < 18.5 && abs(point.y - shot.centre.y) < 13.5
  }

  private func shots(of flight: Flight) -> [SurveyScene.Shot] {
    stride(from: 0.0, through: Self.length, by: 8).enumerated().filter { !flight.missing.contains($0.element) }.map {
      SurveyScene.shot($0.offset, at: SIMD2($0.element, 0), flight: flight.name)
    }
  }

  /// Returns a flight's inventory, and the thing behind each observation.
  func inventory(
    _ flight: Flight, isLater: Bool, seed: UInt64
  ) throws -> (inventory: Inventory, thing: [String: Int]) {
    var random = SeededGenerator(seed: seed)
    var observations: [Observation] = []
    var thing: [String: Int] = [:]
    var records: [PhotoRecord] = []
    for var shot in shots(of: flight) {
      shot.own = flight.own
      shot.isRegistered = flight.isRegistered
      shot.error = flight.shift + flight.own * SIMD2(random.normal(), random.normal())
      var record = shot.record
      // What the receiver is off by moves all that a photo says of places, its footprint too.
      record.footprint = record.footprint?.map { SurveyScene.place(SurveyScene.plane.point($0) + flight.shift) }
      record.position = record.position.map { SurveyScene.place(SurveyScene.plane.point($0) + flight.shift) }
      records.append(record)
      for (number, what) in things.enumerated() where what.fate != (isLater ? .gone : .new) {
        guard Double.random(in: 0..<1, using: &random) >= flight.overlooked else { continue }
        for observation in draw(what, in: shot, isLater: isLater, &random) {
          thing[observation.uid] = number
          observations.append(observation)
        }
      }
    }
    let defects = try SurveyScene.merging()(observations, photos: records).defects
    return (Inventory(photos: records, defects: defects), thing)
  }

  private func draw(
    _ thing: Thing, in shot: SurveyScene.Shot, isLater: Bool, _ random: inout SeededGenerator
  ) -> [Observation] {
    guard thing.isCrack else {
      guard Self.isInside(thing.points[0], shot) else { return [] }
      let place = thing.points[0] + 0.02 * SIMD2(random.normal(), random.normal())
      if thing.fate == .repaired, isLater {
        return [SurveyScene.area(.repair, in: shot, at: place + SIMD2(0.1, 0), radius: 2 * thing.radius)]
      }
      let grown = thing.fate == .grown && isLater ? 1.5 : 1
      return [SurveyScene.area(in: shot, at: place, radius: grown * thing.radius * exp(0.04 * random.normal()))]
    }
    // What grew was shorter.
    let whole =
      thing.fate == .grown && !isLater ? Array(thing.points.prefix(thing.points.count * 11 / 20)) : thing.points
    let inside = whole.filter { Self.isInside($0, shot) }
    let (head, tail) = (
      Int(Double(inside.count) * Double.random(in: 0...0.08, using: &random)),
      Int(Double(inside.count) * Double.random(in: 0...0.08, using: &random))
    )
    let part = inside.dropFirst(head).dropLast(tail).map { $0 + 0.01 * SIMD2(random.normal(), random.normal()) }
    guard part.count > 3 else { return [] }
    let kind: DamageClass = thing.fate == .repaired && isLater ? .sealedCrack : .crack
    guard Double.random(in: 0..<1, using: &random) < 0.25, part.count > 14 else {
      return [SurveyScene.crack(kind, in: shot, along: [Array(part)])]
    }
    // In two pieces, with a gap.
    let at = part.count * Int.random(in: 35...65, using: &random) / 100
    return [
      SurveyScene.crack(kind, in: shot, along: [Array(part[..<(at - 1)])]),
      SurveyScene.crack(kind, in: shot, along: [Array(part[(at + 1)...])]),
    ]
  }
}
