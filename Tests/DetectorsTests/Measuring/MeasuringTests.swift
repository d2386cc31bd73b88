import Foundation
import ImageKit
import TestSupport
import Testing

@testable import Detectors

@Suite struct MeasuringTests {
  private func mask(_ rows: [String]) -> PixelMask {
    var runs: [PixelMask.Run] = []
    for (y, row) in rows.enumerated() {
      var x = 0
      let cells = Array(row)
      while x < cells.count {
        guard cells[x] == "#" else {
          x += 1
          continue
        }
        let start = x
        while x < cells.count, cells[x] == "#" { x += 1 }
        runs.append(.init(y: Int32(y), x: Int32(start), length: Int32(x - start)))
      }
    }
    return PixelMask(runs: runs)
  }

  /// Positive for a ring that is clockwise on screen.
  private func area(_ ring: [PixelPoint]) -> Double {
    ring.indices.reduce(0) { sum, i in
      let (a, b) = (ring[i], ring[(i + 1) % ring.count])
      return sum + (a.u * b.v - b.u * a.v) / 2
    }
  }

  @Test func `an outline runs clockwise and its holes the other way`() {
    let rings = MaskOutline.rings(of: mask(["####", "#..#", "####"]))
    #expect(rings.map(area) == [12, -2])
    #expect(
      rings[0] == [PixelPoint(u: 0, v: 0), PixelPoint(u: 4, v: 0), PixelPoint(u: 4, v: 3), PixelPoint(u: 0, v: 3)])
  }

  @Test func `pixels that touch by a corner have rings of their own`() {
    let rings = MaskOutline.rings(of: mask(["#.", ".#"]))
    #expect(rings.map(area) == [1, 1])
  }

  @Test func `the rings of any mask enclose its area and never meet a corner twice`() {
    for seed in 0..<20 {
      var random = SeededGenerator(seed: UInt64(seed))
      let rows = (0..<9).map { _ in String((0..<11).map { _ in Bool.random(using: &random) ? "#" : "." }) }
      let mask = mask(rows)
      let rings = MaskOutline.rings(of: mask)
      #expect(Int(rings.map(area).reduce(0, +)) == mask.area, "seed \(seed)")
      #expect(rings.allSatisfy { Set($0).count == $0.count }, "seed \(seed)")
    }
  }

  @Test func `a simplified line keeps its ends and stays within the tolerance`() {
    let points = (0...60).map { PixelPoint(u: Double($0), v: 10 * sin(Double($0) / 9)) }
    let simple = Polyline(points: points).simplified(tolerance: 0.5).points
    #expect(simple.first == points.first && simple.last == points.last)
    #expect(simple.count < 20 && simple.count > 4)
    for p in points {
      let nearest =
        zip(simple, simple.dropFirst()).map { a, b -> Double in
          let t = max(
            0,
            min(
              1,
              ((p.u - a.u) * (b.u - a.u) + (p.v - a.v) * (b.v - a.v))
                / (hypot(b.u - a.u, b.v - a.v) * hypot(b.u - a.u, b.v - a.v))))
          return hypot(p.u - a.u - t * (b.u - a.u), p.v - a.v - t * (b.v - a.v))
        }.min() ?? 9
      #expect(nearest <= 0.5 + 1e-9)
    }
  }

  private func skeleton(_ rows: [String], spur: Int) -> Skeleton {
    let width = rows[0].count
    let pixels = rows.joined().enumerated().compactMap { $1 == "#" ? $0 : nil }
    return Skeleton(pixels: pixels, width: width, spur: spur)
  }

  @Test func `a crossing has four branches and one node`() {
    let graph = skeleton(["...#...", "...#...", "...#...", "#######", "...#...", "...#...", "...#..."], spur: 0)
    #expect(graph.branches.count == 4)
    #expect(graph.nodes.count == 1)
    #expect(graph.branches.allSatisfy { ($0.start == nil) != ($0.end == nil) })
  }

  @Test func `a thorn is taken off and the line goes on through`() {
    let graph = skeleton(["....#......", "....#......", "###########", "..........."], spur: 3)
    #expect(graph.branches.count == 1)
    #expect(graph.branches.first?.pixels.count ?? 0 >= 10)
    #expect(graph.nodes.isEmpty)
  }

  @Test func `a ring is one loop`() {
    let graph = skeleton([".###.", "#...#", "#...#", ".###."], spur: 2)
    #expect(graph.branches.count == 1)
    #expect(graph.branches.first?.isLoop == true)
    #expect(graph.branches.first?.pixels.count == 10)
  }

  @Test func `every pixel that is not a node lies in one branch`() {
    for seed in 0..<20 {
      var random = SeededGenerator(seed: UInt64(seed))
      let runs = (0..<400).compactMap { i -> CandidateRuns.Run? in
        Bool.random(using: &random) ? .init(y: Int32(i / 20), x: Int32(i % 20), length: 1, highest: 9) : nil
      }
      let pixels = Thinning.skeleton(of: runs, width: 20, height: 20)
      let graph = Skeleton(pixels: pixels, width: 20, spur: 0)
      let all = graph.branches.flatMap(\.pixels) + graph.nodes.flatMap { $0 }
      #expect(all.sorted() == pixels, "seed \(seed)")
    }
  }

  @Test func `the width model turns a blurred line back into its width`() {
    for blur in [0.6, 0.8, 1.1] {
      for width in [2.0, 3, 5, 9] {
        let ratio = width / erf(width / (2 * 2.0.squareRoot() * blur))
        #expect(abs(WidthModel.width(ratio: ratio, blur: blur) - width) < 0.01)
      }
      #expect(WidthModel.width(ratio: 2.4 * blur, blur: blur) == 0)
    }
  }

  @Test func `a line thinner than the blur is at least as wide as full black would be`() {
    let estimate = WidthModel.estimate(area: 45, depth: 22.5, ground: 100)
    #expect(abs(estimate.width - 0.5) < 0.05)
    #expect((estimate.high - estimate.low) / 2 > 0.3)
  }
}
