import Detectors
import ImageKit
import Testing

struct DetectionEnlargingTests {
  private func detection() -> Detection {
    let line = [PixelPoint(u: 1, v: 1.5), PixelPoint(u: 3, v: 1.5)]
    return Detection(
      damageClass: .fallenTree, confidence: 0.5,
      mask: PixelMask(runs: [
        PixelMask.Run(y: 1, x: 0, length: 1), PixelMask.Run(y: 1, x: 2, length: 2),
        PixelMask.Run(y: 2, x: 1, length: 3),
      ]),
      outline: [[PixelPoint(u: 0, v: 1), PixelPoint(u: 4, v: 1), PixelPoint(u: 4, v: 3)]], centreLines: [line],
      width: WidthProfile(
        samples: [WidthProfile.Sample(point: line[0], normalU: 0, normalV: 1, width: 2)], median: 2, p95: 3, low: 1,
        high: 4),
      extent: [PixelPoint(u: 0, v: 1), PixelPoint(u: 4, v: 3)],
      tree: TreeView(decline: 0.25, reach: line, carriageway: [PixelPoint(u: 0, v: 0), PixelPoint(u: 4, v: 0)]))
  }

  @Test func `a detection in a reduced copy is the same place in the photo`() {
    // The copy has 4 × 3 pixels; the photo 15 × 11, so its last column and row are short.
    let enlarged = detection().enlarged(by: 4, width: 15, height: 11)
    #expect(enlarged.outline == [[PixelPoint(u: 0, v: 4), PixelPoint(u: 15, v: 4), PixelPoint(u: 15, v: 11)]])
    #expect(enlarged.centreLines == [[PixelPoint(u: 4, v: 6), PixelPoint(u: 12, v: 6)]])
    #expect(enlarged.tree?.reach == enlarged.centreLines[0] && enlarged.tree?.decline == 0.25)
    #expect(enlarged.tree?.carriageway == [PixelPoint(u: 0, v: 0), PixelPoint(u: 15, v: 0)])
    #expect(enlarged.width?.median == 8 && enlarged.width?.p95 == 12 && enlarged.width?.low == 4)
    #expect(enlarged.width?.samples.first?.width == 8 && enlarged.width?.samples.first?.normalV == 1)
    #expect(enlarged.boundingBox == Window(x: 0, y: 4, width: 15, height: 7))
    // Every pixel of the mask stands for 4 × 4, in reading order, cut at the photo's right and lower border.
    let rows = (0..<4).flatMap { _ in [(0, 4), (8, 7)] } + (0..<3).map { _ in (4, 11) }
    #expect(enlarged.mask.runs.map { [Int($0.x), Int($0.length)] } == rows.map { [$0.0, $0.1] })
    #expect(enlarged.mask.runs.map(\.y) == [4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10])
  }

  @Test func `without a reduction nothing changes`() {
    #expect(detection().enlarged(by: 1, width: 4, height: 3) == detection())
  }
}
