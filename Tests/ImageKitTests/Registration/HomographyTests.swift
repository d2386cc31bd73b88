import Foundation
import TestSupport
import Testing

@testable import ImageKit

struct HomographyTests {
  static let map = Homography(coefficients: [0.9, -0.2, 310, 0.25, 1.1, -40, 1e-5, -2e-5, 1])

  static func points(_ count: Int, seed: UInt64 = 3) -> [SIMD2<Double>] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in SIMD2(Double(generator.next() % 4000), Double(generator.next() % 3000)) }
  }

  static func largestError(_ found: Homography, _ points: [SIMD2<Double>]) -> Double {
    points.map { point in
      let difference = found(point) - map(point)
      return (difference * difference).sum().squareRoot()
    }.max() ?? .infinity
  }

  @Test func `four pairs give the map exactly, and its inverse leads back`() throws {
    let corners = [SIMD2(0.0, 0), SIMD2(4000, 0), SIMD2(4000, 3000), SIMD2(0, 3000)]
    let found = try #require(Homography.fitted(from: corners, to: corners.map { Self.map($0) }))
    #expect(Self.largestError(found, Self.points(100)) < 1e-6)
    let inverse = try #require(found.inverse)
    for point in Self.points(20) {
      let back = inverse(found(point)) - point
      #expect((back * back).sum() < 1e-10)
    }
  }

  @Test func `the map through four pairs is the fitted one`() throws {
    var generator = SeededGenerator(seed: 8)
    for _ in 0..<200 {
      func random() -> SIMD2<Double> { SIMD2(Double(generator.next() % 4000), Double(generator.next() % 3000)) }
      let from = (random(), random(), random(), random())
      let to = (Self.map(from.0), Self.map(from.1), Self.map(from.2), Self.map(from.3))
      guard let through = Homography.through(from, to: to) else { continue }
      #expect(Self.largestError(through, [from.0, from.1, from.2, from.3]) < 1e-5)
      #expect(Self.largestError(through, Self.points(20)) < 1)
    }
    let line = (SIMD2(0.0, 0), SIMD2(1.0, 1), SIMD2(2.0, 2), SIMD2(5.0, 1))
    #expect(Homography.through(line, to: line) == nil)
  }

  @Test func `points on a line or fewer than four fix no map`() {
    let line = (0..<6).map { SIMD2(Double($0) * 10, Double($0) * 20) }
    #expect(Homography.fitted(from: line, to: line) == nil)
    let three = Array(Self.points(3))
    #expect(Homography.fitted(from: three, to: three) == nil)
    #expect(Homography(coefficients: [1, 2, 0, 2, 4, 0, 0, 0, 1]).inverse == nil)
  }

  @Test func `the map is found among twice as many wrong pairs`() throws {
    var generator = SeededGenerator(seed: 11)
    let from = Self.points(300)
    let to = from.enumerated().map { index, point in
      index % 3 == 0
        ? Self.map(point) + SIMD2(generator.normal(), generator.normal())
        : SIMD2(Double(generator.next() % 4000), Double(generator.next() % 3000))
    }
    let search = HomographySearch(tolerance: 6)
    let found = try #require(search.best(from: from, to: to, atLeast: 20))
    #expect(found.inliers.filter { $0 % 3 == 0 }.count >= 98)
    #expect(found.inliers.count <= 106)
    #expect(Self.largestError(found.map, from) < 2)
    let again = try #require(search.best(from: from, to: to, atLeast: 20))
    #expect(again.map == found.map)
  }

  @Test func `points that nothing connects give no map`() {
    let search = HomographySearch(tolerance: 12)
    for seed in 1...20 as ClosedRange<UInt64> {
      let found = search.best(from: Self.points(300, seed: seed), to: Self.points(300, seed: seed + 100), atLeast: 20)
      #expect(found == nil, "seed \(seed)")
    }
  }

  @Test func `a turned and scaled group of points tells how it was turned and scaled`() throws {
    let from = Self.points(30)
    let to = from.map { point in SIMD2(0.5 * -point.y + 7, 0.5 * point.x - 9) }
    let similarity = try #require(Similarity(from: from, to: to))
    #expect(abs(similarity.rotation - 90) < 1e-9)
    #expect(abs(similarity.scale - 0.5) < 1e-12)
    #expect(Similarity(from: [SIMD2(1, 1), SIMD2(1, 1)], to: [SIMD2(0, 0), SIMD2(1, 0)]) == nil)
  }
}
