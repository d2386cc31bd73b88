import Foundation
import ImageKit
import TestSupport
import Testing

@testable import Detectors

@Suite struct ONNXNetworkTests {
  @Test func `gives what ONNX Runtime gives`() throws {
    let network = try ONNXNetwork(contentsOf: ONNXFixture.url("small.onnx"))
    #expect(network.outputStride == 2)
    #expect(network.classes == ["class 1", "class 2"])
    let photo = try ONNXFixture.picture()
    let maps = try network.probabilities(of: photo, window: photo.bounds)
    let expected = try ONNXFixture.logits()
    #expect(maps.count == 2)
    for map in maps { #expect(map.width == expected.width && map.height == expected.height) }
    for (index, map) in maps.enumerated() {
      for y in 0..<map.height {
        for x in 0..<map.width {
          let logit = expected.values[(index * expected.height + y) * expected.width + x]
          // 0.0001 in the logit is at most 0.007 of a byte's step.
          let distance = abs(Double(map[x, y].value) - ONNXFixture.probability(logit))
          #expect(distance <= 0.51, "class \(index) at \(x), \(y): \(distance)")
        }
      }
    }
  }

  @Test(arguments: [
    Window(x: 0, y: 0, width: 1, height: 1), Window(x: 74, y: 52, width: 1, height: 1),
    Window(x: 13, y: 7, width: 31, height: 22), Window(x: 1, y: 0, width: 74, height: 53),
  ])
  func `a place gets the same value in every window`(window: Window) throws {
    let network = try ONNXNetwork(contentsOf: ONNXFixture.url("small.onnx"))
    let photo = try ONNXFixture.picture()
    let whole = try network.probabilities(of: photo, window: photo.bounds)
    let parts = try network.probabilities(of: photo, window: window)
    let cells = network.cells(of: window)
    for (map, part) in zip(whole, parts) {
      #expect(part.width == cells.width && part.height == cells.height)
      for y in 0..<part.height {
        for x in 0..<part.width { #expect(part[x, y] == map[cells.x + x, cells.y + y]) }
      }
    }
  }

  @Test func `tiles meet without a seam`() throws {
    // Wider than a tile and its context; the network sees a few pixels, so tiles must not change anything.
    let network = try ONNXNetwork(contentsOf: ONNXFixture.url("small.onnx"))
    let photo = Pictures.noise(width: 1200, height: 40, seed: 5)
    let map = try network.probabilities(of: photo, window: photo.bounds)[0]
    #expect(map.bounds == Window(x: 0, y: 0, width: 600, height: 20))
    let aside = ONNXFixture.crop(photo, Window(x: 960, y: 0, width: 240, height: 40))
    let other = try network.probabilities(of: aside, window: aside.bounds)[0]
    for y in 0..<20 {
      // The crop's own left edge is not the photo's: from 20 pixels on it does not matter.
      for x in 490..<600 {
        let distance = abs(Int(map[x, y].value) - Int(other[x - 480, y].value))
        #expect(distance <= 1, "at \(x), \(y)")
      }
    }
  }

  @Test func `tiles cover a side once and see whole multiples`() {
    for side in [1, 16, 1000, 1023, 1024, 1025, 1153, 2048, 5472] {
      for multiple in [1, 16, 32, 128] {
        let tiles = (0...(side - 1) / 1024).map { ONNXTile(index: $0, side: side, multiple: multiple) }
        #expect(tiles.first?.core.lowerBound == 0)
        #expect((tiles.last?.core.upperBound ?? 0) >= side)
        for (a, b) in zip(tiles, tiles.dropFirst()) { #expect(a.core.upperBound == b.core.lowerBound) }
        for tile in tiles {
          #expect(tile.input.lowerBound % multiple == 0 && tile.input.upperBound % multiple == 0)
          #expect(tile.input.contains(tile.core.lowerBound) && tile.input.upperBound >= tile.core.upperBound)
          #expect(!tile.pixels.isEmpty && tile.pixels.upperBound <= side)
        }
      }
    }
  }

  @Test func `the number of classes must be the one that is asked for`() throws {
    let error = #expect(throws: ModelError.self) {
      try ONNXNetwork(contentsOf: ONNXFixture.url("small.onnx"), classes: ["crack"])
    }
    #expect(error?.description.contains("2 classes") == true, "\(String(describing: error))")
  }

  @Test func `an input multiple that tiles cannot keep is refused`() throws {
    for multiple in [0, -16, 24, 256] {
      #expect(throws: ModelError.self) {
        try ONNXNetwork(contentsOf: ONNXFixture.url("small.onnx"), inputMultiple: multiple)
      }
    }
  }
}
