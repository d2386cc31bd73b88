import CImageKit
import Foundation
import ImageKit
import TestSupport
import Testing

@Suite struct PhotoQualityTests {
  /// Bars at odd angles whose edges are Gaussian steps of a known standard deviation.
  private func bars(blur: Double, noise: Int = 0, vertical: Double? = nil) -> Image<RGB8> {
    var random = SeededGenerator(seed: 7)
    func step(_ distance: Double, _ sigma: Double) -> Double { 0.5 * erfc(-distance / (sigma * 2.0.squareRoot())) }
    func bar(_ at: Double, _ sigma: Double) -> Double {
      let period = 64.0
      let phase = at - (at / period).rounded(.down) * period
      return step(phase - 16, sigma) - step(phase - 48, sigma)
    }
    return TestPictures.rgb(640, 640) { x, y in
      let (u, v) = (Double(x) + 0.5, Double(y) + 0.5)
      // The upper half has edges across the rows, the lower down the columns.
      let value = y < 320 ? bar(u + 0.05 * v, blur) : bar(v + 0.05 * u, vertical ?? blur)
      let noisy = 60 + 120 * value + (noise > 0 ? Double(Int.random(in: -noise...noise, using: &random)) : 0)
      let level = UInt8(min(max(noisy.rounded(), 0), 255))
      return RGB8(red: level, green: level, blue: level)
    }
  }

  @Test(arguments: [0.7, 1.0, 1.5, 2.0, 3.0, 4.0])
  func `a known blur is found within a tenth`(sigma: Double) throws {
    let blur = try #require(PhotoQuality(of: bars(blur: sigma)).blur)
    #expect(blur > sigma * 0.9 && blur < sigma * 1.1 + 0.1)
  }

  @Test func `more blur gives a larger value, with noise too`() throws {
    for noise in [0, 3] {
      let blurs = try [0.3, 1, 2, 3].map { try #require(PhotoQuality(of: bars(blur: $0, noise: noise)).blur) }
      #expect(zip(blurs, blurs.dropFirst()).allSatisfy { $0 + 0.25 < $1 }, "\(blurs)")
    }
  }

  @Test func `motion in one direction shows`() throws {
    let blur = try #require(PhotoQuality(of: bars(blur: 0.7, vertical: 3)).blur)
    #expect(blur > 2.7 && blur < 3.4)
  }

  @Test func `a picture without texture has no blur`() {
    #expect(PhotoQuality(of: TestPictures.flat(500, 500, 100)).blur == nil)
    #expect(PhotoQuality(of: TestPictures.flat(1, 1, 100)).blur == nil)
    let ramp = TestPictures.rgb(512, 512) { x, _ in
      RGB8(red: UInt8(x / 2), green: UInt8(x / 2), blue: UInt8(x / 2))
    }
    #expect(PhotoQuality(of: ramp).blur == nil)
  }

  @Test func `exposure is the mean luma and clipping is counted`() {
    let gray = PhotoQuality(of: TestPictures.flat(300, 200, 51))
    #expect(gray.exposure == 0.2 && gray.clippedShadows == 0 && gray.clippedHighlights == 0)
    let halves = TestPictures.rgb(64, 64) { _, y in
      y < 32 ? RGB8(red: 0, green: 0, blue: 0) : RGB8(red: 255, green: 255, blue: 255)
    }
    let quality = PhotoQuality(of: halves)
    #expect(quality.exposure == 0.5 && quality.clippedShadows == 0.5 && quality.clippedHighlights == 0.5)
    #expect(quality.warnings.map(\.code) == ["underexposed", "overexposed"])
  }

  @Test func `warnings name what is wrong`() {
    #expect(PhotoQuality(of: bars(blur: 1)).warnings.isEmpty)
    #expect(PhotoQuality(of: bars(blur: 3)).warnings.map(\.code) == ["blurred"])
    #expect(PhotoQuality(of: TestPictures.flat(99, 99, 5)).warnings.map(\.code) == ["underexposed"])
    #expect(PhotoQuality(of: TestPictures.flat(99, 99, 250)).warnings.map(\.code) == ["overexposed"])
  }

  @Test(arguments: [(64, 64), (13, 13), (12, 40), (40, 11), (1, 1), (33, 17)])
  func `the kernel counts what the slow version counts`(width: Int, height: Int) {
    let picture = TestPictures.noise(width + 5, height, seed: 8)
    var luma = [Int64](repeating: 0, count: 256)
    var horizontal = [Int64](repeating: 0, count: Int(IK_EDGE_RATIO_BINS))
    var vertical = horizontal
    picture.withUnsafeBytes { pixels in
      var view = ik_view(
        pixels: pixels.assumingMemoryBound(to: UInt8.self).baseAddress, width: Int32(width), height: Int32(height),
        stride: picture.stride, channels: 3)
      #expect(ik_quality_add(&view, 10, &luma, &horizontal, &vertical) == .ok)
    }
    let slow = SlowQuality(picture, width: width, height: height, minimumGradient: 10)
    #expect(luma == slow.luma)
    #expect(horizontal == slow.edges { ($0, $1) })
    #expect(vertical == slow.edges { ($1, $0) })
    if width == 64 { #expect(horizontal.reduce(0, +) > 20 && vertical.reduce(0, +) > 20) }
  }

  @Test func `the kernel refuses blocks that it has no room for`() {
    let picture = TestPictures.flat(100, 100, 1)
    var bins = [Int64](repeating: 0, count: Int(IK_EDGE_RATIO_BINS))
    var other = bins
    var third = bins
    picture.withUnsafeBytes { pixels in
      var view = ik_view(
        pixels: pixels.assumingMemoryBound(to: UInt8.self).baseAddress, width: 65, height: 10, stride: 300, channels: 3)
      #expect(ik_quality_add(&view, 10, &bins, &other, &third) == .invalidArgument)
    }
  }

  @Test(.enabled(if: Fixtures.shared != nil, "\(Fixtures.needsShared)"))
  func `photos of a flight in order get no warning`() throws {
    let flight = try #require(Fixtures.shared).appending(path: "flights/brighton-beach/images")
    for name in ["DJI_0018.JPG", "DJI_0030.JPG"] {
      let bytes = try [UInt8](Data(contentsOf: flight.appending(path: name)))
      let quality = PhotoQuality(of: try JPEGDecoder.decode(bytes, as: RGB8.self))
      #expect(quality.warnings.isEmpty)
      let blur = try #require(quality.blur)
      #expect(blur > 0.4 && blur < 1.2)
    }
  }
}

/// The edge counting of `ik_quality_add`, written as its header says it.
private struct SlowQuality {
  let width, height, minimumGradient: Int
  var luma = [Int64](repeating: 0, count: 256)
  private var values: [[Int]]

  init(_ picture: Image<RGB8>, width: Int, height: Int, minimumGradient: Int) {
    self.width = width
    self.height = height
    self.minimumGradient = minimumGradient
    values = (0..<height).map { y in
      (0..<width).map { x in
        let pixel = picture[x, y]
        return (Int(pixel.red) + 2 * Int(pixel.green) + Int(pixel.blue) + 2) / 4
      }
    }
    for value in values.joined() { luma[value] += 1 }
  }

  /// The histogram for the direction that the axes are exchanged into.
  func edges(_ axes: (Int, Int) -> (Int, Int)) -> [Int64] {
    var bins = [Int64](repeating: 0, count: Int(IK_EDGE_RATIO_BINS))
    let (along, across) = axes(width, height)
    func value(_ a: Int, _ b: Int) -> Int {
      let (x, y) = axes(a, b)
      return values[y][x]
    }
    func blurred(_ times: Int, _ at: (Int) -> Int) -> Int {
      if times == 0 { return at(0) }
      return zip([1, 4, 6, 4, 1], -2...2).map { weight, d in weight * blurred(times - 1) { at($0 + d) } }.reduce(0, +)
    }
    func gradient(_ times: Int, _ at: (Int) -> Int) -> Int {
      abs(blurred(times) { at($0 + 1) } - blurred(times) { at($0 - 1) })
    }
    guard along > 12, across > 10 else { return bins }
    for b in 5..<(across - 5) {
      let twice = (0..<along).map { a in
        a < 5 || a >= along - 5 ? 0 : gradient(2) { value(a + $0, b) }
      }
      for a in 6..<(along - 6)
      where twice[a] >= 256 * minimumGradient && twice[a] > twice[a - 1] && twice[a] >= twice[a + 1] {
        let once = gradient(1) { value(a + $0, b) }
        let crossing = gradient(1) { value(a, b + $0) }
        if once > 0 && 2 * crossing <= once { bins[min(twice[a] * 64 / once, bins.count - 1)] += 1 }
      }
    }
    return bins
  }
}
