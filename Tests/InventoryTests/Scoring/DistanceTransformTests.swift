import TestSupport
import Testing

@testable import Inventory

@Suite struct `Distance transform` {
  @Test(arguments: [(1, 1), (1, 9), (9, 1), (13, 7), (32, 31)])
  func `equals the nearest pixel found by looking at all`(width: Int, height: Int) {
    for seed: UInt64 in 1...6 {
      var generator = SeededGenerator(seed: seed)
      let set = (0..<width * height).filter { _ in generator.next() % (seed * 7) == 0 }
      let transform = DistanceTransform(from: set, width: width, height: height)
      for position in 0..<width * height {
        let nearest = set.map { other in
          let (dx, dy) = (position % width - other % width, position / width - other / width)
          return dx * dx + dy * dy
        }.min()
        if let nearest {
          #expect(Int(transform.squared[position]) == nearest, "seed \(seed)")
        } else {
          #expect(!transform.isWithin(1000, of: position))
        }
      }
    }
  }

  @Test func `a tolerance of 4 takes what lies exactly 4 away and not 17 under the root`() {
    let transform = DistanceTransform(from: [0], width: 8, height: 8)
    #expect(transform.isWithin(4, of: 4))
    #expect(transform.isWithin(4, of: 32))
    #expect(!transform.isWithin(4, of: 1 * 8 + 4))
  }
}
