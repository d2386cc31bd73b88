import ImageKit
import TestSupport
import Testing

@testable import Detectors

@Suite struct RoadKernelTests {
  @Test(arguments: [(1, 1), (2, 2), (5, 3), (8, 6), (33, 17)])
  func `what the road network looks at is brightness, cracks and surface at half the size`(width: Int, height: Int) {
    var generator = SeededGenerator(seed: UInt64(width * 100 + height))
    func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) } }
    let rgb = bytes(3 * width * height)
    let photo = unsafe Image<RGB8>(width: width, height: height) { unsafe $0.copyBytes(from: rgb) }
    let (columns, rows) = ((width + 1) / 2, (height + 1) / 2)
    let cracks = Image<Gray8>(width: columns, height: rows, values: bytes(columns * rows))
    let surface = Image<Gray8>(width: columns, height: rows, values: bytes(columns * rows))
    let sight = SightKernel.sight(of: photo, cracks: cracks, surface: surface)
    #expect(sight.width == columns && sight.height == rows)
    for y in 0..<rows {
      for x in 0..<columns {
        var sum = 0
        for (dx, dy) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
          let pixel = photo[min(width - 1, 2 * x + dx), min(height - 1, 2 * y + dy)]
          sum += 77 * Int(pixel.red) + 150 * Int(pixel.green) + 29 * Int(pixel.blue)
        }
        let seen = sight[x, y]
        #expect(Int(seen.red) == (sum + 512) >> 10)
        #expect(seen.green == cracks[x, y].value && seen.blue == surface[x, y].value)
      }
    }
  }

  @Test(arguments: [(1, 1), (7, 5), (64, 40)])
  func `peaks are the cells above their neighbours`(width: Int, height: Int) {
    var generator = SeededGenerator(seed: UInt64(width))
    // Few values, so that many neighbours are equal.
    let values = (0..<width * height).map { _ in UInt8.random(in: 0...6, using: &generator) }
    let map = Image<Gray8>(width: width, height: height, values: values)
    var expected: [Int] = []
    for y in 0..<height {
      for x in 0..<width where values[y * width + x] >= 2 {
        let own = y * width + x
        let isPeak = (-1...1).allSatisfy { dy in
          (-1...1).allSatisfy { dx in
            let (a, b) = (x + dx, y + dy)
            guard a >= 0, b >= 0, a < width, b < height, b * width + a != own else { return true }
            let other = b * width + a
            return other < own ? values[other] < values[own] : values[other] <= values[own]
          }
        }
        if isPeak { expected.append(own) }
      }
    }
    #expect(MapPeaks.peaks(of: map, lowest: 2).map { $0.y * width + $0.x } == expected)
  }

  @Test func `more peaks than were expected are all returned`() {
    let (width, height) = (200, 120)
    let values = (0..<width * height).map { UInt8($0 % width % 2 == 0 && $0 / width % 2 == 0 ? 200 : 0) }
    let map = Image<Gray8>(width: width, height: height, values: values)
    #expect(MapPeaks.peaks(of: map, lowest: 100).count == width / 2 * (height / 2))
  }
}
