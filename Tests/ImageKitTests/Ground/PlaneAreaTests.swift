import Testing

@testable import ImageKit

struct PlaneAreaTests {
  private func square(_ x: Double, _ y: Double, _ side: Double) -> PlaneArea {
    PlaneArea(rings: [[SIMD2(x, y), SIMD2(x + side, y), SIMD2(x + side, y + side), SIMD2(x, y + side)]])
  }

  @Test(
    arguments: [
      (5.0, 0.0, 4.0), (0, 7, 6), (4, 5, 5), (0.5, 0.5, 0), (-9, -9, 0), (1, 0, 0),
    ] as [(Double, Double, Double)])
  func `areas are as far apart as their nearest edges`(x: Double, y: Double, distance: Double) {
    let other = square(x, y, x < 0 ? 20 : 1)
    #expect(abs(square(0, 0, 1).distance(to: other) - distance) < 1e-12)
    #expect(abs(other.distance(to: square(0, 0, 1)) - distance) < 1e-12)
  }

  @Test func `lines that cross an area without a corner in it touch it`() {
    let area = square(0, 0, 1)
    #expect(area.distance(from: SIMD2(-1, 0.5), to: SIMD2(2, 0.5)) == 0)
    #expect(area.distance(from: SIMD2(-1, 3), to: SIMD2(2, 3)) == 2)
    #expect(area.distance(from: SIMD2(4, 5), to: SIMD2(4, 5)) == 5)
  }

  @Test func `what lies in a hole lies outside`() {
    let ring = square(0, 0, 10).rings + square(4, 4, 2).rings
    let holed = PlaneArea(rings: ring)
    #expect(holed.contains(SIMD2(1, 1)) && !holed.contains(SIMD2(5, 5)))
    #expect(holed.distance(from: SIMD2(5, 5), to: SIMD2(5, 5)) == 1)
  }

  @Test func `an area without points is nowhere`() {
    #expect(PlaneArea(rings: [[]]).bounds == nil)
    #expect(PlaneArea(rings: []).distance(to: square(0, 0, 1)) == .infinity)
  }
}
