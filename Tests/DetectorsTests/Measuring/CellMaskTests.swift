import ImageKit
import Testing

@testable import Detectors

@Suite struct CellMaskTests {
  private func mask(_ rows: [String]) -> CellMask {
    var mask = CellMask(width: rows[0].count, height: rows.count)
    for (y, row) in rows.enumerated() { for (x, mark) in row.enumerated() where mark == "#" { mask[x, y] = true } }
    return mask
  }

  @Test func `cells that touch by a side are one piece, by a corner two`() {
    let mask = mask(["##..", "..#.", "...."])
    #expect(mask.pieces() == [[0, 1], [6]])
    #expect(mask.pieces(reach: 1) == [[0, 1, 6]])
  }

  @Test func `pieces up to a reach apart are one`() {
    let mask = mask(["#..#.....#"])
    #expect(mask.pieces(reach: 2).count == 3)
    #expect(mask.pieces(reach: 3).map(\.count) == [2, 1])
  }

  @Test func `small pieces and small holes are turned into what is around them`() {
    var mask = mask(["#.###", "..#.#", "..###"])
    mask.keepPieces(ofAtLeast: 2, value: true)
    #expect(!mask[0, 0] && mask[2, 0])
    mask.keepPieces(ofAtLeast: 2, value: false)
    #expect(mask[3, 1] && !mask[1, 1])
  }

  @Test func `the outline ends with the photo`() {
    let mask = mask(["##", "##"])
    #expect(
      mask.outline(side: 4, photoWidth: 7, photoHeight: 8)
        == [[(0.0, 0.0), (7, 0), (7, 8), (0, 8)].map { PixelPoint(u: $0.0, v: $0.1) }])
  }

  @Test func `the pixels are those of the cells, in reading order`() {
    let pixels = mask(["#.#", ".#."]).pixels(side: 2, photoWidth: 5, photoHeight: 3)
    #expect(
      pixels.runs == [
        .init(y: 0, x: 0, length: 2), .init(y: 0, x: 4, length: 1), .init(y: 1, x: 0, length: 2),
        .init(y: 1, x: 4, length: 1), .init(y: 2, x: 2, length: 2),
      ])
  }
}
