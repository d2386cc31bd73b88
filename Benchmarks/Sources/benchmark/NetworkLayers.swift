import CPeer
import Foundation
import ImageKit

@testable import Detectors

/// `benchmark network MODEL PHOTO`: how fast each instruction set of this machine runs a network over a photo on one core, and
/// how close each layer comes to the most that the core's multipliers can do.
enum NetworkLayers {
  static func run(model url: URL, photo: URL) throws {
    let model = try NetworkModel(folder: url)
    let bytes = [UInt8](try Data(contentsOf: photo))
    let image = try JPEGDecoder.decode(bytes, as: RGB8.self)
    let pixels = Double(image.width * image.height)
    let variants = NetworkVariant.allCases.filter { $0.isAvailable && $0 != .scalar }
    let networks = variants.map { model.makeInt8Network(variant: $0) }
    guard let graph = networks.first?.graph else { throw Failure("this machine has no vector variant") }
    let work = graph.layers.indices.map { productsAPixel(graph, layer: $0) }
    print(
      "\(image.width) × \(image.height), \(graph.layers.count) layers, \(Int(work.reduce(0, +))) products a pixel, "
        + "\(graph.layers.reduce(0) { $0 + $1.weights.count }) weights\n")

    let decode = try Timing.medians(rounds: 3, [{ _ = try JPEGDecoder.decode(bytes, as: RGB8.self) }])[0]
    let whole = try Timing.medians(
      rounds: 3,
      networks.map { network in { _ = try network.probabilities(of: image, window: image.bounds) } })
    print("| instructions | MP/s | with decoding | G products/s | peak | of peak | MB |\n|---|---|---|---|---|---|---|")
    var peaks: [Double] = []
    for ((variant, network), seconds) in zip(zip(variants, networks), whole) {
      let peak = peer_peak_products(peakKind(variant))
      peaks.append(peak)
      let rate = work.reduce(0, +) * pixels / seconds
      print(
        "| \(variant) | \(number(pixels / seconds / 1e6)) | \(number(pixels / (seconds + decode) / 1e6)) | "
          + "\(number(rate / 1e9)) | \(number(peak / 1e9)) | \(number(100 * rate / peak)) % | "
          + "\(number(Double(network.memoryByteCount) / 1e6)) |")
    }
    let maps = try networks.map { try $0.probabilities(of: image, window: image.bounds).map { map in sum(of: map) } }
    guard Set(maps).count == 1 else { throw Failure("the variants differ: \(maps)") }

    print("\nLayer by layer, ns a photo pixel and share of the peak:\n")
    print("| layer | shape | products a pixel |\(variants.map { " \($0) ns | of peak |" }.joined())")
    print("|---|---|---|\(variants.map { _ in "---|---|" }.joined())")
    let times = variants.map { layerSeconds(graph, image, variant: $0) }
    for (index, layer) in graph.layers.enumerated() {
      let cells = zip(times, peaks).map { times, peak in
        " \(number(times[index] / pixels * 1e9, digits: 2)) | \(number(100 * work[index] * pixels / times[index] / peak)) % |"
      }
      print("| \(index) | \(shape(layer)) | \(Int(work[index].rounded())) |\(cells.joined())")
    }
    let rest = zip(times, whole).map { times, whole in
      " \(number((whole - times.reduce(0, +)) / pixels * 1e9, digits: 2)) | |"
    }
    print("| picture, probabilities, order, less what the clock cost | | |\(rest.joined())")
  }

  /// CPU seconds of each layer in its place, the least of three photos: rows before and after it keep the caches as they are.
  private static func layerSeconds(_ graph: Int8Graph, _ image: Image<RGB8>, variant: NetworkVariant) -> [Double] {
    let columns = Int8Network.span(0..<image.width, of: image.width, graph: graph)
    let rows = Int8Network.span(0..<image.height, of: image.height, graph: graph)
    let plan = MemoryPlan(graph: graph, width: columns.count, height: rows.count)
    let memory = NetworkMemory(plan: plan, graph: graph, packed: graph.layers.map(PackedLayer.init), variant: variant)
    var least = [Double](repeating: .infinity, count: graph.layers.count)
    for _ in 0..<3 {
      var seconds = [Double](repeating: 0, count: graph.layers.count)
      var order = RowOrder(graph: graph, height: rows.count)
      let head = graph.layers.count
      order.advance(map: head, through: order.rows[head] - 1) { map, row, _ in
        guard map > 0 else { return memory.readPicture(row: row, from: image, x: 0, y: 0) }
        let start = Timing.clock()
        memory.convolve(layer: map - 1, row: row)
        seconds[map - 1] += Timing.clock() - start
      }
      least = zip(least, seconds).map(min)
    }
    return least
  }

  private static func productsAPixel(_ graph: Int8Graph, layer index: Int) -> Double {
    let layer = graph.layers[index]
    return Double(layer.weights.count) / Double(graph.steps[index + 1] * graph.steps[index + 1])
  }

  private static func shape(_ layer: Int8Layer) -> String {
    let inputs = layer.sources.map { "\($0.channels)\($0.isDoubled ? "↑" : "")" }.joined(separator: "+")
    return "\(layer.kernel)×\(layer.kernel)\(layer.stride == 2 ? "/2" : "") \(inputs)→\(layer.outputChannels)"
      + (layer.residual == nil ? "" : " + residual")
  }

  private static func peakKind(_ variant: NetworkVariant) -> Int32 {
    switch variant {
    case .avx2: 1
    case .avxVNNI: 2
    case .avx512VNNI: 3
    case .amx: 4
    case .scalar, .neon: 0
    }
  }

  private static func sum(of map: Image<Gray8>) -> UInt64 {
    map.withUnsafeBytes { $0.reduce(into: UInt64(0)) { $0 = $0 &* 31 &+ UInt64($1) } }
  }

  private static func number(_ value: Double, digits: Int = 1) -> String { String(format: "%.\(digits)f", value) }
}
