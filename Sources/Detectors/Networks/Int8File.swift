/// The flat file of an int8 network's weights.
///
/// Little endian. A header of 24 bytes: `INT8NET1`, the number of layers and the picture's channels (32 bits each), and the
/// file's length (64 bits). Then 64 bytes a layer, then numbers:
///
/// | at | what |
/// |---|---|
/// | 0, 1, 2, 3 | kernel, stride, activation, number of sources: a byte each |
/// | 4 | output channels, 16 bits, then 16 bits of zero |
/// | 8, 16 | each source: its layer (16 bits, −1 the picture), doubled (a byte), a zero byte, channels (16 bits), 16 bits of zero |
/// | 24 | the residual's layer, 16 bits (−1: none), then 16 bits of zero |
/// | 28 | the residual's scale, 32-bit float |
/// | 32, 40, 48, 56 | where weights (s8), biases (s32) and scales (32-bit float) begin, and zero: 64 bits each |
package enum Int8File {
  static let headerSize = 24
  static let recordSize = 64

  /// Reads a network and checks everything that its kernels rely on.
  ///
  /// - Throws: What is wrong, in words that follow the file's name.
  package static func graph(of bytes: [UInt8]) throws(Int8Graph.Flaw) -> Int8Graph {
    let reader = Reader(bytes: bytes)
    guard bytes.count >= headerSize, bytes.starts(with: "INT8NET1".utf8) else {
      throw Int8Graph.Flaw("it does not begin with INT8NET1")
    }
    let count = Int(try reader.unsigned32(at: 8))
    guard (1...Int8Graph.maximumLayers).contains(count) else { throw Int8Graph.Flaw("\(count) layers") }
    guard try reader.unsigned32(at: 12) == 3 else { throw Int8Graph.Flaw("the picture has no three channels") }
    guard try reader.offset(at: 16) == bytes.count else {
      throw Int8Graph.Flaw("the file has \(bytes.count) bytes, not as many as it says")
    }
    var layers: [Int8Layer] = []
    for index in 0..<count {
      do {
        layers.append(
          try layer(at: headerSize + index * recordSize, reader, dataStart: headerSize + count * recordSize))
      } catch {
        throw Int8Graph.Flaw("layer \(index): \(error.description)")
      }
    }
    return try Int8Graph(layers: layers)
  }

  private static func layer(at start: Int, _ reader: Reader, dataStart: Int) throws(Int8Graph.Flaw) -> Int8Layer {
    let kernel = Int(try reader.byte(at: start))
    let sourceCount = Int(try reader.byte(at: start + 3))
    guard kernel == 1 || kernel == 3 else { throw Int8Graph.Flaw("a kernel of \(kernel)") }
    guard let activation = Int8Layer.Activation(rawValue: try reader.byte(at: start + 2)) else {
      throw Int8Graph.Flaw("an unknown activation")
    }
    guard (1...2).contains(sourceCount) else { throw Int8Graph.Flaw("\(sourceCount) sources") }
    var sources: [Int8Layer.Source] = []
    for place in 0..<2 {
      let source = try source(at: start + 8 + 8 * place, reader)
      if place < sourceCount { sources.append(source) }
    }
    let outputs = Int(try reader.unsigned16(at: start + 4))
    let residual = Int(Int16(bitPattern: try reader.unsigned16(at: start + 24)))
    guard residual >= -1 else { throw Int8Graph.Flaw("a residual of layer \(residual)") }
    for (place, size) in [(6, 2), (26, 2), (56, 8)] { try reader.requireZeros(at: start + place, count: size) }

    let weightCount = outputs * kernel * kernel * sources.reduce(0) { $0 + $1.channels }
    let weightsAt = try reader.offset(at: start + 32)
    let biasesAt = try reader.offset(at: start + 40)
    let scalesAt = try reader.offset(at: start + 48)
    for offset in [weightsAt, biasesAt, scalesAt] where offset < dataStart {
      throw Int8Graph.Flaw("numbers among the records")
    }
    return Int8Layer(
      kernel: kernel, stride: Int(try reader.byte(at: start + 1)), activation: activation, sources: sources,
      outputChannels: outputs, residual: residual == -1 ? nil : residual,
      residualScale: Float(bitPattern: try reader.unsigned32(at: start + 28)),
      weights: try reader.bytes(at: weightsAt, count: weightCount).map { Int8(bitPattern: $0) },
      biases: try reader.words(at: biasesAt, count: outputs).map { Int32(bitPattern: $0) },
      scales: try reader.words(at: scalesAt, count: outputs).map { Float(bitPattern: $0) })
  }

  private static func source(at start: Int, _ reader: Reader) throws(Int8Graph.Flaw) -> Int8Layer.Source {
    let layer = Int(Int16(bitPattern: try reader.unsigned16(at: start)))
    let doubled = try reader.byte(at: start + 2)
    guard layer >= -1 else { throw Int8Graph.Flaw("a source of layer \(layer)") }
    guard doubled <= 1 else { throw Int8Graph.Flaw("a source doubled \(doubled) times") }
    for (place, size) in [(3, 1), (6, 2)] { try reader.requireZeros(at: start + place, count: size) }
    return Int8Layer.Source(
      layer: layer == -1 ? nil : layer, isDoubled: doubled == 1, channels: Int(try reader.unsigned16(at: start + 4)))
  }
}

extension Int8File {
  /// Numbers of a file, each asked for by its place and never beyond the end.
  private struct Reader {
    let bytes: [UInt8]

    func bytes(at offset: Int, count: Int) throws(Int8Graph.Flaw) -> ArraySlice<UInt8> {
      guard offset >= 0, count >= 0, offset <= bytes.count, count <= bytes.count - offset else {
        throw Int8Graph.Flaw("it ends before its numbers do")
      }
      return bytes[offset..<offset + count]
    }

    func byte(at offset: Int) throws(Int8Graph.Flaw) -> UInt8 {
      let slice = try bytes(at: offset, count: 1)
      return slice[slice.startIndex]
    }

    func unsigned16(at offset: Int) throws(Int8Graph.Flaw) -> UInt16 {
      try bytes(at: offset, count: 2).reversed().reduce(0) { $0 << 8 | UInt16($1) }
    }

    func unsigned32(at offset: Int) throws(Int8Graph.Flaw) -> UInt32 {
      try bytes(at: offset, count: 4).reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// A place in the file, or its length.
    func offset(at offset: Int) throws(Int8Graph.Flaw) -> Int {
      let value = try bytes(at: offset, count: 8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      guard let value = Int(exactly: value) else { throw Int8Graph.Flaw("a place beyond any file") }
      return value
    }

    func words(at offset: Int, count: Int) throws(Int8Graph.Flaw) -> [UInt32] {
      let slice = try bytes(at: offset, count: 4 * count)
      var words: [UInt32] = []
      words.reserveCapacity(count)
      for start in Swift.stride(from: slice.startIndex, to: slice.endIndex, by: 4) {
        words.append(
          UInt32(slice[start]) | UInt32(slice[start + 1]) << 8 | UInt32(slice[start + 2]) << 16
            | UInt32(slice[start + 3]) << 24)
      }
      return words
    }

    func requireZeros(at offset: Int, count: Int) throws(Int8Graph.Flaw) {
      guard try bytes(at: offset, count: count).allSatisfy({ $0 == 0 }) else {
        throw Int8Graph.Flaw("a later version of the format")
      }
    }
  }
}
