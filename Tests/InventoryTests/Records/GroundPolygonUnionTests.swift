import Detectors
import ImageKit
import Testing

@testable import Inventory

/// Outlines of one defect made one.
struct GroundPolygonUnionTests {
  private func square(_ east: Double, _ north: Double, side: Double) -> GroundPolygon {
    GroundPolygon(
      outer: [SIMD2(0, 0), SIMD2(side, 0), SIMD2(side, side), SIMD2(0, side)].map {
        SurveyScene.place($0 + SIMD2(east, north))
      })
  }

  private func area(_ polygons: [GroundPolygon]) -> Double { polygons.reduce(0) { $0 + $1.area } }

  @Test func `what two outlines share counts once`() {
    let union = GroundPolygon.union([square(0, 0, side: 2), square(1, 1, side: 2)])
    #expect(union.count == 1 && abs(area(union) - 7) < 0.001)
  }

  @Test func `valid polygons come back corner by corner`() {
    let hole = GroundPolygon(outer: square(0, 0, side: 4).outer, holes: [square(1, 1, side: 1).outer.reversed()])
    let given = [hole, square(10, 0, side: 0.3)]
    #expect(GroundPolygon.union(given) == given)
    #expect(GroundPolygon.union([]).isEmpty)
  }

  @Test func `a ring that crosses itself is taken apart when a detection is placed`() {
    let pixels = [(0.0, 0.0), (10, 10), (10, 0), (0, 12)].map { PixelPoint(u: $0.0, v: $0.1) }
    let ground = [(0.0, 0.0), (1, -1), (1, 0), (0, -1.2)].map { SurveyScene.place(SIMD2($0.0, $0.1)) }
    let clockwise = PixelRing.isOuter(pixels)
    let polygons = GroundPolygon.polygons(
      pixelRings: [clockwise ? pixels : pixels.reversed()], groundRings: [clockwise ? ground : ground.reversed()])
    #expect(polygons.count == 2)
    #expect(polygons.allSatisfy { $0.outer.count == 3 && $0.holes.isEmpty })
  }

  @Test func `an area narrower than a centimetre in its middle is valid when it is written with seven decimals`() {
    // An hour-glass: two triangles of 0.4 m, joined by a neck of 2 mm that lies between two steps of the grid.
    let corners = [(0.0, 0.0), (20, 18.1), (40, 0), (40, 36), (20, 18.3), (0, 36)]
    let glass = GroundPolygon(
      outer: corners.map { HorizontalPosition(latitude: 22.62 + $0.1 * 1e-7, longitude: 120.3 + $0.0 * 1e-7) })
    let written = GroundPolygon.atSevenDecimals([glass])
    #expect(written.count == 2 && abs(area(written) - glass.area) < 0.01)
    for corner in written.flatMap(\.outer) {
      #expect((corner.longitude * 1e7).rounded() / 1e7 == corner.longitude)
    }
    let wide = [square(0, 0, side: 0.5)]
    #expect(GroundPolygon.atSevenDecimals(wide) == wide)
  }
}
