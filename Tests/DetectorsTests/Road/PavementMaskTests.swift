import ImageKit
import Testing

@testable import Detectors

@Suite struct PavementMaskTests {
  /// 200 × 160 cells of 2 pixels: a road 80 cells wide with a hole for a car, and a spot beside it.
  private func surface() -> CellMap {
    let values = (0..<200 * 160).map { index -> UInt8 in
      let (x, y) = (index % 200, index / 200)
      let isCar = (60..<68).contains(x) && (40..<56).contains(y)
      let isSpot = (150..<158).contains(x) && (20..<28).contains(y)
      return ((40..<120).contains(x) && !isCar) || isSpot ? 250 : 5
    }
    return CellMap(cells: Image(width: 200, height: 160, values: values), stride: 2, x: 0, y: 0)
  }

  @Test func `a road is paved, cars included, and a spot beside it is not`() {
    let mask = PavementMask(surface: surface(), groundSampleDistance: 0.02)
    #expect(mask.isPaved(at: PixelPoint(u: 200, v: 100)))
    #expect(mask.isPaved(at: PixelPoint(u: 128, v: 96)), "the car")
    #expect(!mask.isPaved(at: PixelPoint(u: 308, v: 48)), "the spot")
    #expect(!mask.isPaved(at: PixelPoint(u: 20, v: 100)) && !mask.isPaved(at: PixelPoint(u: -5, v: 1000)))
  }

  @Test func `the outline encloses the road within a cell`() throws {
    let rings = PavementMask(surface: surface(), groundSampleDistance: 0.02).outline(photoWidth: 400, photoHeight: 320)
    #expect(rings.count == 1)
    #expect(abs(PixelRing.signedArea(try #require(rings.first)) - 160 * 320) < 8 * 2 * 320)
  }

  @Test func `a lawn that looks built is not paved, nor is a stone in it`() {
    // Right of column 128 a lawn, with a stone of 32 × 32 pixels.
    let values = (0..<400 * 320).flatMap { index -> [UInt8] in
      let (x, y) = (index % 400, index / 400)
      let isStone = (288..<320).contains(x) && (32..<64).contains(y)
      return x >= 128 && !isStone ? [178, 196, 158] : [128, 124, 132]
    }
    let photo = unsafe Image<RGB8>(width: 400, height: 320) { unsafe $0.copyBytes(from: values) }
    let built = CellMap(
      cells: Image(width: 200, height: 160, values: [UInt8](repeating: 250, count: 200 * 160)), stride: 2, x: 0, y: 0)
    let mask = PavementMask(surface: built, vegetation: VegetationMask(photo: photo), groundSampleDistance: 0.03)
    #expect(mask.isPaved(at: PixelPoint(u: 60, v: 100)))
    #expect(!mask.isPaved(at: PixelPoint(u: 300, v: 200)), "the lawn")
    #expect(!mask.isPaved(at: PixelPoint(u: 304, v: 48)), "the stone")
    let all = PavementMask(surface: built, groundSampleDistance: 0.03)
    #expect(all.isPaved(at: PixelPoint(u: 300, v: 200)), "without a look at the colours")
  }

  @Test func `without a built surface there is no pavement`() {
    let nothing = CellMap(
      cells: Image(width: 40, height: 30, values: [UInt8](repeating: 3, count: 1200)), stride: 2, x: 0, y: 0)
    #expect(PavementMask(surface: nothing, groundSampleDistance: nil).outline(photoWidth: 80, photoHeight: 60).isEmpty)
  }
}
