import Detectors
import Foundation
import ImageKit
import TestSupport
import Testing

@testable import Inventory

/// Small scenes of a few things: what one row says.
struct ComparisonRowsTests {
  private typealias Scene = SurveyScene

  /// Five photos 4 m apart that all show the middle, each off by a little.
  private static func shots(_ flight: String, shift: SIMD2<Double> = .zero) -> [Scene.Shot] {
    (0..<5).map { number in
      var shot = Scene.shot(number, at: SIMD2(Double(number) * 4, 0), flight: flight, error: shift)
      shot.record.footprint = shot.record.footprint?.map { Scene.place(Scene.plane.point($0) + shift) }
      return shot
    }
  }

  /// Covers and cracks about the middle that do not change: what tells the shift.
  private static func anchors(in shots: [Scene.Shot]) -> [Observation] {
    let places = [SIMD2(2.0, 4), SIMD2(9, -5), SIMD2(14, 3), SIMD2(5, -3), SIMD2(12, 6.5)]
    return shots.flatMap { shot in
      places.map { Scene.area(.utilityCover, in: shot, at: $0) }
        + [Scene.crack(in: shot, along: [[SIMD2(1, -6.5), SIMD2(7, -7), SIMD2(9, -8)]])]
    }
  }

  private static func inventory(
    _ shots: [Scene.Shot], _ more: [Observation], detectors: [String]? = nil, edit: (inout Inventory) -> Void = { _ in }
  ) throws -> Inventory {
    let defects = try Scene.merging()(anchors(in: shots) + more, photos: shots.map(\.record)).defects
    var inventory = Inventory(
      photos: shots.map(\.record), defects: defects,
      provenance: detectors.map { names in
        Provenance(detectors: names.map { DetectorIdentity(name: $0, version: 1) })
      })
    edit(&inventory)
    return inventory
  }

  private static func row(
    _ comparison: InventoryComparison, near point: SIMD2<Double>, shift: SIMD2<Double> = .zero
  ) throws -> DefectComparison {
    let rows = comparison.rows.filter { row in
      guard let place = row.placement?.point else { return false }
      let off = Scene.plane.point(place) - point - shift
      return (off * off).sum() < 0.5
    }
    return try #require(rows.count == 1 ? rows[0] : nil, "\(rows.map(\.change)) near \(point)")
  }

  private static let shift = SIMD2(1.2, -2.1)

  @Test func `a pothole that only the later flight shows is new, and places are the later ones`() throws {
    let (first, second) = (Self.shots("a"), Self.shots("b", shift: Self.shift))
    let before = try Self.inventory(first, [])
    let after = try Self.inventory(second, second.map { Scene.area(in: $0, at: SIMD2(8, 1)) })
    let comparison = InventoryComparison(from: before, to: after)
    let row = try Self.row(comparison, near: SIMD2(8, 1), shift: Self.shift)
    #expect(row.change == .new && row.coveringPhotos == 5 && row.before.isEmpty)
    #expect(try #require(row.overlooked) < InventoryComparison.mostOverlooked)
    let back = InventoryComparison(from: after, to: before)
    let gone = try Self.row(back, near: SIMD2(8, 1))
    #expect(gone.change == .gone && gone.after.isEmpty && gone.coveringPhotos == 5)
    #expect(comparison.count(of: .unchanged) == 6 && back.count(of: .unchanged) == 6)
  }

  @Test func `the shift between the flights is told with its doubt`() throws {
    let before = try Self.inventory(Self.shots("a"), [])
    let after = try Self.inventory(Self.shots("b", shift: Self.shift), [])
    let shift = try #require(InventoryComparison(from: before, to: after).shifts.first)
    #expect(shift.basis == .estimated && shift.pairs == 6)
    #expect(abs(shift.east - 1.2) < 0.03 && abs(shift.north + 2.1) < 0.03, "\(shift)")
    #expect((0.01...0.3).contains(shift.accuracy.ce90), "\(shift.accuracy.ce90)")
  }

  @Test func `with too few things in common no shift is taken, and that is said`() throws {
    let (first, second) = (Self.shots("a"), Self.shots("b"))
    func one(_ shots: [Scene.Shot]) throws -> Inventory {
      let seen = shots.map { Scene.area(in: $0, at: SIMD2(8, 1)) }
      return Inventory(
        photos: shots.map(\.record), defects: try Scene.merging()(seen, photos: shots.map(\.record)).defects)
    }
    let comparison = InventoryComparison(from: try one(first), to: try one(second))
    let shift = try #require(comparison.shifts.first)
    #expect(shift.basis == .tooFewPairs && shift.vector == .zero)
    // Both flights' 2 m an axis.
    #expect(abs(shift.accuracy.major - 8.0.squareRoot()) < 0.01)
    #expect(comparison.remarks.contains { $0.contains("could not be estimated") })
    #expect(comparison.rows.map(\.change) == [.unchanged])
  }

  @Test func `a crack that is filled, a pothole under a patch, and a filled crack that is open again`() throws {
    let (first, second) = (Self.shots("a"), Self.shots("b", shift: Self.shift))
    let line = [[SIMD2(3.0, 0), SIMD2(4, 0.4), SIMD2(6, 0)]]
    let other = [[SIMD2(10.0, 0), SIMD2(11, 0.4), SIMD2(13, 0)]]
    let before = try Self.inventory(
      first,
      first.flatMap {
        [
          Scene.crack(.transverseCrack, in: $0, along: line), Scene.crack(.sealedCrack, in: $0, along: other),
          Scene.area(in: $0, at: SIMD2(8, 2)),
        ]
      })
    let after = try Self.inventory(
      second,
      second.flatMap {
        [
          Scene.crack(.sealedCrack, in: $0, along: line), Scene.crack(.transverseCrack, in: $0, along: other),
          Scene.area(.repair, in: $0, at: SIMD2(8.2, 2.1), radius: 0.8),
        ]
      })
    let comparison = InventoryComparison(from: before, to: after)
    let repaired = comparison.rows.filter { $0.change == .repaired }
    #expect(Set(repaired.compactMap(\.reason)) == [.filled, .patched] && repaired.count == 2)
    let patched = try #require(repaired.first { $0.reason == .patched })
    #expect(patched.damageClass == .pothole && patched.after.map(\.damageClass) == [.repair])
    let open = try #require(comparison.rows.first { $0.change == .grown })
    #expect(open.reason == .reopened && open.formerClass == .sealedCrack)
    // The patch is no row of its own.
    #expect(comparison.count(of: .new) == 0 && comparison.rows.count == 9)
  }

  @Test(
    arguments: [
      (2.0, DefectChange.notObserved, ChangeReason.tooCoarse), (1.4, .gone, nil),
    ] as [(Double, DefectChange, ChangeReason?)]) func `pixels much larger than before show nothing gone`(
      factor: Double, change: DefectChange, reason: ChangeReason?
    ) throws
  {
    let (first, second) = (Self.shots("a"), Self.shots("b"))
    let before = try Self.inventory(first, first.map { Scene.area(in: $0, at: SIMD2(8, 1)) })
    let after = try Self.inventory(second, []) { inventory in
      for index in inventory.photos.indices {
        inventory.photos[index].groundSampleDistance = factor * Scene.groundSampleDistance
        inventory.photos[index].focalLengthPixels = 1e6
      }
    }
    let row = try Self.row(InventoryComparison(from: before, to: after), near: SIMD2(8, 1))
    #expect(row.change == change && row.reason == reason, "\(row.change) \(String(describing: row.reason))")
  }

  @Test func `what lies where the other flight has no photo, a border, or one photo, is not observed`() throws {
    let (first, second) = (Self.shots("a"), Self.shots("b"))
    let cases: [(SIMD2<Double>, ChangeReason)] = [
      (SIMD2(8, 20), .notCovered), (SIMD2(8, 14.7), .atBorder), (SIMD2(-19.2, 0), .atBorder),
      (SIMD2(34.5, 0), .mayBeOverlooked),
    ]
    for (place, reason) in cases {
      var wide = first
      // The first flight saw it from elsewhere.
      for number in 0..<3 { wide.append(Scene.shot(20 + number, at: place + SIMD2(Double(number), 0), flight: "a")) }
      let before = try Self.inventory(wide, wide.suffix(3).map { Scene.area(in: $0, at: place) })
      let after = try Self.inventory(second, [])
      let row = try Self.row(InventoryComparison(from: before, to: after), near: place)
      #expect(row.change == .notObserved && row.reason == reason, "\(place): \(String(describing: row.reason))")
    }
  }

  @Test func `what photos of the other flight rarely show is not told to be gone`() throws {
    let (first, second) = (Self.shots("a"), Self.shots("b"))
    let before = try Self.inventory(first, [Scene.area(in: first[2], at: SIMD2(8, 1))])
    let after = try Self.inventory(second, [])
    let row = try Self.row(InventoryComparison(from: before, to: after), near: SIMD2(8, 1))
    #expect(row.change == .notObserved && row.reason == .mayBeOverlooked && row.coveringPhotos == 5)
    #expect(try #require(row.overlooked) > 0.2)
  }

  @Test func `nothing is new that no detector looked for before, and nothing counts that a person rejected`() throws {
    let (first, second) = (Self.shots("a"), Self.shots("b"))
    let before = try Self.inventory(first, [], detectors: ["crack", "road"])
    let fallen = second.map { Scene.area(.deadCrown, in: $0, at: SIMD2(8, 1), radius: 2) }
    let after = try Self.inventory(second, fallen, detectors: ["crack", "road", "tree"])
    let comparison = InventoryComparison(from: before, to: after)
    let row = try #require(comparison.rows.first { $0.damageClass == .deadCrown })
    #expect(row.change == .firstSeen && row.reason == .notLookedFor)
    #expect(comparison.remarks.contains { $0.contains("other detectors looked") })
    let rejected = try Self.inventory(second, second.map { Scene.area(in: $0, at: SIMD2(8, 1)) }) { inventory in
      for index in inventory.defects.indices where inventory.defects[index].damageClass == .pothole {
        inventory.defects[index].status = .rejected
      }
    }
    #expect(InventoryComparison(from: before, to: rejected).rows.allSatisfy { $0.damageClass != .pothole })
  }

  @Test func `two potholes side by side that both grew keep their places, and one crack in two pieces is one row`()
    throws
  {
    let (first, second) = (Self.shots("a"), Self.shots("b", shift: Self.shift))
    let (one, other) = (SIMD2(8.0, 1), SIMD2(8.9, 1))
    let line = [SIMD2(3.0, 1), SIMD2(4, 1.2), SIMD2(5, 1), SIMD2(6.5, 1.1)]
    let before = try Self.inventory(
      first,
      first.flatMap {
        [
          Scene.area(in: $0, at: one, radius: 0.2), Scene.area(in: $0, at: other, radius: 0.2),
          Scene.crack(in: $0, along: [line]),
        ]
      })
    let after = try Self.inventory(
      second,
      second.flatMap {
        [
          Scene.area(in: $0, at: one, radius: 0.34), Scene.area(in: $0, at: other, radius: 0.3),
          Scene.crack(in: $0, along: [Array(line[0...1])]),
          Scene.crack(in: $0, along: [[SIMD2(4.5, 1.1)] + line[2...]]),
        ]
      })
    let comparison = InventoryComparison(from: before, to: after)
    let grown = comparison.rows.filter { $0.change == .grown }
    #expect(
      grown.count == 2 && grown.allSatisfy { $0.before.count == 1 && $0.after.count == 1 },
      "\(comparison.rows.map { ($0.change, $0.damageClass, $0.sizes.map(\.score)) })")
    for row in grown {
      let (old, new) = (try #require(row.before[0].placement), try #require(row.after[0].placement))
      let off = Scene.plane.point(new.point) - Scene.plane.point(old.point) - Self.shift
      #expect((off * off).sum() < 0.01, "\(off)")
      let size = try #require(row.sizes.first { $0.quantity == .area })
      #expect(size.difference > 0 && size.score > SizeChange.significance)
    }
    let crack = try #require(comparison.rows.first { $0.after.count == 2 })
    #expect(crack.change == .unchanged && crack.before.count == 1)
    #expect(comparison.count(of: .new) == 0)
  }
}
