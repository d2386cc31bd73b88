import Detectors
import Foundation
import ImageKit
import TestSupport
import Testing

@testable import Inventory

struct ComparisonClassesTests {
  private static let first = ComparedStreet.Flight(name: "first", missing: 330.0..<500)
  private static let second = ComparedStreet.Flight(
    name: "second", shift: SIMD2(1.7, -1.1), own: 0.06, overlooked: 0.1, missing: -10.0..<60)

  /// What became of each thing: as it is, and as the rows about it tell it.
  private static func told(
    seed: UInt64, first: ComparedStreet.Flight = first, second: ComparedStreet.Flight = second,
    isUnchanged: Bool = false
  ) throws -> (fates: [(really: DefectChange, told: Set<DefectChange>)], comparison: InventoryComparison) {
    let street = ComparedStreet(seed: seed, count: 130, isUnchanged: isUnchanged)
    let before = try street.inventory(first, isLater: false, seed: seed + 100)
    let after = try street.inventory(second, isLater: true, seed: seed + 200)
    let comparison = InventoryComparison(from: before.inventory, to: after.inventory)
    var told: [Int: Set<DefectChange>] = [:]
    for row in comparison.rows {
      let things =
        row.before.flatMap(\.observations).compactMap { before.thing[$0.uid] }
        + row.after.flatMap(\.observations).compactMap { after.thing[$0.uid] }
      for thing in Set(things) { told[thing, default: []].insert(row.change) }
    }
    let fates = told.sorted { $0.key < $1.key }.compactMap { thing, changes in
      street.fate(of: thing, before: first, after: second).map { ($0, changes) }
    }
    return (fates, comparison)
  }

  @Test func `of every kind of change 95 % are told right, over seeds`() throws {
    var right: [DefectChange: Int] = [:]
    var all: [DefectChange: Int] = [:]
    var wrong: [String] = []
    for seed in 1...4 {
      let (fates, comparison) = try Self.told(seed: UInt64(seed))
      let shift = try #require(comparison.shifts.first)
      #expect(comparison.shifts.count == 1 && shift.basis == .estimated)
      let off = shift.vector - SIMD2(1.7, -1.1)
      #expect(shift.accuracy.squaredDistance(of: off) < 13.8, "\(off) by \(shift.accuracy), seed \(seed)")
      for (really, told) in fates {
        all[really, default: 0] += 1
        if told == [really] {
          right[really, default: 0] += 1
        } else {
          wrong.append("\(really) told \(told.map(\.rawValue).sorted()), seed \(seed)")
        }
      }
    }
    for change in [DefectChange.new, .grown, .repaired, .gone, .unchanged, .firstSeen, .notObserved] {
      let (count, hits) = (all[change] ?? 0, right[change] ?? 0)
      #expect(count >= 24, "\(change): \(count)")
      #expect(Double(hits) >= 0.95 * Double(count), "\(change): \(hits) of \(count); \(wrong)")
    }
  }

  @Test(arguments: [11, 12, 13] as [UInt64])
  func `two flights over one street of which nothing changed show nothing new`(
    seed: UInt64
  ) throws {
    let (fates, comparison) = try Self.told(seed: seed, isUnchanged: true)
    #expect(
      comparison.count(of: .new) == 0, "\(comparison.rows.filter { $0.change == .new }.map(\.shown.observations.count))"
    )
    #expect(comparison.count(of: .gone) == 0)
    let both = fates.filter { $0.really == .unchanged }
    let same = both.count { $0.told == [.unchanged] }
    #expect(both.count > 70)
    #expect(Double(same) >= 0.95 * Double(both.count), "\(same) of \(both.count)")
  }

  @Test func `photos that were not compared with each other give the same changes, less surely`() throws {
    var first = Self.first
    var second = Self.second
    (first.isRegistered, second.isRegistered) = (false, false)
    (first.own, second.own) = (0.15, 0.15)
    let (fates, comparison) = try Self.told(seed: 21, first: first, second: second)
    let shift = try #require(comparison.shifts.first)
    #expect(shift.basis == .estimated && shift.accuracy.ce90 < 0.5)
    let right = fates.count { $0.told == [$0.really] }
    #expect(Double(right) >= 0.85 * Double(fates.count), "\(right) of \(fates.count)")
  }

  @Test func `the order of photos and defects changes nothing, and neither does a second time`() throws {
    let street = ComparedStreet(seed: 31, count: 40)
    let before = try street.inventory(Self.first, isLater: false, seed: 131).inventory
    let after = try street.inventory(Self.second, isLater: true, seed: 231).inventory
    var random = SeededGenerator(seed: 5)
    func shuffled(_ inventory: Inventory) -> Inventory {
      var inventory = inventory
      inventory.photos.shuffle(using: &random)
      inventory.defects.shuffle(using: &random)
      return inventory
    }
    let bytes = ComparisonCSV().bytes(of: InventoryComparison(from: before, to: after), language: .english)
    for _ in 0..<3 {
      let other = InventoryComparison(from: shuffled(before), to: shuffled(after))
      #expect(ComparisonCSV().bytes(of: other, language: .english) == bytes)
    }
  }

  @Test func `an inventory compared with itself is unchanged altogether`() throws {
    let street = ComparedStreet(seed: 41, count: 60)
    let inventory = try street.inventory(Self.first, isLater: false, seed: 141).inventory
    let comparison = InventoryComparison(from: inventory, to: inventory)
    #expect(comparison.rows.count <= inventory.defects.count)
    #expect(comparison.rows.allSatisfy { $0.change == .unchanged })
    let shift = try #require(comparison.shifts.first)
    #expect(abs(shift.east) < 0.001 && abs(shift.north) < 0.001)
  }
}
