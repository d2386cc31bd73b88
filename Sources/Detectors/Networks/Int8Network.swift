import Foundation
import ImageKit

/// A network on our own int8 kernels: the same bits on every processor, in a few megabytes.
///
/// A photo flows through it row by row. As soon as three rows of a map are there, the next map's row is computed from them, so
/// that all work happens in the processor's caches and a photo of any height needs the same memory; see
/// `Documentation/Networks.md`. Nothing is computed twice, and there are no tiles to stitch.
///
/// The memory is laid out at the first photo and kept; a photo of another size lays it out anew.
package final class Int8Network: MeasuringNetwork {
  package let classes: [String]
  package var outputStride: Int { graph.outputStride }
  /// The layers.
  package let graph: Int8Graph
  /// The instructions used.
  package let variant: NetworkVariant

  private let packed: [PackedLayer]
  private var memory: NetworkMemory?

  /// Bytes of the maps' rows, once a photo has been seen.
  package var memoryByteCount: Int { memory?.plan.byteCount ?? 0 }

  /// Creates a network for one worker.
  ///
  /// - Parameter classes: A name for each output of the head.
  package convenience init(graph: Int8Graph, classes: [String], variant: NetworkVariant = .best) {
    self.init(graph: graph, packed: graph.layers.map(PackedLayer.init), classes: classes, variant: variant)
  }

  /// Creates a network on numbers that other workers use too.
  init(graph: Int8Graph, packed: [PackedLayer], classes: [String], variant: NetworkVariant) {
    precondition(classes.count == graph.classes, "a name for each class")
    self.graph = graph
    self.packed = packed
    self.classes = classes
    self.variant = variant
  }

  /// The most memory that maps may take; a network of our kind takes some megabytes.
  static let maximumByteCount = 2 << 30

  package func probabilities(of photo: Image<RGB8>, window: Window) throws(ModelError) -> [Image<Gray8>] {
    try maps(of: photo, window: window, table: Self.probabilityOfLogit)
  }

  package func numbers(of photo: Image<RGB8>, window: Window) throws(ModelError) -> [Image<Gray8>] {
    try maps(of: photo, window: window, table: Array(0...255))
  }

  /// Returns the maps with each byte of the head turned by a table.
  private func maps(of photo: Image<RGB8>, window: Window, table: [UInt8]) throws(ModelError) -> [Image<Gray8>] {
    precondition(window.width > 0 && window.height > 0 && window.x >= 0 && window.y >= 0, "a window has pixels")
    precondition(window.endX <= photo.width && window.endY <= photo.height, "a window lies inside its photo")
    let columns = Self.span(window.x..<window.endX, of: photo.width, graph: graph)
    let rows = Self.span(window.y..<window.endY, of: photo.height, graph: graph)
    let memory = try memory(width: columns.count, height: rows.count)
    let cells = cells(of: window)
    let first = cells.y - rows.lowerBound / outputStride
    let left = cells.x - columns.lowerBound / outputStride

    return CellMaps.make(count: classes.count, width: cells.width, height: cells.height) { maps in
      var order = RowOrder(graph: graph, height: rows.count)
      let head = graph.layers.count
      order.advance(map: head, through: first + cells.height - 1) { map, row, _ in
        guard map > 0 else {
          return memory.readPicture(row: row, from: photo, x: columns.lowerBound, y: rows.lowerBound)
        }
        memory.convolve(layer: map - 1, row: row)
        guard map == head, row >= first else { return }
        memory.writeHead(
          row: row, columns: left..<left + cells.width, table: table, to: maps,
          offset: (row - first) * cells.width)
      }
    }
  }

  /// The part of a photo's side that must be computed for a window.
  ///
  /// It holds all that the window's cells depend on, in whole steps of the coarsest map. At its right and lower edge the photo
  /// is continued up to such a step.
  static func span(_ window: Range<Int>, of side: Int, graph: Int8Graph) -> Range<Int> {
    let step = graph.alignment
    let end = (side + step - 1) / step * step
    let first = window.lowerBound / step * step - graph.reach.before
    let last = (window.upperBound + step - 1) / step * step + graph.reach.after
    return max(0, first) / step * step..<min(end, (last + step - 1) / step * step)
  }

  private func memory(width: Int, height: Int) throws(ModelError) -> NetworkMemory {
    if let memory, memory.plan.width == width, memory.plan.height == height { return memory }
    let plan = MemoryPlan(graph: graph, width: width, height: height)
    guard plan.byteCount <= Self.maximumByteCount else { throw ModelError.tooLarge(plan.byteCount) }
    memory = nil
    let fresh = NetworkMemory(plan: plan, graph: graph, packed: packed, variant: variant)
    memory = fresh
    return fresh
  }

  /// The byte of a probability for each byte of the head: the sigmoid, rounded.
  ///
  /// Apart from a logit of 0, which is exact, no
  /// entry lies near a half, so that no library's exponential can round it otherwise (tested).
  static let probabilityOfLogit: [UInt8] = (0...255).map { byte in
    UInt8((255 / (1 + exp(-Double(byte - 128) / 16))).rounded())
  }
}
