import Foundation

@testable import Detectors

/// `benchmark network-plan MODEL WIDTH HEIGHT`: what a network keeps of each map while a photo goes through it, as CSV, for
/// `memory_plan.py` to draw.
enum NetworkPlan {
  static func run(model url: URL, width: Int, height: Int) throws {
    let graph = try NetworkModel(folder: url).makeInt8Network(variant: .scalar).graph
    let columns = Int8Network.span(0..<width, of: width, graph: graph)
    let rows = Int8Network.span(0..<height, of: height, graph: graph)
    let plan = MemoryPlan(graph: graph, width: columns.count, height: rows.count)
    print("map,step,columns,rows,channels,kept_rows,kept_bytes,reads,adds,kernel,stride")
    for (map, ring) in plan.rings.enumerated() {
      let layer = map > 0 ? graph.layers[map - 1] : nil
      let reads = layer.map { $0.sources.map { "\(Int8Graph.map(of: $0))\($0.isDoubled ? "x2" : "")" } } ?? []
      print(
        "\(map),\(graph.steps[map]),\(columns.count / graph.steps[map]),\(rows.count / graph.steps[map]),"
          + "\(layer?.outputChannels ?? 3),\(ring.rows),\(ring.rows * ring.pitch),\(reads.joined(separator: "+")),"
          + "\(layer?.residual.map { String($0 + 1) } ?? ""),\(layer?.kernel ?? 0),\(layer?.stride ?? 0)")
    }
  }
}
