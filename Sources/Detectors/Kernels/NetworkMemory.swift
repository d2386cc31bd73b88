import CNetworks
import ImageKit

/// The rows of all maps of one region, and the calls that compute them.
///
/// Belongs to one worker. A row must have been computed, and not yet overwritten by the ring, when another reads it:
/// ``RowOrder`` and ``MemoryPlan`` see to that.
@safe
final class NetworkMemory {
  let plan: MemoryPlan
  private let graph: Int8Graph
  private let packed: [PackedLayer]
  private let variant: nn_variant
  private let memory: UnsafeMutableRawPointer
  private let taps: UnsafeMutablePointer<nn_tap>

  /// Takes the memory of a plan, all zero: the pixels around the maps stay so.
  init(plan: MemoryPlan, graph: Int8Graph, packed: [PackedLayer], variant: NetworkVariant) {
    precondition(variant.isAvailable, "this machine lacks \(variant)")
    self.plan = plan
    self.graph = graph
    self.packed = packed
    self.variant = variant.code
    unsafe memory = PixelMemory.allocate(byteCount: plan.byteCount)
    unsafe memory.initializeMemory(as: UInt8.self, repeating: 0, count: plan.byteCount)
    unsafe taps = UnsafeMutablePointer<nn_tap>.allocate(capacity: Int(NN_MAXIMUM_TAPS))
    unsafe taps.initialize(repeating: nn_tap(), count: Int(NN_MAXIMUM_TAPS))
  }

  deinit {
    unsafe memory.deallocate()
    unsafe taps.deallocate()
  }

  /// Copies a row of the photo into the picture's ring.
  ///
  /// - Parameters:
  ///   - row: The row of the region, whose upper left corner lies at (x, y) of the photo. Beyond the photo's right and
  ///     lower edge its last column and row are repeated.
  func readPicture(row: Int, from photo: Image<RGB8>, x: Int, y: Int) {
    let target = unsafe memory + plan.rings[0].place(ofRow: row)
    let columns = min(plan.width, photo.width - x)
    unsafe photo.withUnsafeBytes { pixels in
      guard let base = pixels.baseAddress else { return }
      let source = unsafe base + min(y + row, photo.height - 1) * photo.stride + 3 * x
      unsafe target.copyMemory(from: source, byteCount: 3 * columns)
      for column in columns..<max(columns, plan.width) {
        unsafe (target + 3 * column).copyMemory(from: source + 3 * (columns - 1), byteCount: 3)
      }
    }
  }

  /// Computes a row of a layer's map.
  func convolve(layer index: Int, row: Int) {
    let layer = graph.layers[index]
    let ring = plan.rings[index + 1]
    var count = 0
    for source in layer.sources {
      for offset in 0..<layer.kernel {
        unsafe taps[count] = nn_tap(
          pixels: pixels(of: source, row: row * layer.stride - layer.kernel / 2 + offset, kernel: layer.kernel),
          channels: Int32(plan.rings[Int8Graph.map(of: source)].channels), paired: source.isDoubled ? 1 : 0)
        count += 1
      }
    }
    let isDoubled = graph.isDoubled[index + 1]
    var job = unsafe nn_row()
    unsafe job.columns = Int32(isDoubled ? ring.width / 2 : ring.width)
    unsafe job.kernel = Int32(layer.kernel)
    unsafe job.stride = Int32(layer.stride)
    unsafe job.taps = Int32(count)
    unsafe job.doubled = isDoubled ? 1 : 0
    unsafe job.tap = UnsafePointer(taps)
    unsafe packed[index].describe(in: &job)
    if let residual = layer.residual {
      unsafe job.residual = UnsafePointer(byte(at: plan.rings[residual + 1].place(ofRow: row)))
      unsafe job.residualScale = layer.residualScale
    }
    unsafe job.out = byte(at: ring.place(ofRow: row))
    unsafe nn_convolve_row(&job, variant)
  }

  /// Writes cells of a row of the head into the maps of the classes, turned by a table.
  ///
  /// - Parameters:
  ///   - columns: The cells of the region.
  ///   - offset: The byte of each map where they go.
  func writeHead(row: Int, columns: Range<Int>, table: [UInt8], to maps: CellMaps.Targets, offset: Int) {
    precondition(table.count == 256)
    let ring = plan.rings[graph.layers.count]
    let place = ring.place(ofRow: row) + columns.lowerBound * ring.channels
    let targets: [UnsafeMutablePointer<UInt8>?] = unsafe maps.pointers.map { unsafe $0 + offset }
    unsafe nn_head_row(byte(at: place), Int32(columns.count), Int32(targets.count), table, targets)
  }

  /// Where output column 0 begins to read a source: the pixel left of the first for a kernel of 3.
  private func pixels(of source: Int8Layer.Source, row: Int, kernel: Int) -> UnsafePointer<UInt8> {
    let map = Int8Graph.map(of: source)
    let ring = plan.rings[map]
    let stored = source.isDoubled ? row >> 1 : row
    let isInside = row >= 0 && stored < plan.height / graph.steps[map]
    let first = isInside ? ring.place(ofRow: stored) : plan.zeroRow
    return unsafe UnsafePointer(byte(at: first - (kernel == 3 ? ring.channels : 0)))
  }

  private func byte(at offset: Int) -> UnsafeMutablePointer<UInt8> {
    unsafe (memory + offset).assumingMemoryBound(to: UInt8.self)
  }
}
