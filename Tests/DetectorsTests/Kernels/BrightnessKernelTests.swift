import CDetectors
import TestSupport
import Testing

@Suite struct BrightnessKernelTests {
  @Test(arguments: KernelPicture.awkwardSizes) func `brightness is the weighted sum, mirrored beyond the edge`(
    width: Int, height: Int
  ) {
    var random = SeededGenerator(seed: 3)
    let source = KernelPicture(width: width, height: height, channels: 3, slack: 5) {
      .random(in: 0...255, using: &random)
    }
    for variant in KernelPicture.variants {
      var out = KernelPicture(width: width + 7, height: height + 6, slack: 3)
      source.withRGB { view in out.withTarget { dt_luminance(view, -4, -3, $0, variant) } }
      for y in 0..<out.height {
        for x in 0..<out.width {
          let (r, g, b) = (
            source.mirrored(x - 4, y - 3, 0), source.mirrored(x - 4, y - 3, 1), source.mirrored(x - 4, y - 3, 2)
          )
          #expect(out[x, y] == (77 * r + 150 * g + 29 * b + 128) / 256)
        }
      }
    }
  }

  @Test(arguments: KernelPicture.awkwardSizes) func `a grey patch is mirrored like a coloured one`(
    width: Int, height: Int
  ) {
    var random = SeededGenerator(seed: 4)
    let source = KernelPicture(width: width, height: height, slack: 2) { .random(in: 0...255, using: &random) }
    var out = KernelPicture(width: width + 9, height: height + 9)
    source.withGray { view in out.withTarget { dt_gray_patch(view, -5, -2, $0) } }
    for y in 0..<out.height { for x in 0..<out.width { #expect(out[x, y] == source.mirrored(x - 5, y - 2)) } }
  }

  @Test(arguments: KernelPicture.awkwardSizes) func `half the size is the rounded mean of four`(width: Int, height: Int)
  {
    var random = SeededGenerator(seed: 5)
    let colour = KernelPicture(width: width, height: height, channels: 3, slack: 1) {
      .random(in: 0...255, using: &random)
    }
    var gray = KernelPicture(width: width, height: height, slack: 4)
    colour.withRGB { view in gray.withTarget { dt_luminance(view, 0, 0, $0, DT_BASELINE) } }
    for variant in KernelPicture.variants {
      var fromGray = KernelPicture(width: (width + 1) / 2, height: (height + 1) / 2, slack: 3)
      var fromColour = fromGray
      var scratch = [UInt8](repeating: 0, count: 2 * (width + 1))
      gray.withGray { view in fromGray.withTarget { dt_halve(view, $0, variant) } }
      colour.withRGB { view in fromColour.withTarget { dt_halve_rgb(view, $0, 0, $0.height, &scratch, variant) } }
      for y in 0..<fromGray.height {
        for x in 0..<fromGray.width {
          let (x1, y1) = (min(2 * x + 1, width - 1), min(2 * y + 1, height - 1))
          let sum = gray[2 * x, 2 * y] + gray[x1, 2 * y] + gray[2 * x, y1] + gray[x1, y1]
          #expect(fromGray[x, y] == (sum + 2) / 4)
          #expect(fromColour[x, y] == fromGray[x, y])
        }
      }
    }
  }

  @Test(arguments: KernelPicture.awkwardSizes) func `a map is raised to the interpolated coarser one`(
    width: Int, height: Int
  ) {
    var random = SeededGenerator(seed: 6)
    let coarse = KernelPicture(width: (width + 1) / 2, height: (height + 1) / 2, slack: 1) {
      .random(in: 0...255, using: &random)
    }
    let map = KernelPicture(width: width, height: height, slack: 6) { .random(in: 0...255, using: &random) }
    for variant in KernelPicture.variants {
      var out = map
      var scratch = [UInt16](repeating: 0, count: coarse.width + 2)
      coarse.withGray { view in out.withTarget { dt_raise_to_coarser(view, $0, &scratch, variant) } }
      func at(_ x: Int, _ y: Int) -> Int { coarse[max(0, min(coarse.width - 1, x)), max(0, min(coarse.height - 1, y))] }
      for y in 0..<height {
        for x in 0..<width {
          let (nx, ny) = (x / 2, y / 2)
          let (fx, fy) = (x % 2 == 0 ? nx - 1 : nx + 1, y % 2 == 0 ? ny - 1 : ny + 1)
          let value = (9 * at(nx, ny) + 3 * at(fx, ny) + 3 * at(nx, fy) + at(fx, fy) + 8) / 16
          #expect(out[x, y] == max(map[x, y], value))
        }
      }
    }
  }

  @Test(arguments: KernelPicture.awkwardSizes) func `colour blocks add up every fourth row`(width: Int, height: Int) {
    var random = SeededGenerator(seed: 7)
    let source = KernelPicture(width: width, height: height, channels: 3, slack: 2) {
      .random(in: 0...255, using: &random)
    }
    let (columns, rows) = ((width + 15) / 16, (height + 15) / 16)
    for variant in KernelPicture.variants {
      var sums = [UInt32](repeating: 9, count: 3 * columns * rows)
      var counts = [UInt16](repeating: 9, count: columns * rows)
      source.withRGB { dt_colour_blocks($0, &sums, &counts, variant) }
      for block in 0..<columns * rows {
        let (left, top) = (block % columns * 16, block / columns * 16)
        let bottom = min(top + 16, height)
        var expected = [0, 0, 0, 0]
        for y in stride(from: top + 1 < bottom ? top + 1 : top, to: bottom, by: 4) {
          for x in left..<min(left + 16, width) {
            for c in 0..<3 { expected[c] += source[x, y, c] }
            expected[3] += 1
          }
        }
        #expect(sums[3 * block..<3 * block + 3].map(Int.init) + [Int(counts[block])] == expected)
      }
    }
  }
}
