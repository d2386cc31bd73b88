import CDetectors
import ImageKit
import TestSupport
import Testing

@testable import Detectors

@Suite struct EnlargeKernelTests {
  /// The value at the centre of a pixel, counted from the corner of the cells, as the header tells it; in halves of a pixel so
  /// that everything is whole.
  private func value(_ cells: KernelPicture, stride: Int, x: Int, y: Int) -> Int {
    // Cell centres lie at odd multiples of `stride` halves, pixel centres at odd halves.
    func parts(_ pixel: Int, _ count: Int) -> (first: Int, second: Int, weight: Int) {
      let before = (2 * pixel + 1 - stride + 2 * stride) / (2 * stride) - 1
      let weight = 2 * pixel + 1 - stride - 2 * stride * before
      return (max(0, before), min(count - 1, before + 1), weight)
    }
    let (across, down) = (parts(x, cells.width), parts(y, cells.height))
    let whole = 2 * stride
    func line(_ row: Int) -> Int {
      cells[across.first, row] * (whole - across.weight) + cells[across.second, row] * across.weight
    }
    let (upper, lower) = (line(down.first), line(down.second))
    return (upper * (whole - down.weight) + lower * down.weight + whole * whole / 2) / (whole * whole)
  }

  @Test(arguments: KernelPicture.awkwardSizes, [1, 2, 4, 8]) func `pixels lie between the centres of cells`(
    size: (width: Int, height: Int), stride: Int
  ) {
    var random = SeededGenerator(seed: UInt64(stride))
    let cells = KernelPicture(
      width: (size.width + stride - 1) / stride, height: (size.height + stride - 1) / stride, slack: 3
    ) { .random(in: 0...255, using: &random) }
    for variant in KernelPicture.variants {
      for (x, y) in [(0, 0), (size.width / 3, size.height / 2), (size.width - 1, size.height - 1)] {
        var out = KernelPicture(width: size.width - x, height: size.height - y, slack: 5)
        var column = [UInt16](repeating: 0, count: cells.width + 2)
        var line = [UInt8](repeating: 0, count: (cells.width + 1) * stride)
        cells.withGray { view in
          out.withTarget { dt_enlarge(view, Int32(stride), Int32(x), Int32(y), $0, &column, &line, variant) }
        }
        for j in 0..<out.height {
          for i in 0..<out.width { #expect(out[i, j] == value(cells, stride: stride, x: x + i, y: y + j)) }
        }
        #expect(out.bytes.count == out.stride * out.height)
      }
    }
  }

  @Test(arguments: [1, 2, 4, 8]) func `the extremes stay what they are`(stride: Int) {
    for level: UInt8 in [0, 255] {
      let map = Image<Gray8>(width: 3, height: 2, values: [UInt8](repeating: level, count: 6))
      let pixels = MapEnlargement.pixels(
        of: map, stride: stride, window: Window(x: 0, y: 0, width: 3 * stride, height: 2 * stride))
      for y in 0..<pixels.height { for x in 0..<pixels.width { #expect(pixels[x, y].value == level) } }
    }
  }
}
