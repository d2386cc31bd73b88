import ImageKit
import TestSupport
import Testing

@testable import Detectors

@Suite struct GateKernelTests {
  private func map(_ width: Int, _ height: Int, seed: UInt64) -> Image<Gray8> {
    var random = SeededGenerator(seed: seed)
    return Image(
      width: width, height: height, values: (0..<width * height).map { _ in .random(in: 0...255, using: &random) })
  }

  private func values(_ map: Image<Gray8>) -> [Int] {
    (0..<map.height).flatMap { y in (0..<map.width).map { Int(map[$0, y].value) } }
  }

  @Test(arguments: [(1, 1), (31, 3), (64, 5), (100, 7)]) func `every variant does what the comments say`(
    width: Int, height: Int
  ) {
    let (a, b) = (map(width, height, seed: 1), map(width, height, seed: 2))
    let pairs = Array(zip(values(a), values(b)))
    for variant in KernelVariant.allCases {
      #expect(values(MapGate.open(a, where: b, variant: variant)) == pairs.map { $0 * min(64, $1) / 64 })
      let settled = MapGate.settled(a, b, variant: variant)
      #expect(values(settled.first) == pairs.map { 2 * $0 >= $1 ? $0 : 0 })
      #expect(values(settled.second) == pairs.map { $1 > 2 * $0 ? $1 : 0 })
      #expect(
        values(MapGate.raised(a, to: b, whereAtLeast: 217, variant: variant))
          == pairs.map { $1 >= 217 ? max($0, $1) : $0 })
    }
    let highest = UInt8(values(a).max() ?? 0)
    #expect(MapGate.reaches(highest, in: a))
    #expect(highest == 255 || !MapGate.reaches(highest + 1, in: a))
  }
}
