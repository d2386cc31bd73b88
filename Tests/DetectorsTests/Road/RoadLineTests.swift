import Foundation
import ImageKit
import Testing

@testable import Detectors

@Suite struct RoadLineTests {
  private func branch(_ from: (Double, Double), _ to: (Double, Double)) -> CrackCandidate.Branch {
    let count = 60
    let points = (0...count).map { i in
      let t = Double(i) / Double(count)
      return PixelPoint(u: from.0 + t * (to.0 - from.0), v: from.1 + t * (to.1 - from.1))
    }
    return CrackCandidate.Branch(
      line: Polyline(points: points), sections: [], width: 2, halfWidth: 1, startIsFree: true, endIsFree: true)
  }

  @Test func `a crack across the road that meets one along it is another crack`() {
    let crack = CrackCandidate(
      branches: [branch((0, 0), (0, 200)), branch((0, 200), (0, 400)), branch((0, 200), (150, 210))],
      features: CrackFeatures())
    let parts = crack.parts(by: .pi / 2)
    #expect(parts.map(\.branches.count).sorted() == [1, 2])
  }

  @Test func `a stub beside a long crack is part of it`() {
    let crack = CrackCandidate(
      branches: [branch((0, 0), (0, 200)), branch((0, 200), (0, 400)), branch((0, 200), (20, 202))],
      features: CrackFeatures())
    #expect(crack.parts(by: .pi / 2).count == 1)
  }

  @Test func `the direction is that of the longer pieces, whichever way they were walked`() throws {
    let direction = try #require(RoadLine.direction(of: [branch((0, 0), (100, 100)), branch((50, 50), (0, 0))]))
    #expect(abs(sin(direction - .pi / 4)) < 1e-9)
  }
}
