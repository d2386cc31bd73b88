import CNetworks

/// A layer's numbers as the kernels read them, in memory that never changes.
@safe
final class PackedLayer: Sendable {
  private nonisolated(unsafe) let memory: UnsafeMutableRawPointer
  private let biasesAt, scalesAt: Int
  /// Output channels / 16, rounded up.
  let blocks: Int

  /// Packs a layer: weights as [block][source][kernel row][group of four][output][4], padded with zeros.
  init(_ layer: Int8Layer) {
    let block = Int(NN_BLOCK)
    blocks = (layer.outputChannels + block - 1) / block
    let groups = layer.sources.map { Int(nn_tap_groups(Int32(layer.kernel), Int32($0.channels))) }
    let blockBytes = groups.reduce(0) { $0 + $1 * layer.kernel } * block * 4
    biasesAt = blocks * blockBytes
    scalesAt = biasesAt + blocks * block * 4
    let size = scalesAt + blocks * block * 4
    unsafe memory = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 64)
    unsafe memory.initializeMemory(as: UInt8.self, repeating: 0, count: size)

    for output in 0..<layer.outputChannels {
      unsafe memory.storeBytes(of: layer.biases[output], toByteOffset: biasesAt + 4 * output, as: Int32.self)
      unsafe memory.storeBytes(of: layer.scales[output], toByteOffset: scalesAt + 4 * output, as: Float.self)
      var read = output * layer.weightsPerOutput
      var tap = output / block * blockBytes
      for (source, groups) in zip(layer.sources, groups) {
        for _ in 0..<layer.kernel {
          for k in 0..<layer.kernel * source.channels {
            let place = tap + (k / 4 * block + output % block) * 4 + k % 4
            unsafe memory.storeBytes(of: layer.weights[read + k], toByteOffset: place, as: Int8.self)
          }
          read += layer.kernel * source.channels
          tap += groups * block * 4
        }
      }
    }
  }

  deinit { unsafe memory.deallocate() }

  /// Puts the addresses of the numbers into a row's description; they live as long as this object.
  func describe(in row: inout nn_row) {
    unsafe row.weights = UnsafePointer(memory.assumingMemoryBound(to: Int8.self))
    unsafe row.biases = UnsafePointer((memory + biasesAt).assumingMemoryBound(to: Int32.self))
    unsafe row.scales = UnsafePointer((memory + scalesAt).assumingMemoryBound(to: Float.self))
    unsafe row.blocks = Int32(blocks)
  }
}
