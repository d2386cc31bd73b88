import Foundation
import ImageKit
import Testing

@testable import Detectors

@Suite struct OverhangTests {
  private func found(_ scene: TreeScene) -> [Detection] {
    let maps = scene.maps
    return Overhang(maps: maps, carriageway: Carriageway(maps)).detections(from: 0.4, lying: maps.cells(.fallen))
  }

  @Test func `canopy over the road is reported with how far it reaches in`() throws {
    var scene = TreeScene()
    scene.set(.carriageway, to: 4) { _, y in abs(y - 80) < 40 }
    scene.set(.canopy, to: 4) { x, y in hypot(x - 100, y - 30) < 30 }
    let overhang = try #require(found(scene).first)
    #expect(overhang.damageClass == .canopyOverPavement)
    // The circle's cells with y > 40: a segment 20 high of a circle of radius 30.
    let area = 900 * acos(1.0 / 3) - 10 * (900.0 - 100).squareRoot()
    #expect(abs(Double(overhang.mask.area) / 4 - area) < 0.06 * area)
    let reach = try #require(overhang.tree?.reach)
    #expect(abs(Polyline(points: reach).length / 2 - 20) < 1.5)
  }

  @Test func `canopy beside the road, specks and what lies on it are none`() {
    var scene = TreeScene()
    scene.set(.carriageway, to: 4) { _, y in abs(y - 80) < 40 }
    scene.set(.canopy, to: 4) { x, y in hypot(x - 100, y - 10) < 20 || hypot(x - 50, y - 80) < 5 }
    scene.set(.canopy, to: 4) { x, y in hypot(x - 180, y - 80) < 25 }
    scene.set(.fallen, to: 4) { x, y in hypot(x - 180, y - 80) < 26 }
    #expect(found(scene).isEmpty)
  }
}
