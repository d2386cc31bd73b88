import ImageKit
import Testing

@testable import Detectors

@Suite struct RingFillTests {
  private let bounds = Window(x: 0, y: 0, width: 20, height: 10)

  @Test func `a box holds the pixels whose middles lie in it`() {
    let box = [(2.4, 1.6), (8.6, 1.6), (8.6, 4.4), (2.4, 4.4)].map { PixelPoint(u: $0.0, v: $0.1) }
    let mask = PixelMask(filling: [box], bounds: bounds)
    #expect(mask.runs == (2...3).map { PixelMask.Run(y: Int32($0), x: 2, length: 7) })
  }

  @Test func `two boxes in a row are two runs, and what lies outside is left out`() {
    let boxes = [(-5.0, 3.0), (6.0, 30.0)].map { left, right in
      [(left, 8.0), (right, 8.0), (right, 12.0), (left, 12.0)].map { PixelPoint(u: $0.0, v: $0.1) }
    }
    let mask = PixelMask(filling: boxes, bounds: bounds)
    #expect(mask.runs == [8, 9].flatMap { [.init(y: $0, x: 0, length: 3), .init(y: $0, x: 6, length: 14)] })
  }

  @Test func `an outline fills to the mask it came from`() {
    let mask = PixelMask(runs: [
      .init(y: 2, x: 3, length: 5), .init(y: 3, x: 1, length: 9), .init(y: 4, x: 6, length: 2),
    ])
    #expect(PixelMask(filling: MaskOutline.rings(of: mask), bounds: bounds) == mask)
  }
}
