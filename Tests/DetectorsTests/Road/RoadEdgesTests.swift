import Foundation
import ImageKit
import Testing

@testable import Detectors

@Suite struct RoadEdgesTests {
  /// 1,000 × 800 pixels of a pavement that `isRoad` draws.
  private func edges(_ isRoad: (Double, Double) -> Bool) -> RoadEdges {
    let values = (0..<500 * 400).map { index -> UInt8 in
      isRoad(2 * Double(index % 500) + 1, 2 * Double(index / 500) + 1) ? 250 : 5
    }
    let surface = CellMap(cells: Image(width: 500, height: 400, values: values), stride: 2, x: 0, y: 0)
    return RoadEdges(PavementMask(surface: surface, groundSampleDistance: 0.02))
  }

  /// A road 240 pixels wide through the middle of the photo.
  private func road(_ degrees: Double) -> RoadEdges {
    let (c, s) = (cos(degrees * .pi / 180), sin(degrees * .pi / 180))
    return edges { u, v in abs((v - 400) * c - (u - 500) * s) < 120 }
  }

  private func isAlong(_ axis: RoadDirections.Axis?, _ degrees: Double, within: Double = 4) -> Bool {
    axis.map { abs(sin($0.angle - degrees * .pi / 180)) < sin(within * .pi / 180) } ?? false
  }

  @Test(arguments: [0.0, 17, 45, 60, 90, 128, 160])
  func `a road runs as its edges do, whichever way it is turned`(degrees: Double) {
    let edges = road(degrees)
    #expect(isAlong(edges.axis(at: PixelPoint(u: 500, v: 400)), degrees))
    #expect(isAlong(edges.axis, degrees))
    #expect((edges.axis?.certainty ?? 0) > 0.75)
  }

  @Test func `of a road that bends each part has its own direction`() {
    // A quarter of a ring about the lower left corner.
    let edges = edges { u, v in abs(hypot(u, 800 - v) - 600) < 120 }
    for degrees in [25.0, 45, 65] {
      let (c, s) = (cos(degrees * .pi / 180), sin(degrees * .pi / 180))
      #expect(isAlong(edges.axis(at: PixelPoint(u: 600 * s, v: 800 - 600 * c)), degrees, within: 8))
    }
  }

  @Test func `where no edge is near, and where edges run all ways, nothing is said`() {
    #expect(edges { _, _ in true }.axis == nil)
    #expect(edges { _, _ in true }.axis(at: PixelPoint(u: 500, v: 400)) == nil)
    #expect(edges { _, _ in false }.axis(at: PixelPoint(u: 500, v: 400)) == nil)
    let square = edges { u, v in hypot(u - 500, v - 400) < 330 }
    #expect(square.axis == nil)
    #expect(square.axis(at: PixelPoint(u: 500, v: 400)) == nil)
  }
}
