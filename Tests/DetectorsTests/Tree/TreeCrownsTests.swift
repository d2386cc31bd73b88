import Foundation
import ImageKit
import Testing

@testable import Detectors

@Suite struct TreeCrownsTests {
  @Test func `a peak is a crown with the box that the network measures there`() throws {
    var scene = TreeScene()
    scene.setCrown(x: 60, y: 40, halfU: 32, halfV: 16)
    let crowns = TreeCrowns(maps: scene.maps).crowns(from: 0.4)
    #expect(crowns.count == 1)
    let crown = try #require(crowns.first)
    #expect(abs(crown.middle.u - 121) < 0.5 && abs(crown.middle.v - 81) < 0.5)
    #expect(abs(crown.halfU - 32) < 0.5 && abs(crown.halfV - 16) < 0.5)
    #expect(crown.damageClass == .treeCrown)
  }

  @Test func `a crown is what most of its core is`() throws {
    var scene = TreeScene()
    scene.setCrown(x: 60, y: 40, halfU: 32, halfV: 32)
    scene.setCrown(x: 160, y: 40, halfU: 32, halfV: 32)
    scene.set(.dead, to: 3) { x, y in hypot(x - 60.5, y - 40.5) < 16 }
    scene.set(.declining, to: 3) { x, _ in x > 150 }
    scene.set(.dead, to: 3) { x, y in abs(x - 160.5) < 2 && abs(y - 40.5) < 2 }
    let crowns = TreeCrowns(maps: scene.maps).crowns(from: 0.4)
    #expect(crowns.map(\.damageClass) == [.deadCrown, .decliningCrown])
    #expect(crowns.allSatisfy { $0.confidence < $0.score && $0.confidence > 0.8 * $0.score })
  }

  @Test func `two peaks in one crown are one crown, and neighbours two`() {
    var scene = TreeScene()
    scene.setCrown(x: 60, y: 40, halfU: 32, halfV: 32)
    scene.setCrown(x: 66, y: 40, halfU: 30, halfV: 32, score: 2)
    scene.setCrown(x: 92, y: 40, halfU: 32, halfV: 32, score: 2)
    #expect(TreeCrowns(maps: scene.maps).crowns(from: 0.4).count == 2)
  }

  @Test func `a crown's ellipse and ring end with the photo`() {
    let crown = TreeCrown(
      score: 1, middle: PixelPoint(u: 5, v: 50), halfU: 30, halfV: 20, declining: 0, dead: 0)
    let area = Double(crown.ellipse(width: 100, height: 100).area)
    #expect(abs(PixelRing.signedArea(crown.ring(width: 100, height: 100)) - area) < 0.05 * area)
    #expect(crown.ring(width: 100, height: 100).allSatisfy { $0.u >= 0 })
    #expect(crown.corners(width: 100, height: 100)[0] == PixelPoint(u: 0, v: 30))
  }
}
