import Foundation
import ImageKit
import Testing

@testable import Detectors

@Suite struct CrackPatternTests {
  /// A point that wanders from the straight way, as cracks do.
  private func way(_ a: PixelPoint, _ b: PixelPoint) -> [PixelPoint] {
    (0...20).map { step in
      let t = Double(step) / 20
      let bend = 5 * sin(t * 9) * sin(t * .pi)
      return PixelPoint(u: a.u + t * (b.u - a.u) + bend, v: a.v + t * (b.v - a.v) + bend)
    }
  }

  private func patterns(_ ways: [(PixelPoint, PixelPoint)]) throws -> [CrackPattern?] {
    let parts = ways.map { Pictures.line(way($0.0, $0.1), lineWidth: 3, contrast: 0.6, width: 320, height: 240) }
    let photo = Pictures.photo(width: 320, height: 240) { x, y in
      Pictures.gray(Double(parts.map { $0[x, y].green }.min() ?? 0))
    }
    return try CrackDetector(crackMap: RidgeCrackMap()).detections(in: Tile(whole: photo)).map(\.pattern)
  }

  private let left = PixelPoint(u: 20, v: 120)
  private let right = PixelPoint(u: 300, v: 110)

  @Test func `one line is single`() throws { #expect(try patterns([(left, right)]) == [.single]) }

  @Test func `a line that forks is branched`() throws {
    let fork = way(left, right)[10]
    #expect(try patterns([(left, right), (fork, PixelPoint(u: 200, v: 220))]) == [.branched])
  }

  @Test func `lines that close around two pieces of the ground are a map`() throws {
    let (top, bottom) = (PixelPoint(u: 90, v: 40), PixelPoint(u: 90, v: 200))
    let (farTop, farBottom) = (PixelPoint(u: 240, v: 50), PixelPoint(u: 235, v: 190))
    let found = try patterns([
      (left, right), (top, bottom), (farTop, farBottom), (top, farTop), (bottom, farBottom),
    ])
    #expect(found == [.map])
  }
}
