import CDetectors
import Foundation
import TestSupport
import Testing

@Suite struct ValleyKernelTests {
  /// Sixteen times the 3 × 3 binomial, at a place of the mirrored picture.
  private func smooth(_ p: KernelPicture, _ x: Int, _ y: Int) -> Int {
    var sum = 0
    for (dy, wy) in [(-1, 1), (0, 2), (1, 1)] {
      for (dx, wx) in [(-1, 1), (0, 2), (1, 1)] { sum += wx * wy * p.mirrored(x + dx, y + dy) }
    }
    return sum
  }

  /// The filter as the header tells it, one pixel at a time.
  private func valley(_ p: KernelPicture, _ x: Int, _ y: Int, gain: [Int16], low: Int, high: Int) -> Int {
    let (columns, rows) = ((p.width + 7) / 8, (p.height + 7) / 8)
    func block(_ i: Int, _ n: Int) -> Int { max(0, min(n - 1, Int((Double(i) / 8).rounded(.down)))) }
    func nearest(_ v: Double) -> Int { Int((v.magnitude + 0.5 + 1e-9).rounded(.down)) * (v < 0 ? -1 : 1) }
    func vote(_ x: Int, _ y: Int, _ angle: Double) -> Int {
      let (dx, dy) = (nearest(-3 * sin(angle)), nearest(3 * cos(angle)))
      let depth = 4 * (min(smooth(p, x + dx, y + dy), smooth(p, x - dx, y - dy)) - smooth(p, x, y))
      let product = depth * Int(gain[block(y, rows) * columns + block(x, columns)])
      return max(-low, min(high, product >> 16))
    }
    func line(_ direction: Int) -> Int {
      let angle = Double.pi * Double(direction) / 12
      return (-7...7).reduce(0) { sum, k in
        sum + vote(x + nearest(Double(k) * cos(angle)), y + nearest(Double(k) * sin(angle)), angle)
      }
    }
    let lines = (0..<12).map { max(0, line($0)) }
    let best = (0..<12).map { max(0, lines[$0] - lines[($0 + 6) % 12] / 2) }.max() ?? 0
    return min(255, best * ((255 * 256 + 15 * high - 1) / (15 * high)) / 256)
  }

  @Test(arguments: [(1, 1), (1, 20), (40, 3), (33, 17), (70, 40)])
  func `valleys match the slow filter in every variant`(
    width: Int, height: Int
  ) {
    var random = SeededGenerator(seed: UInt64(width * 100 + height))
    let picture = KernelPicture(width: width, height: height) { .random(in: 90...160, using: &random) }
    let (columns, rows) = ((width + 7) / 8, (height + 7) / 8)
    let gain = (0..<columns * rows).map { _ in Int16.random(in: 0...4096, using: &random) }
    var patch = KernelPicture(width: width + 22, height: height + 22, slack: 9)
    picture.withGray { view in patch.withTarget { dt_gray_patch(view, -11, -11, $0) } }
    let parameters = dt_valley_parameters(clipLow: 4, clipHigh: 12)
    for variant in KernelPicture.variants {
      var out = KernelPicture(width: width, height: height, slack: 5)
      let scratch = UnsafeMutableRawPointer.allocate(
        byteCount: dt_valley_scratch_size(Int32(width), Int32(height)), alignment: 64)
      defer { scratch.deallocate() }
      patch.withGray { view in
        out.withTarget { dt_valleys(view, gain, Int32(columns), Int32(rows), 0, 0, parameters, $0, scratch, variant) }
      }
      var wrong = 0
      for y in 0..<height {
        for x in 0..<width where out[x, y] != valley(picture, x, y, gain: gain, low: 4, high: 12) { wrong += 1 }
      }
      #expect(wrong == 0)
    }
  }

  @Test func `a rectangle of no size or too large a one gets no scratch`() {
    #expect(dt_valley_scratch_size(0, 5) == 0)
    #expect(dt_valley_scratch_size(5, -1) == 0)
    #expect(dt_valley_scratch_size(5000, 5) == 0)
    #expect(dt_valley_scratch_size(1, 1) > 0)
  }

  @Test(arguments: [(1, 1), (7, 8), (8, 8), (9, 3), (40, 8), (67, 5)]) func `roughness adds up the steps of a block`(
    width: Int, height: Int
  ) {
    var random = SeededGenerator(seed: 11)
    let picture = KernelPicture(width: width, height: height) { .random(in: 0...255, using: &random) }
    var patch = KernelPicture(width: width + 3, height: height + 3, slack: 2)
    picture.withGray { view in patch.withTarget { dt_gray_patch(view, -1, -1, $0) } }
    let columns = (width + 7) / 8
    for variant in KernelPicture.variants {
      var sums = [UInt32](repeating: 0, count: columns)
      var scratch = [UInt16](repeating: 0, count: 3 * (width + 1))
      patch.withGray { dt_roughness_row($0, &sums, &scratch, variant) }
      for block in 0..<columns {
        var expected = 0
        for y in 0..<height {
          for x in 8 * block..<min(width, 8 * block + 8) {
            expected += abs(smooth(picture, x + 1, y) - smooth(picture, x, y))
            expected += abs(smooth(picture, x, y + 1) - smooth(picture, x, y))
          }
        }
        #expect(Int(sums[block]) == expected)
      }
    }
  }
}
