import Foundation
import ImageKit
import TestSupport
import Testing

@testable import Detectors

@Suite struct ONNXFileTests {
  private func error(_ name: String) -> ModelError? {
    do throws(ModelError) {
      _ = try ONNXFile(contentsOf: ONNXFixture.url(name))
      return nil
    } catch {
      return error
    }
  }

  @Test func `a network of known operators passes`() throws {
    let graph = try ONNXGraph(try ONNXFixture.bytes("small.onnx"))
    #expect(
      graph.nodes.map(\.operation) == [
        "Conv", "Relu", "Conv", "BatchNormalization", "LeakyRelu", "Resize", "Concat", "Conv",
      ])
    #expect(graph.inputs == ["image"] && graph.outputs == ["logits"])
    #expect(graph.constants["w2"]?.shape == [8, 8, 3, 3])
    #expect(graph.constants["twice"]?.floats == [1, 1, 2, 2])
    #expect(error("small.onnx") == nil && error("dark.onnx") == nil)
  }

  @Test func `an operator that OpenCV crashes on is named before OpenCV sees it`() {
    guard case .unsupported(let path, let reason)? = error("cumsum.onnx") else {
      Issue.record("no such error")
      return
    }
    #expect(path.hasSuffix("cumsum.onnx"))
    #expect(reason.hasPrefix("the operator CumSum is not run"))
    #expect(reason.contains("opset 12"))
    #expect(reason.contains("Conv, "))
  }

  @Test func `probabilities instead of logits are refused`() {
    guard case .unsupported(_, let reason)? = error("sigmoid.onnx") else {
      Issue.record("no such error")
      return
    }
    #expect(reason.contains("before the last Sigmoid"))
  }

  @Test func `a form that OpenCV runs wrongly is refused`() {
    guard case .unsupported(_, let reason)? = error("gate.onnx") else {
      Issue.record("no such error")
      return
    }
    #expect(reason.hasPrefix("Mul: OpenCV 4.6 takes a map times the HardSigmoid of another"))
  }

  @Test func `what is no network is told from what is missing`() throws {
    for name in ["text.onnx", "truncated.onnx"] {
      guard case .badWeights? = error(name) else {
        Issue.record("\(name): \(String(describing: error(name)))")
        continue
      }
    }
    #expect(error("none.onnx") == .notFound(ONNXFixture.url("none.onnx").path))
    let folder = try TemporaryFolder()
    try Data().write(to: folder("empty.onnx"))
    #expect(throws: ModelError.badWeights(folder("empty.onnx").path, "it is empty")) {
      try ONNXFile(contentsOf: folder("empty.onnx"))
    }
    #expect(throws: ModelError.unreadable(folder.url.path, "not a regular file")) {
      try ONNXFile(contentsOf: folder.url)
    }
  }

  @Test(arguments: ["small.onnx", "dark.onnx"]) func `no prefix of a network passes`(name: String) throws {
    let whole = try ONNXFixture.bytes(name)
    var passed: [Int] = []
    for count in 0..<whole.count {
      guard let file = try? ONNXFile(Array(whole[..<count]), path: "prefix") else { continue }
      // What is cut off may be the list of versions alone, which says nothing about weights; OpenCV may see that.
      _ = try? ONNXNetwork(file)
      passed.append(count)
    }
    #expect(passed.allSatisfy { whole.count - $0 <= 8 }, "\(passed) of \(whole.count)")
  }

  /// What the checks let pass goes to OpenCV and is run, so a hole in them ends this test.
  @Test(arguments: ["small.onnx", "dark.onnx"]) func `turned bytes end in an error or in a network`(name: String) throws
  {
    let whole = try ONNXFixture.bytes(name)
    let photo = try ONNXFixture.picture()
    var random = SeededGenerator(seed: 9)
    var refused = 0
    for _ in 0..<400 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        // Mostly not in the weights, which nearly fill the file and may be anything.
        let position = Int.random(in: 0..<bytes.count, using: &random)
        let turned = bytes[position] ^ 1 << UInt8.random(in: 0..<8, using: &random)
        bytes[position] = Bool.random(using: &random) ? turned : .random(in: 0...255, using: &random)
      }
      do throws(ModelError) {
        _ = try ONNXNetwork(try ONNXFile(bytes, path: "turned")).probabilities(of: photo, window: photo.bounds)
      } catch {
        refused += 1
      }
    }
    #expect(refused > 0)
  }
}
