/// The layers of a network and how their maps fit together.
///
/// Maps are numbered from 0, the picture; map *i* + 1 is the output of layer *i*. A map has a step: the photo pixels from one
/// of its values to the next, a power of two.
package struct Int8Graph: Hashable, Sendable {
  /// In the order they are computed; the last one is the head.
  package let layers: [Int8Layer]
  /// The step of each map, the picture's first.
  let steps: [Int]
  /// Whether a map is only ever read doubled, and so stored with each column twice.
  let isDoubled: [Bool]
  /// The largest step: sides of what is computed are multiples of it.
  package let alignment: Int
  /// Photo pixels that a cell's value may depend on, left of and above its aligned place, and right and below.
  package let reach: (before: Int, after: Int)

  /// The photo pixels from one cell of the result to the next.
  package var outputStride: Int { steps[layers.count] }
  /// The number of maps of the result.
  package var classes: Int { layers[layers.count - 1].outputChannels }

  /// Checks layers and works out how their maps fit.
  ///
  /// - Throws: A ``Flaw`` that names the layer when the network cannot be computed, or not exactly.
  package init(layers: [Int8Layer]) throws(Flaw) {
    guard !layers.isEmpty, layers.count <= Self.maximumLayers else { throw Flaw("\(layers.count) layers") }
    for (index, layer) in layers.enumerated() {
      if let flaw = layer.flaw(isLast: index == layers.count - 1) { throw Flaw("layer \(index): \(flaw)") }
    }
    self.layers = layers
    steps = try Self.steps(of: layers)
    isDoubled = try Self.doubling(of: layers)
    alignment = steps.max() ?? 1
    reach = Self.reach(of: layers, steps: steps, alignment: alignment)
  }

  /// Layers a network may have.
  package static let maximumLayers = 256
  /// The coarsest map may be this much smaller than the photo.
  static let maximumStep = 64

  /// What keeps a network from being computed.
  package struct Flaw: Error, Hashable, Sendable {
    /// The flaw in words that follow a file's name.
    package let description: String
    init(_ description: String) { self.description = description }
  }

  package static func == (a: Int8Graph, b: Int8Graph) -> Bool { a.layers == b.layers }
  package func hash(into hasher: inout Hasher) { hasher.combine(layers) }
}

extension Int8Graph {
  /// The map that a source reads.
  static func map(of source: Int8Layer.Source) -> Int { source.layer.map { $0 + 1 } ?? 0 }

  private static func steps(of layers: [Int8Layer]) throws(Flaw) -> [Int] {
    var steps = [1]
    var channels = [3]
    for (index, layer) in layers.enumerated() {
      var step: Int?
      for source in layer.sources {
        let map = map(of: source)
        guard map >= 0, map <= index else { throw Flaw("layer \(index): reads a layer that comes later") }
        guard source.channels == channels[map] else {
          throw Flaw("layer \(index): reads \(source.channels) of \(channels[map]) channels")
        }
        let own = source.isDoubled ? steps[map] / 2 : steps[map]
        guard own >= 1 else { throw Flaw("layer \(index): doubles a map of full size") }
        guard step ?? own == own else { throw Flaw("layer \(index): its sources differ in size") }
        step = own
      }
      let output = (step ?? 1) * layer.stride
      guard output <= maximumStep else { throw Flaw("layer \(index): a map 1/\(output) of the photo's size") }
      if let residual = layer.residual {
        guard residual >= 0, residual < index else { throw Flaw("layer \(index): adds a layer that comes later") }
        guard steps[residual + 1] == output, channels[residual + 1] == layer.outputChannels else {
          throw Flaw("layer \(index): adds a layer of another shape")
        }
      }
      steps.append(output)
      channels.append(layer.outputChannels)
    }
    return steps
  }

  private static func doubling(of layers: [Int8Layer]) throws(Flaw) -> [Bool] {
    var use = [Bool?](repeating: nil, count: layers.count + 1)
    for (index, layer) in layers.enumerated() {
      let reads = layer.sources.map { (map(of: $0), $0.isDoubled) } + (layer.residual.map { [($0 + 1, false)] } ?? [])
      for (map, doubled) in reads {
        guard use[map] ?? doubled == doubled else {
          throw Flaw("layer \(index): reads layer \(map - 1) in another size than an earlier one")
        }
        use[map] = doubled
      }
    }
    for map in 1..<layers.count where use[map] == nil { throw Flaw("layer \(map - 1): nobody reads it") }
    return use.map { $0 ?? false }
  }

  /// Goes back from a long row of cells to the places that each map must have for them.
  private static func reach(of layers: [Int8Layer], steps: [Int], alignment: Int) -> (before: Int, after: Int) {
    let cells = 64 * alignment / steps[layers.count]
    var needed = [Range<Int>?](repeating: nil, count: layers.count + 1)
    needed[layers.count] = 0..<cells
    func join(_ map: Int, _ range: Range<Int>) {
      let old = needed[map] ?? range
      needed[map] = min(old.lowerBound, range.lowerBound)..<max(old.upperBound, range.upperBound)
    }
    for (index, layer) in layers.enumerated().reversed() {
      guard let own = needed[index + 1] else { continue }
      let edge = layer.kernel / 2
      let first = own.lowerBound * layer.stride - edge
      let last = (own.upperBound - 1) * layer.stride + edge
      for source in layer.sources {
        join(map(of: source), source.isDoubled ? (first >> 1)..<((last >> 1) + 1) : first..<(last + 1))
      }
      if let residual = layer.residual { join(residual + 1, own) }
    }
    var reach = (before: 0, after: 0)
    for (range, step) in zip(needed, steps) {
      guard let range else { continue }
      reach.before = max(reach.before, -range.lowerBound * step)
      reach.after = max(reach.after, range.upperBound * step - 64 * alignment)
    }
    return reach
  }
}
