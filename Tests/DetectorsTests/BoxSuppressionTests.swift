import TestSupport
import Testing

@testable import Detectors

@Suite struct BoxSuppressionTests {
  private typealias Box = BoxSuppression.Box

  private func boxes(_ count: Int, extent: Double, kinds: Int = 2, seed: UInt64) -> [Box] {
    var random = SeededGenerator(seed: seed)
    return (0..<count).map { _ in
      let (left, top) = (Double.random(in: 0...extent, using: &random), Double.random(in: 0...extent, using: &random))
      let (width, height) = (Double.random(in: 4...60, using: &random), Double.random(in: 4...60, using: &random))
      return Box(
        left: left, top: top, right: left + width, bottom: top + height,
        // Equal scores, too: the earlier one comes first.
        score: (Double.random(in: 0...1, using: &random) * 50).rounded() / 50,
        kind: Int.random(in: 0..<kinds, using: &random))
    }
  }

  private func share(_ one: Box, _ other: Box, _ overlap: BoxSuppression.Overlap) -> Double {
    let width = max(0, min(one.right, other.right) - max(one.left, other.left))
    let height = max(0, min(one.bottom, other.bottom) - max(one.top, other.top))
    let shared = width * height
    guard shared > 0, one.kind == other.kind else { return 0 }
    return shared / (overlap == .intersectionOverSmaller ? min(one.area, other.area) : one.area + other.area - shared)
  }

  private func ranked(_ boxes: [Box]) -> [Int] {
    boxes.indices.sorted { boxes[$0].score != boxes[$1].score ? boxes[$0].score > boxes[$1].score : $0 < $1 }
  }

  @Test(arguments: [BoxSuppression.Overlap.intersectionOverUnion, .intersectionOverSmaller], [1, 2, 3] as [UInt64])
  func `the grid keeps what comparing each with each keeps`(overlap: BoxSuppression.Overlap, seed: UInt64) {
    let boxes = boxes(400, extent: 120, seed: seed)
    var expected: [Int] = []
    for index in ranked(boxes) where expected.allSatisfy({ share(boxes[$0], boxes[index], overlap) < 0.4 }) {
      expected.append(index)
    }
    #expect(BoxSuppression(overlap, threshold: 0.4).kept(boxes) == expected)
    #expect(expected.count < 300 && expected.count > 20)
  }

  @Test(arguments: [1, 2, 3] as [UInt64]) func `the grid joins what comparing each with each joins`(seed: UInt64) {
    let boxes = boxes(400, extent: 300, seed: seed)
    var expected: [[Int]] = []
    var common: [Box] = []
    for index in ranked(boxes) {
      let box = boxes[index]
      guard let group = common.indices.first(where: { share(common[$0], box, .intersectionOverSmaller) >= 0.6 }) else {
        expected.append([index])
        common.append(box)
        continue
      }
      expected[group].append(index)
      common[group].left = min(common[group].left, box.left)
      common[group].top = min(common[group].top, box.top)
      common[group].right = max(common[group].right, box.right)
      common[group].bottom = max(common[group].bottom, box.bottom)
    }
    #expect(BoxSuppression(.intersectionOverSmaller, threshold: 0.6).groups(boxes) == expected)
    #expect(expected.contains { $0.count > 2 })
  }

  @Test func `boxes larger than the grid, without area or without numbers are taken as they are`() {
    let large = Box(left: -1e6, top: -1e6, right: 1e6, bottom: 1e6, score: 0.9)
    let small = Box(left: 0, top: 0, right: 1, bottom: 1, score: 0.8)
    let none = Box(left: 5, top: 5, right: 5, bottom: 9, score: 0.7)
    let broken = Box(left: .nan, top: 0, right: .infinity, bottom: 1, score: .nan)
    #expect(BoxSuppression(.intersectionOverSmaller).kept([small, large, none, broken]) == [1, 2, 3])
    #expect(BoxSuppression().kept([small, large, none]) == [1, 0, 2])
    #expect(BoxSuppression().kept([]).isEmpty && BoxSuppression().groups([]).isEmpty)
  }
}
