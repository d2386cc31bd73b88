import Foundation
import ImageKit
import Testing

@testable import Detectors

@Suite struct CarriagewayTests {
  /// A road 80 cells of 8 cm wide, turned by some degrees about the middle of the maps.
  private func road(turned degrees: Double, half: Double = 40) -> Carriageway {
    var scene = TreeScene(width: 300, height: 240)
    let angle = degrees * .pi / 180
    scene.set(.carriageway, to: 4) { x, y in abs((y - 120) * cos(angle) - (x - 150) * sin(angle)) < half }
    return Carriageway(scene.maps)
  }

  @Test(arguments: [0.0, 17, 45, 90, 121]) func `the shortest way across is the road's width, however it runs`(
    degrees: Double
  ) throws {
    let road = road(turned: degrees)
    let places = (115..<125).flatMap { y in (145..<155).map { y * 300 + $0 } }
    let crossing = try #require(road.crossing(at: places))
    #expect(crossing.isWhole)
    #expect(abs(crossing.width - 80) < 2)
    let across = abs(crossing.acrossX * -sin(degrees * .pi / 180) + crossing.acrossY * cos(degrees * .pi / 180))
    #expect(across > cos(4 * .pi / 180))
  }

  @Test func `an edge out of the photo is no edge`() throws {
    let road = road(turned: 0, half: 130)
    let crossing = try #require(road.crossing(at: [120 * 300 + 150]))
    #expect(!crossing.isWhole)
  }

  @Test func `off the road there is no way across`() {
    #expect(road(turned: 0).crossing(at: [5 * 300 + 5]) == nil)
  }

  @Test func `a car is no hole, and a spot no road`() {
    var scene = TreeScene(width: 300, height: 240)
    scene.set(.carriageway, to: 4) { x, y in abs(y - 120) < 40 && !(100..<150 ~= x && 110..<130 ~= y) }
    scene.set(.carriageway, to: 4) { x, y in x < 20 && y < 20 }
    let road = Carriageway(scene.maps)
    #expect(road.cells[120, 120])
    #expect(!road.cells[10, 10])
  }

  @Test func `the nearest edge is where the road ends and not where the photo does`() throws {
    let road = road(turned: 0)
    let cells = [100 * 300 + 2, 130 * 300 + 150]
    let edges = road.nearestEdges(of: cells)
    #expect(edges[cells[0]] == 79 * 300 + 2)
    #expect(edges[cells[1]] == 160 * 300 + 150)
  }
}
