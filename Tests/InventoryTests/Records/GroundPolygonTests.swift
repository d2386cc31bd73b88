import ImageKit
import Inventory
import Testing

struct GroundPolygonTests {
  private func square(_ low: Double, _ high: Double) -> [PixelPoint] {
    [
      PixelPoint(u: low, v: low), PixelPoint(u: high, v: low), PixelPoint(u: high, v: high),
      PixelPoint(u: low, v: high),
    ]
  }

  private func ground(_ ring: [PixelPoint]) -> [HorizontalPosition] {
    ring.map { HorizontalPosition(latitude: -$0.v, longitude: $0.u) }
  }

  @Test func `each hole goes to the innermost ring around it`() {
    let outer = square(0, 100)
    let hole = Array(square(10, 90).reversed())
    let island = square(20, 80)
    let pond = Array(square(30, 40).reversed())
    let rings = [island, hole, outer, pond]
    let polygons = GroundPolygon.polygons(pixelRings: rings, groundRings: rings.map(ground))
    #expect(polygons.map(\.outer) == [ground(island), ground(outer)])
    #expect(polygons.map(\.holes) == [[ground(pond)], [ground(hole)]])
  }

  @Test func `a hole that touches its ring in a corner stays with it`() {
    let outer = square(0, 10)
    let hole = [PixelPoint(u: 0, v: 0), PixelPoint(u: 2, v: 4), PixelPoint(u: 4, v: 2)]
    let polygons = GroundPolygon.polygons(pixelRings: [outer, hole], groundRings: [outer, hole].map(ground))
    #expect(polygons == [GroundPolygon(outer: ground(outer), holes: [ground(hole)])])
  }

  @Test func `rings of fewer than three corners and lonely holes are left out`() {
    let rings = [Array(square(0, 1).prefix(2)), Array(square(5, 6).reversed())]
    #expect(GroundPolygon.polygons(pixelRings: rings, groundRings: rings.map(ground)).isEmpty)
  }
}
