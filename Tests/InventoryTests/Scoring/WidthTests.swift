import Detectors
import Foundation
import ImageKit
import TestSupport
import Testing

@testable import Inventory

@Suite struct `Widths of true masks` {
  private static let side = 120
  private let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  /// Pixels of a straight stroke whose centres lie on it: what is left of an antialiased one above 127.
  private func stroke(width: Double, degrees: Double, offset: Double, length: Double = 90) -> PixelMask {
    let (across, down) = (-sin(degrees * .pi / 180), cos(degrees * .pi / 180))
    var runs: [PixelMask.Run] = []
    for y in 0..<Self.side {
      for x in 0..<Self.side {
        let (u, v) = (Double(x - Self.side / 2), Double(y - Self.side / 2))
        let (off, along) = (u * across + v * down - offset, u * down - v * across)
        guard off >= -width / 2, off < width / 2, abs(along) <= length / 2 else { continue }
        runs.append(.init(y: Int32(y), x: Int32(x), length: 1))
      }
    }
    return MaskArithmetic.union([PixelMask(runs: runs)], width: Self.side, height: Self.side)
  }

  private func line(_ mask: PixelMask) -> [Int] {
    LineComparison(found: PixelMask(runs: []), truth: mask, width: Self.side, height: Self.side, tolerance: 4).trueLine
  }

  private func widths(_ mask: PixelMask) -> TruthWidths {
    TruthWidths(mask: mask, line: line(mask), width: Self.side, height: Self.side)
  }

  /// The widths at every third pixel of the centre line that lies away from the ends.
  private func inner(_ mask: PixelMask) -> [Double] {
    let widths = widths(mask)
    return line(mask).enumerated().compactMap { index, position in
      let point = centre(position)
      let (u, v) = (point.u - Double(Self.side) / 2, point.v - Double(Self.side) / 2)
      return index.isMultiple(of: 3) && u * u + v * v < 900 ? widths.width(near: point, within: 0) : nil
    }
  }

  private func centre(_ position: Int) -> PixelPoint {
    PixelPoint(u: Double(position % Self.side) + 0.5, v: Double(position / Self.side) + 0.5)
  }

  private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

  @Test(arguments: 1...9)
  func `a band of n rows or columns is n wide, odd or even`(rows: Int) {
    for degrees in [0.0, 90] {
      let found = inner(stroke(width: Double(rows), degrees: degrees, offset: 0.25))
      #expect(found.count > 15)
      #expect(found.allSatisfy { abs($0 - Double(rows)) < 1e-9 }, "\(degrees)°: \(found.prefix(5))")
    }
  }

  @Test(arguments: [1.0, 1.5, 2, 2.4, 3, 3.3, 4, 5.7, 8, 12.5])
  func `slanting strokes have the width that they were drawn with`(width: Double) {
    var generator = SeededGenerator(seed: 7)
    var errors: [Double] = []
    for degrees in stride(from: 2.0, to: 180, by: 17.3) {
      let offset = Double(generator.next() % 1000) / 1000
      let found = inner(stroke(width: width, degrees: degrees, offset: offset))
      #expect(found.count > 10)
      errors.append(mean(found) - width)
    }
    // A single stroke is rounded to pixels at its edges; over directions nothing may be left.
    #expect(errors.allSatisfy { abs($0) < 0.3 }, "\(errors)")
    #expect(abs(mean(errors)) < 0.06, "\(errors)")
  }

  @Test func `nothing is known where there is no line near, and where the stroke leaves the picture`() {
    let mask = stroke(width: 5, degrees: 0, offset: 0)
    let widths = widths(mask)
    #expect(widths.width(near: PixelPoint(u: 60, v: 66), within: 4) == nil)
    #expect(widths.width(near: PixelPoint(u: 60, v: 64), within: 4) == 5)
    let edge = PixelMask(runs: (0..<4).map { .init(y: $0, x: 10, length: 80) })
    #expect(!line(edge).isEmpty)
    #expect(self.widths(edge).width(near: PixelPoint(u: 50, v: 2), within: 4) == nil)
  }

  @Test func `a crossing does not make a stroke wider beside it`() throws {
    let cross = MaskArithmetic.union(
      [stroke(width: 3, degrees: 0, offset: 0), stroke(width: 3, degrees: 90, offset: 0)], width: Self.side,
      height: Self.side)
    for u in [50.0, 54.5, 66, 70] {
      let width = try #require(widths(cross).width(near: PixelPoint(u: u, v: 60.5), within: 1))
      #expect(abs(width - 3) < 0.15, "at \(u)")
    }
  }

  /// A detection along row 60 whose cross-sections all say one width.
  private func detection(width: Double, interval: ClosedRange<Double>, columns: ClosedRange<Int>) -> Detection {
    let samples = columns.map { column in
      WidthProfile.Sample(point: PixelPoint(u: Double(column) + 0.5, v: 60.5), normalU: 0, normalV: 1, width: width)
    }
    let (first, last) = (samples[0].point, samples[samples.count - 1].point)
    return Detection(
      damageClass: .crack, confidence: 1, mask: PixelMask(runs: []), outline: [], centreLines: [[first, last]],
      width: WidthProfile(
        samples: samples, median: width, p95: width, low: interval.lowerBound, high: interval.upperBound))
  }

  @Test func `errors are weighed by length, and only where a true line is near`() {
    // The stroke covers columns 15 to 105: of the second detection's 21 cross-sections, 80 to 100, all lie on it; of
    // the third's, 96 to 116, those up to 109, as 4 beyond the end of the line are allowed.
    let mask = stroke(width: 3, degrees: 0, offset: 0)
    let truth = widths(mask)
    let over = detection(width: 4, interval: 3.5...4.5, columns: 20...60)
    let under = detection(width: 2.5, interval: 2...3, columns: 80...100)
    let counts = WidthCounts([over, under], truth: truth, tolerance: 4)
    #expect(abs(counts.length - 60) < 1e-9)
    #expect(abs(counts.absoluteError - (40 * 1 + 20 * 0.5)) < 1e-6)
    #expect(abs(counts.error - (40 * 1 - 20 * 0.5)) < 1e-6)
    #expect(counts.intervals == 2 && counts.intervalsHeld == 1)
    var sums = ScoreCounts()
    sums.widths.add(counts, times: 3)
    #expect(abs((sums.value(.widthError) ?? 0) - 50.0 / 60) < 1e-6)
    #expect(abs((sums.value(.widthBias) ?? 0) - 30.0 / 60) < 1e-6)
    #expect(sums.value(.widthIntervals) == 0.5)
    let beyond = WidthCounts([detection(width: 3, interval: 2...4, columns: 100...140)], truth: truth, tolerance: 4)
    #expect(beyond.length > 4 && beyond.length < 12)
    #expect(beyond.intervals == 0, "less than half of it lies on the line")
    var areas = over
    areas.width = nil
    #expect(WidthCounts([areas], truth: truth, tolerance: 4) == WidthCounts())
  }

  /// A slanting crack of known width on grey ground behind a blur of 0.8 pixel, and the mask of its edges.
  private func drawnCrack(width: Double) throws -> DatasetExample {
    var generator = SeededGenerator(seed: 3)
    let size = (width: 240, height: 160)
    func distance(_ x: Int, _ y: Int) -> Double {
      let off = Double(y) - 50 - 0.27 * Double(x) - 6 * sin(Double(x) / 25)
      return abs(off) / (1 + pow(0.27 + 0.24 * cos(Double(x) / 25), 2)).squareRoot()
    }
    let photo = Image<RGB8>(width: size.width, height: size.height) { bytes in
      for index in 0..<size.width * size.height {
        let off = distance(index % size.width, index / size.width)
        let cover = (erf((off + width / 2) / 1.13) - erf((off - width / 2) / 1.13)) / 2
        let grey = UInt8(max(0, min(255, (150 * (1 - 0.55 * cover) + 2 * generator.normal()).rounded())))
        for channel in 0..<3 { bytes[3 * index + channel] = grey }
      }
    }
    let runs = (0..<size.width * size.height).filter { distance($0 % size.width, $0 / size.width) < width / 2 }
      .map { PixelMask.Run(y: Int32($0 / size.width), x: Int32($0 % size.width), length: 1) }
    let mask = MaskPicture.image(of: [PixelMask(runs: runs)], width: size.width, height: size.height)
    let (image, truth) = (folder.url.appending(path: "image.png"), folder.url.appending(path: "mask.png"))
    try Data(try PNGEncoder.encode(photo)).write(to: image)
    try Data(try PNGEncoder.encode(mask)).write(to: truth)
    return DatasetExample(name: "image.png", folder: "drawn", image: image, truth: .mask(truth))
  }

  @Test(arguments: [2.0, 3.4, 5, 8])
  func `a drawn crack is measured as wide as its mask`(width: Double) throws {
    let example = try drawnCrack(width: width)
    let counts = try DetectorEvaluation(
      detector: CrackDetector(), tolerance: 4, threshold: nil, groundSampleDistance: nil, classes: [.crack]
    ).score(of: example).counts
    #expect(counts.widths.length > 150)
    #expect(counts.widths.intervals == 1 && counts.widths.intervalsHeld == 1)
    #expect(try #require(counts.value(.widthError)) < 0.5)
    #expect(abs(try #require(counts.value(.widthBias))) < 0.4)
  }

  @Test func `widths are not available where masks show damage and nothing right was found`() {
    var counts = ScoreCounts()
    counts.emptyPixels = 100
    func row() -> ScoreRow { ScoreRow(group: "all", scores: [[ClassScore(damageClass: .crack, counts: counts)]]) }
    #expect(row().unavailable.isEmpty)
    counts.truePixels = 5
    #expect(row().unavailable == [.widthError, .widthBias, .widthIntervals])
    counts.widths.length = 10
    #expect(row().unavailable == [.widthIntervals])
  }

  @Test func `a bias is worse when it lies farther from zero, intervals when farther from 90 %`() {
    #expect(ScoreFigure.widthBias.loss(from: -0.2, to: 0.5) == 0.3)
    #expect(ScoreFigure.widthBias.loss(from: -0.5, to: 0.25) == -0.25)
    #expect(abs(ScoreFigure.widthIntervals.loss(from: 0.9, to: 1) - 0.1) < 1e-12)
    #expect(ScoreFigure.widthIntervals.loss(from: 0.5, to: 0.75) < 0)
    #expect(ScoreFigure.widthError.loss(from: 0.5, to: 0.75) == 0.25)
    #expect(ScoreFigure.recall.loss(from: 0.5, to: 0.75) == -0.25)
  }
}
