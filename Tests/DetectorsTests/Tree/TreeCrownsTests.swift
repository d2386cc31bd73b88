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

  @Test func `a dead crown is found in a wood whose crowns cannot be told apart`() throws {
    var scene = TreeScene()
    scene.set(.sideU, to: 1) { _, _ in true }
    scene.set(.sideV, to: 0.5) { _, _ in true }
    scene.set(.dead, to: 1) { x, y in abs(x - 60.5) < 1 && abs(y - 40.5) < 1 }
    #expect(TreeCrowns(maps: scene.maps).deadCrowns(from: 0.3).isEmpty, "a grey thing that is no canopy")
    scene.set(.canopy, to: 3) { _, _ in true }
    let reader = TreeCrowns(maps: scene.maps)
    #expect(reader.crowns(from: 0.3).isEmpty)
    let crown = try #require(reader.deadCrowns(from: 0.3).first)
    #expect(crown.damageClass == .deadCrown && abs(crown.confidence - 1 / (1 + exp(-1))) < 0.01)
    #expect(abs(crown.halfU - 16) < 0.1 && abs(crown.halfV - 8 * 2.0.squareRoot()) < 0.1)
  }

  @Test func `one place has one crown: dead where that is half as likely as that it is any, else living`() {
    func crown(_ score: Double, u: Double, half: Double = 20, dead: Double = 0) -> TreeCrown {
      TreeCrown(
        score: score, middle: PixelPoint(u: u, v: 50), halfU: half, halfV: half, declining: 0, dead: dead)
    }
    let living = [crown(0.8, u: 50), crown(0.6, u: 100)]
    #expect(TreeCrowns.together(living, [crown(0.5, u: 52, dead: 1)]).map(\.damageClass) == [.treeCrown, .deadCrown])
    #expect(TreeCrowns.together(living, [crown(0.3, u: 52, dead: 1)]) == living)
    // A box much too large about the same middle is the same crown; a neighbour is not.
    #expect(TreeCrowns.together([crown(0.4, u: 50, half: 45)], [crown(0.5, u: 55, half: 15, dead: 1)]).count == 1)
    #expect(TreeCrowns.together(living, [crown(0.9, u: 150, dead: 1)]).map(\.score) == [0.9, 0.8, 0.6])
  }
}
