import Detectors
import Foundation
import ImageKit
import Testing

@testable import Inventory

@Suite struct `Score metrics` {
  private func bar(y: Int32, x: Int32, length: Int32) -> PixelMask {
    PixelMask(runs: [.init(y: y, x: x, length: length)])
  }

  @Test func `lines within the tolerance are right, the rest is wrong and missed`() {
    // True: columns 2 to 21 of row 5. Found: columns 12 to 31 of row 8, three below: within 4 up to column 23, as
    // 2² + 3² = 13 ≤ 16 and 3² + 3² = 18 > 16; the true ones likewise from column 10.
    let lines = LineComparison(
      found: bar(y: 8, x: 12, length: 20), truth: bar(y: 5, x: 2, length: 20), width: 40, height: 20, tolerance: 4)
    #expect(lines.right.count == 12)
    #expect(lines.wrong.count == 8)
    #expect(lines.reached.count == 12)
    #expect(lines.missed.count == 8)
    var counts = ScoreCounts()
    (counts.foundLine, counts.foundRight, counts.trueLine, counts.trueFound) = (20, 12, 20, 12)
    #expect(counts.value(.precision) == 0.6)
    #expect(counts.value(.recall) == 0.6)
    #expect(abs((counts.value(.f1) ?? 0) - 0.6) < 1e-12)
    #expect(counts.value(.lineIoU) == 12.0 / 28)
  }

  @Test func `figures are undefined without anything and zero without a hit`() {
    var counts = ScoreCounts()
    for figure in ScoreFigure.allCases { #expect(counts.value(figure) == nil) }
    counts.trueLine = 10
    #expect(counts.value(.precision) == nil)
    #expect(counts.value(.recall) == 0)
    #expect(counts.value(.f1) == 0)
    counts.foundLine = 5
    #expect(counts.value(.precision) == 0)
    #expect(counts.value(.f1) == 0)
  }

  @Test func `without truth nothing is said of lines and pixels, only how much is invented`() throws {
    func score(_ detections: Int, of kind: DamageClass) -> ClassScore {
      var counts = ScoreCounts()
      (counts.foundLine, counts.foundPixels) = (5 * detections, 9 * detections)
      (counts.falseDetections, counts.falsePixels, counts.emptyPixels) = (detections, 9 * detections, 2_000_000)
      return ClassScore(damageClass: kind, counts: counts)
    }
    let scores = ["north", "south", "south"].enumerated().map { index, folder in
      let example = DatasetExample(
        name: "\(index).jpg", folder: folder, image: URL(filePath: "\(index).jpg"), truth: .nothing)
      return ExampleScore(example: example, classes: [score(index + 1, of: .crack), score(4 * index, of: .pothole)])
    }
    let rows = Scoreboard(scores).rows
    #expect(rows.map(\.group) == ["all", "class crack", "class pothole", "folder north", "folder south"])
    #expect(rows.allSatisfy { $0.values.map(\.figure) == [.falsePerMegapixel] && $0.unavailable.isEmpty })
    // 18 detections on 6 megapixels, however many kinds were looked for there.
    #expect(rows.map { $0[.falsePerMegapixel]?.value } == [3, 1, 2, 0.5, 4.25])
    let interval = try #require(rows[0][.falsePerMegapixel]?.interval)
    #expect(interval.lowerBound < 3 && interval.upperBound > 3)
    #expect(WorstExamples(of: scores, count: 2).invented.map(\.example.name) == ["2.jpg", "1.jpg"])
  }

  @Test func `pixels and false detections are ratios of sums`() {
    var first = ScoreCounts()
    (first.foundPixels, first.truePixels, first.sharedPixels) = (10, 20, 5)
    var second = ScoreCounts()
    (second.falseDetections, second.emptyPixels) = (3, 500_000)
    first.add(second, times: 2)
    #expect(first.value(.pixelIoU) == 5.0 / 25)
    #expect(first.value(.pixelF1) == 10.0 / 30)
    #expect(first.value(.falsePerMegapixel) == 6)
  }

  @Test func `shared area counts what both runs cover`() {
    let a = PixelMask(runs: [.init(y: 0, x: 0, length: 5), .init(y: 0, x: 8, length: 4), .init(y: 2, x: 0, length: 3)])
    let b = PixelMask(runs: [.init(y: 0, x: 3, length: 7), .init(y: 1, x: 0, length: 9), .init(y: 2, x: 1, length: 9)])
    #expect(MaskArithmetic.sharedArea(a, b) == 2 + 2 + 2)
    #expect(MaskArithmetic.sharedArea(b, a) == 6)
  }

  @Test func `an outline takes the pixels whose centres it holds`() {
    let square = [(1.0, 1.0), (4, 1), (4, 3), (1, 3)].map { PixelPoint(u: $0.0, v: $0.1) }
    #expect(MaskArithmetic.mask(of: square, width: 10, height: 10).area == 6)
    #expect(MaskArithmetic.mask(of: square, width: 2, height: 2).area == 1)
    let outside = square.map { PixelPoint(u: $0.u - 50, v: $0.v) }
    #expect(MaskArithmetic.mask(of: outside, width: 10, height: 10).area == 0)
  }

  @Test func `boxes are matched once, the surest first`() {
    let truth = [PixelBox(x: 0, y: 0, width: 10, height: 10), PixelBox(x: 20, y: 0, width: 10, height: 10)]
    let matching = BoxMatching(
      found: [
        (PixelBox(x: 1, y: 0, width: 10, height: 10), 0.5), (PixelBox(x: 0, y: 0, width: 10, height: 10), 0.9),
        (PixelBox(x: 20, y: 4, width: 10, height: 10), 0.7),
      ], truth: truth)
    // The third shares 60 of 140 pixels: under a half.
    #expect(matching.found.map(\.confidence) == [0.9, 0.7, 0.5])
    #expect(matching.found.map(\.isRight) == [true, false, false])
    #expect(matching.isHit == [true, false])
  }

  @Test func `a detection's box is its extent to fractions of a pixel, or its mask's`() {
    let mask = PixelMask(runs: [.init(y: 4, x: 3, length: 5), .init(y: 5, x: 3, length: 5)])
    var detection = Detection(damageClass: .deadCrown, confidence: 1, mask: mask, outline: [])
    #expect(PixelBox(of: detection) == PixelBox(x: 3, y: 4, width: 5, height: 2))
    detection.extent = [(2.5, 3.25), (8.75, 3.25), (8.75, 6), (2.5, 6)].map { PixelPoint(u: $0.0, v: $0.1) }
    #expect(PixelBox(of: detection) == PixelBox(x: 2.5, y: 3.25, width: 6.25, height: 2.75))
  }

  @Test func `average precision is the area under the falling precision`() {
    let truth = (0..<4).map { PixelBox(x: Double($0) * 20, y: 0, width: 10, height: 10) }
    let miss = PixelBox(x: 0, y: 50, width: 5, height: 5)
    let matching = BoxMatching(
      found: [(truth[0], 0.9), (miss, 0.8), (truth[1], 0.7), (truth[2], 0.6)], truth: truth)
    // Right, wrong, right, right of 4: precisions 1, 2/3 made 3/4, 3/4 at steps of a quarter.
    let expected = (1 + 0.75 + 0.75) / 4
    #expect(AveragePrecision([matching]).value() == expected)
    #expect(AveragePrecision([matching, nil]).value(times: [1, 5]) == expected)
    #expect(AveragePrecision([nil]).value() == nil)
  }

  @Test func `intervals hold the figure, narrow with more pictures and repeat`() throws {
    func scores(_ count: Int) -> [[ClassScore]] {
      (0..<count).map { index in
        var counts = ScoreCounts()
        (counts.trueLine, counts.trueFound, counts.foundLine, counts.foundRight) = (100, 40 + index % 5 * 10, 100, 60)
        return [ClassScore(damageClass: .crack, counts: counts)]
      }
    }
    let few = try #require(ScoreRow(group: "all", scores: scores(10))[.recall])
    let many = try #require(ScoreRow(group: "all", scores: scores(250))[.recall])
    #expect(few.value == 0.6 && many.value == 0.6)
    let (wide, narrow) = (try #require(few.interval), try #require(many.interval))
    #expect(wide.contains(0.6) && narrow.contains(0.6))
    // The recalls have a deviation of 0.141: 1.96 × 0.141 / √250 = 0.0175 to either side.
    let half = (narrow.upperBound - narrow.lowerBound) / 2
    #expect(half > 0.014 && half < 0.021)
    #expect(wide.upperBound - wide.lowerBound > 3 * half)
    #expect(ScoreRow(group: "all", scores: scores(10))[.recall] == few)
    #expect(ScoreRow(group: "all", scores: scores(1))[.recall]?.interval == nil)
  }
}
