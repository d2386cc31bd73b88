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
    // As large as the box, of 16 by 8 √2, and as long as wide: so is the square of cells that is its bell.
    #expect(abs(crown.halfU * crown.halfV - 128 * 2.0.squareRoot()) < 1 && abs(crown.halfU / crown.halfV - 1) < 0.35)
  }

  @Test(arguments: [0.5, 0.7, 1, 1.4, 2])
  func `a dead crown has the shape of its bell and the size of its box`(stretch: Double) throws {
    var scene = TreeScene()
    scene.set(.canopy, to: 3) { _, _ in true }
    scene.set(.sideU, to: 1) { _, _ in true }
    scene.set(.sideV, to: 1) { _, _ in true }
    // A bell of 0.8 in the middle whose spread across is `stretch` times that down.
    let (across, down) = (3 * stretch.squareRoot(), 3 / stretch.squareRoot())
    for (y, x) in (30...50).flatMap({ y in (50...70).map { (y, $0) } }) {
      let (a, b) = ((Double(x) - 60) / across, (Double(y) - 40) / down)
      let heat = max(0.004, 0.8 * exp(-0.5 * (a * a + b * b)))
      scene.set(.dead, to: log(heat / (1 - heat))) { u, v in u == Double(x) + 0.5 && v == Double(y) + 0.5 }
    }
    let crown = try #require(TreeCrowns(maps: scene.maps).deadCrowns(from: 0.3).first)
    #expect(abs(crown.halfU / crown.halfV / stretch - 1) < 0.12)
    #expect(abs(crown.halfU * crown.halfV - 256) < 2)
  }

  @Test func `a dead crown's middle is that of its bell, between cells too`() throws {
    var scene = TreeScene()
    scene.set(.canopy, to: 3) { _, _ in true }
    for (y, x) in (30...50).flatMap({ y in (50...70).map { (y, $0) } }) {
      let (a, b) = ((Double(x) - 60.4) / 3, (Double(y) - 39.7) / 3)
      let heat = max(0.004, 0.8 * exp(-0.5 * (a * a + b * b)))
      scene.set(.dead, to: log(heat / (1 - heat))) { u, v in u == Double(x) + 0.5 && v == Double(y) + 0.5 }
    }
    // Two pixels a cell, whose middle is half a cell further.
    let middle = try #require(TreeCrowns(maps: scene.maps).deadCrowns(from: 0.3).first).middle
    #expect(abs(middle.u - 2 * 60.9) < 0.3 && abs(middle.v - 2 * 40.2) < 0.3)
  }

  @Test func `a dead crown at the photo's edge keeps its size`() throws {
    var scene = TreeScene()
    scene.set(.canopy, to: 3) { _, _ in true }
    scene.set(.dead, to: 1) { x, y in x < 1 && y < 1 }
    let crown = try #require(TreeCrowns(maps: scene.maps).deadCrowns(from: 0.3).first)
    #expect(abs(crown.halfU * crown.halfV - 64) < 1 && crown.middle.u < 5 && crown.middle.v < 5)
  }

  @Test func `a dead part of a living crown is a branch, and a dead crown beside or as large is not`() {
    func crown(u: Double, half: Double, dead: Double) -> TreeCrown {
      TreeCrown(score: 0.8, middle: PixelPoint(u: u, v: 50), halfU: half, halfV: half, declining: 0, dead: dead)
    }
    let living = crown(u: 50, half: 40, dead: 0)
    #expect(crown(u: 60, half: 15, dead: 1).isBranch(of: living))
    #expect(!crown(u: 85, half: 15, dead: 1).isBranch(of: living), "beside it")
    #expect(!crown(u: 55, half: 25, dead: 1).isBranch(of: living), "too large a part")
    #expect(!crown(u: 60, half: 15, dead: 0).isBranch(of: living), "a living one")
    #expect(!crown(u: 60, half: 15, dead: 1).isBranch(of: crown(u: 50, half: 40, dead: 1)), "in a dead one")
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
