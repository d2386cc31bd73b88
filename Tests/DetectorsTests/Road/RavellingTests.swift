import Foundation
import ImageKit
import TestSupport
import Testing

@testable import Detectors

/// Ravelled asphalt told from its texture, on drawn surfaces of which all is known.
@Suite struct RavellingTests {
  /// 4 mm a pixel: 6.4 × 4.8 m.
  private static let gsd = 0.004
  private static let width = 1600
  private static let height = 1200

  /// Where the surface is rough, in pixels: 2.4 × 1.6 m.
  private static let spot = Window(x: 520, y: 380, width: 600, height: 400)

  /// Asphalt whose stones, three pixels wide, differ from it by `grain` grey levels and in the spot by `rough`.
  private func surface(
    grain: Double = 6, rough: Double, spot: Window = Self.spot, light: (Int, Int) -> Double = { _, _ in 1 }
  ) -> Image<RGB8> {
    var random = SeededGenerator(seed: 9)
    let columns = Self.width / 3 + 1
    let stones = (0..<columns * (Self.height / 3 + 1)).map { _ in Double.random(in: -1...1, using: &random) }
    return unsafe Image(width: Self.width, height: Self.height) { bytes in
      for y in 0..<Self.height {
        for x in 0..<Self.width {
          let isRough = spot.holds(PixelPoint(u: Double(x), v: Double(y)))
          let grey = (110 + (isRough ? rough : grain) * stones[y / 3 * columns + x / 3]) * light(x, y)
          let value = UInt8(min(255, max(0, grey)))
          unsafe bytes.storeBytes(
            of: RGB8(red: value, green: value, blue: value), toByteOffset: 3 * (y * Self.width + x), as: RGB8.self)
        }
      }
    }
  }

  private func areas(
    _ photo: Image<RGB8>, gsd: Double? = Self.gsd, beside known: [Detection] = [],
    where isRoad: (PixelPoint) -> Bool = { _ in true }
  ) -> [Detection] {
    let cells = Image<Gray8>(
      width: Self.width / 2, height: Self.height / 2,
      values: [UInt8](repeating: 255, count: Self.width * Self.height / 4))
    let pavement = PavementMask(surface: CellMap(cells: cells, stride: 2, x: 0, y: 0), groundSampleDistance: gsd)
    let tile = Tile(photo: photo, window: photo.bounds, groundSampleDistance: gsd)
    return Ravelling(tile: tile, pavement: pavement, vegetation: VegetationMask(photo: photo))?
      .detections(beside: known, where: isRoad) ?? []
  }

  @Test func `a rough part of a road is one area, right to a mesh`() throws {
    let found = areas(surface(rough: 14))
    let area = try #require(found.first)
    #expect(found.count == 1 && area.damageClass == .ravelling)
    let (box, spot) = (area.boundingBox, Self.spot)
    for (own, drawn) in [(box.x, spot.x), (box.y, spot.y), (box.endX, spot.endX), (box.endY, spot.endY)] {
      #expect(abs(own - drawn) <= 128)
    }
    #expect(abs(Double(area.mask.area) / Double(spot.width * spot.height) - 1) < 0.35)
    #expect(!area.outline.isEmpty && area.centreLines.isEmpty)
  }

  @Test func `the rougher the surer`() throws {
    let some = try #require(areas(surface(rough: 12)).first)
    let more = try #require(areas(surface(rough: 16)).first)
    #expect((0.5..<0.75).contains(some.confidence) && more.confidence > some.confidence && more.confidence < 1)
  }

  @Test func `even surfaces, rough or smooth, show none`() {
    #expect(areas(surface(grain: 18, rough: 18)).isEmpty)
    #expect(areas(surface(grain: 2, rough: 2)).isEmpty)
    #expect(areas(surface(grain: 6, rough: 7.5)).isEmpty, "a little rougher")
    #expect(areas(surface(grain: 0.5, rough: 1.2)).isEmpty, "all of it noise")
    #expect(areas(surface(grain: 6, rough: 30)).isEmpty, "gravel")
  }

  @Test func `too small a part, an unknown and a coarse scale show none`() {
    #expect(areas(surface(rough: 14, spot: Window(x: 520, y: 380, width: 250, height: 250))).isEmpty)
    #expect(areas(surface(rough: 14), gsd: nil).isEmpty)
    #expect(areas(surface(rough: 14), gsd: 0.007).isEmpty)
  }

  @Test func `light through leaves and shade are not roughness`() {
    let flecks = surface(rough: 6) { x, y in
      let isUnderLeaves = x > 500 && x < 1200 && y > 300 && y < 900
      return isUnderLeaves && (x / 40 + y / 40).isMultiple(of: 2) ? 0.65 : 1
    }
    #expect(areas(flecks).isEmpty)
    #expect(
      areas(surface(rough: 14) { x, y in Self.spot.holds(PixelPoint(u: Double(x), v: Double(y))) ? 0.5 : 1 }).isEmpty)
  }

  @Test func `what a patch explains, or lies off the city's roads, is not reported`() {
    let spot = Self.spot
    let patch = Detection(
      damageClass: .repair, confidence: 0.9,
      mask: PixelMask(
        runs: (spot.y..<spot.endY).map { .init(y: Int32($0), x: Int32(spot.x), length: Int32(spot.width)) }),
      outline: [])
    #expect(areas(surface(rough: 14), beside: [patch]).isEmpty)
    #expect(areas(surface(rough: 14)) { _ in false }.isEmpty)
  }

  @Test func `a finer photo is looked at as coarsely, and only what is unusual is reported`() {
    // The same surface, taken for 3 mm a pixel, in cells of 6 mm.
    #expect(areas(surface(rough: 15, spot: Window(x: 100, y: 100, width: 760, height: 600)), gsd: 0.003).count == 1)
    // Where most of it is rough, rough is what is usual.
    #expect(areas(surface(rough: 15, spot: Window(x: 100, y: 100, width: 1400, height: 1000)), gsd: 0.003).isEmpty)
  }
}
