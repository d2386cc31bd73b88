import Foundation
import ImageKit
import Testing

@testable import Detectors

@Suite struct FallenTreesTests {
  /// A road of 60 cells of 8 cm across the maps; a stem of 6 cells at some angle about a point, 40 cells to each side, with a crown at one end.
  private func scene(angle degrees: Double, x middleX: Double, y middleY: Double) -> TreeScene {
    var scene = TreeScene()
    scene.set(.carriageway, to: 4) { _, y in abs(y - 80) < 30 }
    let (c, s) = (cos(degrees * .pi / 180), sin(degrees * .pi / 180))
    scene.set(.fallen, to: 3) { x, y in
      let (a, b) = ((x - middleX) * c + (y - middleY) * s, (y - middleY) * c - (x - middleX) * s)
      return abs(a) < 40 && abs(b) < 3 || hypot(a - 40, b) < 12
    }
    scene.set(.stem, to: 3) { x, y in
      let (a, b) = ((x - middleX) * c + (y - middleY) * s, (y - middleY) * c - (x - middleX) * s)
      return abs(a) < 40 && abs(b) < 3
    }
    return scene
  }

  private func found(
    _ scene: TreeScene, from threshold: Double = 0.6, in colour: (Double, Double) -> RGB8? = { _, _ in nil }
  ) -> [Detection] {
    let maps = scene.maps
    let shadows = ShadowTest(picture: scene.photo(colour), maps: maps)
    return FallenTrees(maps: maps, carriageway: Carriageway(maps), shadows: shadows).trees(from: threshold)
      .map(\.detection)
  }

  private func length(_ line: [PixelPoint]) -> Double { Polyline(points: line).length }

  @Test(arguments: [(90.0, 120.0), (60, 120), (120, 100)]) func `a tree across the road blocks all of it`(
    angle: Double, x: Double
  ) throws {
    let trees = found(scene(angle: angle, x: x, y: 80))
    #expect(trees.count == 1)
    let tree = try #require(trees.first)
    #expect(tree.damageClass == .fallenTree)
    // 60 cells of two pixels.
    #expect(abs(length(try #require(tree.tree?.reach)) - 120) < 5)
    #expect(abs(length(try #require(tree.tree?.carriageway)) - 120) < 5)
    #expect(abs(length(tree.centreLines[0]) - 160) < 8)
    #expect(abs(try #require(tree.width).median - 12) < 3)
  }

  @Test func `a tree that reaches half across blocks half`() throws {
    // Its stem ends with its crown's middle at the road's middle line.
    let tree = try #require(found(scene(angle: 90, x: 120, y: 28)).first)
    #expect(abs(length(try #require(tree.tree?.reach)) - 2 * (68 + 12 - 50)) < 5)
  }

  @Test func `a tree beside the road blocks nothing`() throws {
    let tree = try #require(found(scene(angle: 0, x: 120, y: 20)).first)
    #expect(tree.tree?.reach == nil)
    #expect(tree.tree?.overCarriageway == 0)
  }

  @Test func `the crown that a lying stem ends in lies too, and blocks the road with it`() throws {
    // A road of 60 cells; a stem from its edge to its middle, and a crown there, which the network takes for a standing one.
    var scene = TreeScene()
    scene.set(.carriageway, to: 4) { _, y in abs(y - 80) < 30 }
    for map in [TreeMap.stem, .fallen] { scene.set(map, to: 3) { x, y in abs(x - 120) < 3 && (46..<82).contains(y) } }
    scene.set(.canopy, to: 3) { x, y in hypot(x - 120, y - 96) < 16 }
    let maps = scene.maps
    let crown = TreeCrown(
      score: 0.9, middle: PixelPoint(u: 240, v: 192), halfU: 32, halfV: 32, declining: 0, dead: 0)
    let apart = TreeCrown(
      score: 0.9, middle: PixelPoint(u: 400, v: 192), halfU: 32, halfV: 32, declining: 0, dead: 0)
    func trees(_ crowns: [TreeCrown]) -> [FallenTrees.Found] {
      FallenTrees(
        maps: maps, carriageway: Carriageway(maps), shadows: ShadowTest(picture: scene.photo(), maps: maps),
        crowns: crowns
      ).trees(from: 0.6)
    }
    let whole = try #require(trees([apart, crown]).first)
    #expect(whole.crown == crown)
    // From the edge at 50 to the far end of the crown at 110.
    #expect(abs(length(try #require(whole.detection.tree?.reach)) - 120) < 6)
    let stem = try #require(trees([apart]).first)
    #expect(stem.crown == nil)
    #expect(abs(length(try #require(stem.detection.tree?.reach)) - 64) < 6)
  }

  @Test func `the shadow of a stem is no stem, and a dark tree in leaf is no shadow`() {
    // The stem of `scene`, as it lies here: 40 cells upwards and downwards, three to each side.
    func stem(_ colour: RGB8) -> (Double, Double) -> RGB8? {
      { x, y in abs(x - 120) < 4 && abs(y - 80) < 41 ? colour : nil }
    }
    let scene = scene(angle: 90, x: 120, y: 80)
    #expect(found(scene, in: stem(RGB8(red: 52, green: 54, blue: 60))).isEmpty, "a third as bright, and bluer")
    #expect(found(scene, in: stem(RGB8(red: 110, green: 96, blue: 80))).count == 1, "bark in the sun")
    #expect(found(scene, in: stem(RGB8(red: 50, green: 66, blue: 40))).count == 1, "leaves, as dark as the shadow")
  }

  @Test func `a tree that hides the road under it still blocks it`() throws {
    var scene = scene(angle: 90, x: 120, y: 80)
    scene.set(.carriageway, to: -4) { x, y in abs(x - 120) < 6 && abs(y - 60) < 6 }
    let tree = try #require(found(scene).first)
    #expect(abs(length(try #require(tree.tree?.reach)) - 120) < 5)
  }

  @Test func `green leaves on the carriageway lie there without a stem, a puddle or a hedge does not`() throws {
    func limb(at middleY: Double, stem: Bool = false) -> TreeScene {
      var scene = TreeScene()
      scene.set(.carriageway, to: 4) { _, y in abs(y - 80) < 30 }
      scene.set(.fallen, to: 4) { x, y in hypot((x - 120) / 1.6, y - middleY) < 14 }
      if stem { scene.set(.stem, to: 2) { x, y in abs(x - 120) < 6 && abs(y - middleY) < 1 } }
      return scene
    }
    func painted(_ colour: RGB8, at middleY: Double) -> (Double, Double) -> RGB8? {
      { x, y in hypot((x - 120) / 1.6, y - middleY) < 15 ? colour : nil }
    }
    let (leaves, puddle) = (RGB8(red: 70, green: 105, blue: 55), RGB8(red: 120, green: 105, blue: 90))
    let tree = try #require(found(limb(at: 80), from: 0.8, in: painted(leaves, at: 80)).first)
    #expect(length(try #require(tree.tree?.reach)) > 50 && tree.width == nil)
    #expect(found(limb(at: 80), from: 0.7, in: painted(puddle, at: 80)).isEmpty)
    #expect(found(limb(at: 20), from: 0.7, in: painted(leaves, at: 20)).isEmpty, "a hedge")
    // A bit of a stem among the leaves, shorter than a tree, takes nothing away.
    #expect(found(limb(at: 80, stem: true), from: 0.8, in: painted(leaves, at: 80)).count == 1)
  }

  @Test func `litter is no tree`() {
    var scene = TreeScene()
    scene.set(.fallen, to: 4) { x, y in hypot(x - 60, y - 60) < 8 }
    scene.set(.stem, to: 4) { x, y in abs(x - 60) < 8 && abs(y - 60) < 2 }
    #expect(found(scene).isEmpty)
  }

  @Test func `what the network doubts is reported only when asked`() {
    var scene = scene(angle: 0, x: 120, y: 20)
    scene.set(.fallen, to: 0.2) { _, y in y < 50 && y > 10 }
    scene.set(.stem, to: -3) { _, _ in true }
    #expect(found(scene).isEmpty)
    #expect(!found(scene, from: 0.2).isEmpty)
  }
}
