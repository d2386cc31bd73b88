/// Where the rows of each map lie while a region is computed.
///
/// A map keeps only the rows that somebody will still read, in a ring: row *r* lies in slot *r* mod `rows`. How many that are
/// is found by going through the order once without computing. A stored row is
///
/// | lead | width × channels bytes | one pixel of zeros and `NN_SLACK` bytes |
/// |---|---|---|
/// | ends with a pixel of zeros | column by column | up to the next multiple of 64 |
struct MemoryPlan: Hashable, Sendable {
  /// The rows of one map.
  struct Ring: Hashable, Sendable {
    /// Stored columns; of a doubled map twice as many as it has values.
    var width: Int
    /// Bytes a pixel as stored.
    var channels: Int
    /// Rows kept at once.
    var rows: Int
    /// Where slot 0 begins.
    var offset: Int
    /// Bytes before the first column.
    var lead: Int
    /// Bytes from one slot to the next.
    var pitch: Int

    /// Where the first column of a row lies.
    func place(ofRow row: Int) -> Int { offset + row % rows * pitch + lead }
  }

  /// The size of the region, in photo pixels: multiples of the graph's alignment.
  let width, height: Int
  /// The ring of each map, the picture's first.
  private(set) var rings: [Ring]
  /// Where a row of zeros lies, long enough for any map; it stands for rows above and below a map.
  private(set) var zeroRow = 0
  /// All bytes.
  private(set) var byteCount = 0

  init(graph: Int8Graph, width: Int, height: Int) {
    self.width = width
    self.height = height
    let kept = Self.rowsKept(graph: graph, height: height)
    rings = kept.enumerated().map { map, rows in
      let stored = map == 0 ? 3 : (graph.layers[map - 1].outputChannels + 15) / 16 * 16
      let columns = width / graph.steps[map] * (graph.isDoubled[map] ? 2 : 1)
      let lead = Self.aligned(stored)
      return Ring(
        width: columns, channels: stored, rows: rows, offset: 0, lead: lead,
        pitch: Self.aligned(lead + (columns + 1) * stored + Self.slack))
    }
    let longest = rings.map(\.pitch).max() ?? 0
    byteCount = longest
    for map in rings.indices {
      rings[map].offset = byteCount
      byteCount += rings[map].rows * rings[map].pitch
    }
    zeroRow = Self.aligned(Int8Layer.maximumChannels)
    byteCount = Self.aligned(byteCount + zeroRow)
    for map in rings.indices { rings[map].offset += zeroRow }
  }

  /// What the kernels may read behind a row's last pixel of zeros: `NN_SLACK`.
  static let slack = 64
  /// A cache line, and a register of the widest kernels.
  private static func aligned(_ count: Int) -> Int { (count + 63) / 64 * 64 }

  /// How many rows of each map somebody still reads, at the worst moment.
  private static func rowsKept(graph: Int8Graph, height: Int) -> [Int] {
    /// Who reads a map, and the first row that an output row of theirs reads.
    var readers = [[(map: Int, firstRow: (Int) -> Int)]](repeating: [], count: graph.layers.count + 1)
    for (index, layer) in graph.layers.enumerated() {
      for source in layer.sources {
        readers[Int8Graph.map(of: source)].append(
          (index + 1, { RowOrder.firstRow(read: $0, of: source, by: layer) }))
      }
      if let residual = layer.residual { readers[residual + 1].append((index + 1, { $0 })) }
    }
    var kept = [Int](repeating: 1, count: graph.layers.count + 1)
    var order = RowOrder(graph: graph, height: height)
    let rows = order.rows
    let head = graph.layers.count
    order.advance(map: head, through: rows[head] - 1) { map, row, next in
      var oldest = row
      for reader in readers[map] where next[reader.map] < rows[reader.map] {
        oldest = min(oldest, max(0, reader.firstRow(next[reader.map])))
      }
      kept[map] = max(kept[map], row - oldest + 1)
    }
    return kept
  }
}
