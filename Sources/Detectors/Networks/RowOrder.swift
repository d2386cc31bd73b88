/// The order in which the rows of all maps are computed: each as late as possible.
///
/// A row of the result is asked for, which asks for the rows it reads, and so on up to the picture. So a row is used soon
/// after it was made, and few rows of each map need to be kept.
struct RowOrder {
  private let layers: [Int8Layer]
  /// The number of rows of each map, the picture's first.
  let rows: [Int]
  /// The row of each map that comes next; those before it are done.
  private(set) var next: [Int]

  /// Creates the order for a region.
  ///
  /// - Parameter height: Rows of the region, a multiple of the graph's alignment.
  init(graph: Int8Graph, height: Int) {
    layers = graph.layers
    rows = graph.steps.map { height / $0 }
    next = rows.map { _ in 0 }
  }

  /// Goes through the steps up to a row of a map; for each, all that it reads has been visited before.
  mutating func advance(map: Int, through row: Int, visit: (_ map: Int, _ row: Int, _ next: [Int]) -> Void) {
    while next[map] <= row {
      let own = next[map]
      if map > 0 {
        let layer = layers[map - 1]
        for source in layer.sources {
          let needed = Self.lastRow(read: own, of: source, by: layer)
          let of = Int8Graph.map(of: source)
          advance(map: of, through: min(needed, rows[of] - 1), visit: visit)
        }
        if let residual = layer.residual { advance(map: residual + 1, through: own, visit: visit) }
      }
      visit(map, own, next)
      next[map] = own + 1
    }
  }

  /// The first stored row of a source that an output row reads; before 0 it is a row of zeros.
  static func firstRow(read output: Int, of source: Int8Layer.Source, by layer: Int8Layer) -> Int {
    let row = output * layer.stride - layer.kernel / 2
    return source.isDoubled ? row >> 1 : row
  }

  /// The last stored row of a source that an output row reads; beyond the map's end it is a row of zeros.
  static func lastRow(read output: Int, of source: Int8Layer.Source, by layer: Int8Layer) -> Int {
    let row = output * layer.stride + layer.kernel / 2
    return source.isDoubled ? row >> 1 : row
  }
}
