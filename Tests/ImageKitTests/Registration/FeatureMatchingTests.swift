import CImageKit
import Foundation
import TestSupport
import Testing

@testable import ImageKit

struct FeatureMatchingTests {
  static func descriptors(_ count: Int, _ generator: inout SeededGenerator) -> [UInt64] {
    (0..<(4 * count)).map { _ in generator.next() }
  }

  static func partners(_ a: [UInt64], _ b: [UInt64], ratio: Int32 = 85) -> [Int32] {
    var partners = [Int32](repeating: 7, count: a.count / 4)
    var nearest = [ik_nearest](repeating: ik_nearest(), count: b.count / 4)
    let status = ik_match_features(a, Int32(a.count / 4), b, Int32(b.count / 4), ratio, &partners, &nearest)
    #expect(status == .ok)
    return partners
  }

  /// The definition, in words that cannot be mistaken.
  static func reference(_ a: [UInt64], _ b: [UInt64], ratio: Int) -> [Int32] {
    func distance(_ i: Int, _ j: Int) -> Int {
      (0..<4).reduce(0) { $0 + (a[4 * i + $1] ^ b[4 * j + $1]).nonzeroBitCount }
    }
    let (rows, columns) = (a.count / 4, b.count / 4)
    return (0..<rows).map { i in
      let all = (0..<columns).map { (distance(i, $0), $0) }.sorted { $0 < $1 }
      guard all.count >= 2, all[0].0 * 100 < all[1].0 * ratio else { return -1 }
      let back = (0..<rows).map { (distance($0, all[0].1), $0) }.min { $0 < $1 }
      return back?.1 == i ? Int32(all[0].1) : -1
    }
  }

  @Test(arguments: [(0, 5), (5, 0), (1, 1), (3, 1), (1, 3), (40, 57), (200, 130)])
  func `partners are those of the definition`(rows: Int, columns: Int) {
    var generator = SeededGenerator(seed: UInt64(rows * 1000 + columns))
    let b = Self.descriptors(columns, &generator)
    // Half of the rows are columns with some bits changed, so that there is something to find.
    let a = (0..<rows).flatMap { row -> [UInt64] in
      guard row % 2 == 0, columns > 0 else { return Self.descriptors(1, &generator) }
      let column = Int(generator.next() % UInt64(columns))
      return (0..<4).map { b[4 * column + $0] ^ (generator.next() & generator.next() & generator.next()) }
    }
    let found = Self.partners(a, b)
    #expect(found == Self.reference(a, b, ratio: 85))
    if rows > 30 { #expect(found.contains { $0 >= 0 }) }
  }

  @Test func `equals are decided by their order`() {
    let one: [UInt64] = [1, 2, 3, 4]
    let far: [UInt64] = [.max, .max, .max, .max]
    // Two rows want one column: the first gets it. Two columns fit one row: neither is clearly nearer.
    #expect(Self.partners(one + one, one + far) == [0, -1])
    #expect(Self.partners(one + far, one + one) == [-1, -1])
  }

  @Test func `a senseless ratio is refused`() {
    var partners: [Int32] = [0]
    var nearest = [ik_nearest()]
    for ratio in [0, 101, -5] as [Int32] {
      #expect(ik_match_features([1, 2, 3, 4], 1, [1, 2, 3, 4], 1, ratio, &partners, &nearest) == .invalidArgument)
    }
  }

  @Test func `a picture without corners has no features and matches nothing`() throws {
    let plain = Image<Gray8>(width: 300, height: 200) { $0.initializeMemory(as: UInt8.self, repeating: 90) }
    let features = try PhotoFeatures(of: plain)
    #expect(features.points.isEmpty)
    #expect(features.matches(with: features).isEmpty)
  }

  @Test func `a picture smaller than a corner's surroundings has no features`() throws {
    let tiny = Image<Gray8>(width: 5, height: 4) { $0.initializeMemory(as: UInt8.self, repeating: 90) }
    #expect(try PhotoFeatures(of: tiny).points.isEmpty)
  }
}
