import ImageKit
import Testing

@testable import Detectors

@Suite struct VegetationMaskTests {
  /// 96 × 64 pixels: asphalt, from column 48 a pale lawn, with a grey stone of one block at (64…80, 16…32).
  private let photo = {
    let values = (0..<96 * 64).flatMap { index -> [UInt8] in
      let (x, y) = (index % 96, index / 96)
      let isStone = (64..<80).contains(x) && (16..<32).contains(y)
      return x >= 48 && !isStone ? [178, 196, 158] : [128, 124, 132]
    }
    return unsafe Image<RGB8>(width: 96, height: 64) { unsafe $0.copyBytes(from: values) }
  }()

  @Test func `a pale lawn is vegetation, asphalt and a stone are not`() {
    let mask = VegetationMask(photo: photo)
    #expect(mask.contains(PixelPoint(u: 60, v: 8)) && mask.contains(PixelPoint(u: 95.5, v: 63.5)))
    #expect(!mask.contains(PixelPoint(u: 20, v: 20)), "asphalt")
    #expect(!mask.contains(PixelPoint(u: 72, v: 24)), "the stone")
    #expect(!mask.contains(PixelPoint(u: -1, v: 5)) && !mask.contains(PixelPoint(u: 60, v: 64)), "outside the photo")
  }

  @Test func `a stone in a lawn is enclosed by it, what lies at its edge is not`() {
    let mask = VegetationMask(photo: photo)
    #expect(mask.enclosure(of: [PixelPoint(u: 72, v: 24)], reach: 14) == 1, "the stone")
    #expect(mask.enclosure(of: [PixelPoint(u: 46, v: 24)], reach: 14) == 0, "asphalt on one side")
    #expect(mask.enclosure(of: [], reach: 14) == 0)
  }
}
