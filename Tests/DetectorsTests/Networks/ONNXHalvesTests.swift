import Foundation
import ImageKit
import Testing

@testable import Detectors

@Suite struct ONNXHalvesTests {
  @Test func `sixteen bits stand for the numbers of IEEE 754`() {
    #expect(ONNXHalves.single(0x0000) == 0)
    #expect(ONNXHalves.single(0x3C00) == 1)
    #expect(ONNXHalves.single(0xC000) == -2)
    #expect(ONNXHalves.single(0x3555) == 0.333251953125)
    #expect(ONNXHalves.single(0x7BFF) == 65504)
    #expect(ONNXHalves.single(0x0001) == 0x1p-24)
    #expect(ONNXHalves.single(0x83FF) == -0x1.FF8p-15)
    #expect(ONNXHalves.single(0xFC00) == -.infinity)
    #expect(ONNXHalves.single(0x7E00).isNaN)
  }

  @Test func `a network with weights of sixteen bits answers as with thirty-two`() throws {
    let photo = try ONNXFixture.picture()
    let whole = try ONNXNetwork(contentsOf: ONNXFixture.url("small.onnx"))
    let half = try ONNXNetwork(contentsOf: ONNXFixture.url("half.onnx"))
    let pairs = zip(
      try whole.probabilities(of: photo, window: photo.bounds), try half.probabilities(of: photo, window: photo.bounds))
    for (expected, found) in pairs {
      #expect(found.width == expected.width && found.height == expected.height)
      let distances = zip(ONNXFixture.values(expected), ONNXFixture.values(found)).map { abs(Int($0) - Int($1)) }
      #expect(distances.max() ?? 255 <= 1)
      #expect(Set(ONNXFixture.values(found)).count > 20, "an even map would agree with anything")
    }
  }

  @Test func `a file without halves stays as it is`() throws {
    let bytes = try ONNXFixture.bytes("small.onnx")
    #expect(try ONNXHalves.widened(bytes) == bytes)
  }

  @Test func `a half that ends in the middle is told`() throws {
    var bytes = try ONNXFixture.bytes("half.onnx")
    bytes.removeLast(bytes.count / 3)
    #expect(throws: ModelError.self) { try ONNXFile(bytes, path: "cut.onnx") }
  }
}
