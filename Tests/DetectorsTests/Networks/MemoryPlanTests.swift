import Testing

@testable import Detectors

@Suite struct MemoryPlanTests {
  static let names = ["pyramid", "fine", "many-classes", "single"]

  /// A layer of ones, for graphs whose numbers do not matter.
  static func layer(
    kernel: Int = 3, stride: Int = 1, from sources: [Int8Layer.Source], outputs: Int = 16, residual: Int? = nil,
    activation: Int8Layer.Activation = .relu
  ) -> Int8Layer {
    let weights = outputs * kernel * kernel * sources.reduce(0) { $0 + $1.channels }
    return Int8Layer(
      kernel: kernel, stride: stride, activation: activation, sources: sources, outputChannels: outputs,
      residual: residual, residualScale: residual == nil ? 0 : 1, weights: [Int8](repeating: 1, count: weights),
      biases: [Int32](repeating: 0, count: outputs), scales: [Float](repeating: 0.001, count: outputs))
  }

  @Test(arguments: names) func `no row is overwritten while somebody still reads it`(name: String) throws {
    let graph = try Int8File.graph(of: try NetworkFixture.bytes(name))
    let plan = MemoryPlan(graph: graph, width: 4 * graph.alignment, height: 40 * graph.alignment)
    var held = plan.rings.map { [Int](repeating: -1, count: $0.rows) }
    var order = RowOrder(graph: graph, height: plan.height)
    let rows = order.rows
    order.advance(map: graph.layers.count, through: rows[graph.layers.count] - 1) { map, row, _ in
      if map > 0 {
        let layer = graph.layers[map - 1]
        for source in layer.sources {
          let of = Int8Graph.map(of: source)
          let first = RowOrder.firstRow(read: row, of: source, by: layer)
          let last = RowOrder.lastRow(read: row, of: source, by: layer)
          for read in max(0, first)...min(rows[of] - 1, last) {
            #expect(held[of][read % plan.rings[of].rows] == read, "map \(map) reads row \(read) of map \(of)")
          }
        }
        if let residual = layer.residual {
          #expect(held[residual + 1][row % plan.rings[residual + 1].rows] == row)
        }
      }
      #expect(held[map][row % plan.rings[map].rows] == row - plan.rings[map].rows || row < plan.rings[map].rows)
      held[map][row % plan.rings[map].rows] = row
    }
    #expect(order.next == rows, "every row of every map is computed once")
  }

  @Test(arguments: names) func `memory does not grow with the height of the photo`(name: String) throws {
    let graph = try Int8File.graph(of: try NetworkFixture.bytes(name))
    let low = MemoryPlan(graph: graph, width: 512, height: 50 * graph.alignment)
    let high = MemoryPlan(graph: graph, width: 512, height: 500 * graph.alignment)
    #expect(low.rings == high.rings)
  }

  @Test func `a chain of 3 x 3 layers keeps three rows of each map`() throws {
    let graph = try Int8Graph(layers: [
      Self.layer(stride: 2, from: [.init(layer: nil, channels: 3)]),
      Self.layer(from: [.init(layer: 0, channels: 16)]),
      Self.layer(from: [.init(layer: 1, channels: 16)], residual: 0),
      Self.layer(kernel: 1, from: [.init(layer: 2, channels: 16)], outputs: 1, activation: .logit),
    ])
    let plan = MemoryPlan(graph: graph, width: 1024, height: 1024)
    // The residual of row y is added once the row y + 1 between needs row y + 2 of the same map: three rows again.
    #expect(plan.rings.map(\.rows) == [3, 3, 3, 1, 1])
    #expect(plan.rings.map(\.width) == [1024, 512, 512, 512, 512])
    #expect(plan.rings.allSatisfy { $0.place(ofRow: 5) % 64 == 0 })
    #expect(graph.reach.before >= 5)
  }

  @Test func `rings do not overlap`() throws {
    let graph = try Int8File.graph(of: try NetworkFixture.bytes("pyramid"))
    let plan = MemoryPlan(graph: graph, width: 64, height: 64)
    let places = plan.rings.map { $0.offset..<$0.offset + $0.rows * $0.pitch }.sorted { $0.lowerBound < $1.lowerBound }
    for (one, next) in zip(places, places.dropFirst()) { #expect(one.upperBound <= next.lowerBound) }
    #expect(places[places.count - 1].upperBound <= plan.byteCount)
    let longest = plan.rings.map { ($0.width + 1) * $0.channels + MemoryPlan.slack }.max() ?? 0
    #expect(plan.zeroRow + longest <= places[0].lowerBound)
  }
}
