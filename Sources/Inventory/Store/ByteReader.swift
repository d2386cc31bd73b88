/// Numbers read one after another from bytes that may end anywhere or lie about their length.
struct ByteReader {
  private let bytes: [UInt8]
  private(set) var offset: Int
  /// Whether the lowest byte of a number comes first.
  var isLittleEndian = true

  init(_ bytes: [UInt8], offset: Int = 0) {
    self.bytes = bytes
    self.offset = offset
  }

  /// The number of bytes left.
  var remaining: Int { bytes.count - offset }

  mutating func byte() -> UInt8? {
    guard remaining >= 1 else { return nil }
    defer { offset += 1 }
    return bytes[offset]
  }

  mutating func uint32() -> UInt32? { bits(4).map { UInt32(truncatingIfNeeded: $0) } }

  mutating func double() -> Double? { bits(8).map { Double(bitPattern: $0) } }

  private mutating func bits(_ count: Int) -> UInt64? {
    guard remaining >= count else { return nil }
    var value: UInt64 = 0
    for index in 0..<count {
      let byte = UInt64(bytes[offset + (isLittleEndian ? count - 1 - index : index)])
      value = value << 8 | byte
    }
    offset += count
    return value
  }
}

extension [UInt8] {
  /// Appends a number, lowest byte first.
  mutating func append(littleEndian value: UInt16) {
    append(UInt8(truncatingIfNeeded: value))
    append(UInt8(truncatingIfNeeded: value >> 8))
  }

  /// Appends a number, lowest byte first.
  mutating func append(littleEndian value: UInt32) {
    for shift in 0..<4 { append(UInt8(truncatingIfNeeded: value >> (8 * UInt32(shift)))) }
  }

  /// Appends a number, lowest byte first.
  mutating func append(littleEndian value: Double) {
    for shift in 0..<8 { append(UInt8(truncatingIfNeeded: value.bitPattern >> (8 * UInt64(shift)))) }
  }
}
