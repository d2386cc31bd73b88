import ImageKit
import TestSupport
import Testing

@testable import Detectors

@Suite struct Int8FileTests {
  static let names = ["pyramid", "fine", "many-classes", "single"]

  @Test(arguments: names) func `a file is read into the layers it holds`(name: String) throws {
    let graph = try Int8File.graph(of: try NetworkFixture.bytes(name))
    #expect(graph.layers.last?.activation == .logit)
  }

  @Test(arguments: names) func `every beginning of a file is refused`(name: String) throws {
    let bytes = try NetworkFixture.bytes(name)
    for count in 0..<bytes.count {
      #expect(throws: Int8Graph.Flaw.self) { try Int8File.graph(of: Array(bytes[..<count])) }
    }
    #expect(throws: Int8Graph.Flaw.self) { try Int8File.graph(of: bytes + [0]) }
  }

  @Test(arguments: names) func `a damaged file is refused or still computed exactly`(name: String) throws {
    let bytes = try NetworkFixture.bytes(name)
    var generator = SeededGenerator(seed: 7)
    let photo = Pictures.noise(width: 40, height: 20, seed: 1)
    var (refused, read) = (0, 0)
    for _ in 0..<600 {
      var damaged = bytes
      // Most damage goes to the header and the records, where it matters.
      let end = Bool.random(using: &generator) ? min(bytes.count, 700) : bytes.count
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        damaged[Int.random(in: 8..<end, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      }
      guard let graph = try? Int8File.graph(of: damaged) else {
        refused += 1
        continue
      }
      read += 1
      let classes = (0..<graph.classes).map(String.init)
      let maps = [NetworkVariant.scalar, .best].map { variant in
        try? Int8Network(graph: graph, classes: classes, variant: variant)
          .probabilities(of: photo, window: photo.bounds).map(\.values)
      }
      #expect(maps[0] == maps[1])
    }
    #expect(refused > 100 && read > 10, "\(refused) refused, \(read) read")
  }

  /// What is wrong with the last layer of a chain when something is changed in it.
  private func flaw(_ change: (inout [Int8Layer]) -> Void) -> String? {
    typealias Plan = MemoryPlanTests
    var layers = [
      Plan.layer(stride: 2, from: [.init(layer: nil, channels: 3)]),
      Plan.layer(stride: 2, from: [.init(layer: 0, channels: 16)]),
      Plan.layer(from: [.init(layer: 1, isDoubled: true, channels: 16), .init(layer: 0, channels: 16)], residual: 0),
      Plan.layer(kernel: 1, from: [.init(layer: 2, channels: 16)], outputs: 2, activation: .logit),
    ]
    change(&layers)
    do {
      _ = try Int8Graph(layers: layers)
      return nil
    } catch { return error.description }
  }

  @Test func `what the kernels rely on is checked, layer by layer`() {
    #expect(flaw { _ in } == nil)
    #expect(flaw { $0[1].weights[0] = -128 } == "layer 1: a weight of -128")
    #expect(flaw { $0[1].weights[4...5] = [64, 64] } == nil)
    #expect(flaw { $0[1].weights[4...5] = [64, 65] } == "layer 1: neighbouring weights that could saturate 16 bits")
    #expect(flaw { $0[1].weights[4...5] = [-64, -65] } == "layer 1: neighbouring weights that could saturate 16 bits")
    #expect(flaw { $0[1].weights[4...5] = [127, -127] } == nil)
    #expect(flaw { $0[0].scales[3] = .infinity } == "layer 0: a scale of inf")
    #expect(flaw { $0[0].scales[3] = 0 } == "layer 0: a scale of 0.0")
    #expect(flaw { $0[0].scales[3] = 1e6 } == "layer 0: values beyond 30 bits")
    #expect(flaw { $0[0].biases[3] = .min } == "layer 0: sums beyond 32 bits")
    #expect(flaw { $0[2].residualScale = .nan } == "layer 2: a residual scale of nan")
    #expect(flaw { $0[2].residual = 1 } == "layer 2: adds a layer of another shape")
    #expect(flaw { $0[2].residual = 2 } == "layer 2: adds a layer that comes later")
    #expect(flaw { $0[2].sources[1].isDoubled = true } == "layer 2: its sources differ in size")
    #expect(flaw { $0[2].sources[0].layer = 3 } == "layer 2: reads a layer that comes later")
    #expect(flaw { $0[1].kernel = 5 } == "layer 1: a kernel of 5")
    #expect(flaw { $0[1].stride = 3 } == "layer 1: a stride of 3")
    #expect(flaw { $0[3].activation = .relu } == "layer 3: the last layer, and no other, gives logits")
    #expect(flaw { $0[1].biases.removeLast() } == "layer 1: 15 biases")
    #expect(flaw { $0.removeAll() } == "0 layers")
    #expect(flaw { $0[3].sources[0].layer = 0 } == "layer 2: nobody reads it")
  }
}
