/// A constant of an ONNX network: weights, or the numbers that steer an operator.
///
/// Fields of TensorProto in onnx.proto3. OpenCV takes as many values as the shape says from the data, however few those
/// are; a tensor read here has exactly as many.
struct ONNXTensor {
  /// How long it is in each direction; none for a single number.
  private(set) var shape: [Int] = []
  /// The name, for messages.
  private(set) var name = ""
  /// What the values are, by the numbers of onnx.proto3.
  private(set) var kind = Kind.float
  private var raw: Range<Int>?
  private var typed: [Int] = []
  private var typedCount = 0
  private let buffer: [UInt8]

  /// The kinds of values that OpenCV reads, and their bytes.
  enum Kind: Int {
    case float = 1
    case int32 = 6
    case int64 = 7
    case double = 11

    var byteCount: Int { self == .float || self == .int32 ? 4 : 8 }
  }

  /// Reads a tensor from its message.
  init(_ buffer: [UInt8], in range: Range<Int>) throws(ProtobufReader.Damage) {
    self.buffer = buffer
    var kind = 0
    var reader = ProtobufReader(buffer, in: range)
    while let (number, value) = try reader.next() {
      switch number {
      case 1: try value.addIntegers(to: &shape, in: buffer)
      case 2: kind = try value.integer()
      case 4, 10:
        switch value {
        case .fixed: typedCount += 1
        default: typedCount += try value.range().count / (number == 4 ? 4 : 8)
        }
      case 5, 7:
        try value.addIntegers(to: &typed, in: buffer)
      case 8: name = try value.text(in: buffer)
      case 9:
        guard raw == nil else { throw damage("has its data twice") }
        raw = try value.range()
      case 3, 6, 11, 13, 14: throw damage("holds its data in another file, in segments or in an unusual kind")
      default: break
      }
    }
    guard let known = Kind(rawValue: kind) else { throw damage("is of kind \(kind), neither floats nor integers") }
    self.kind = known
    typedCount += typed.count
    try checkCount()
  }

  /// The number of values.
  var count: Int { shape.reduce(1, *) }

  /// The values, when they are whole numbers.
  var integers: [Int]? {
    switch kind {
    case .float, .double: return nil
    case .int32, .int64:
      guard let raw else { return typed }
      return stride(from: raw.lowerBound, to: raw.upperBound, by: kind.byteCount).map { start in
        let bits = bits(at: start)
        return kind == .int32 ? Int(Int32(truncatingIfNeeded: bits)) : Int(Int64(bitPattern: bits))
      }
    }
  }

  /// The values, when they are floats in one piece as every exporter writes them.
  var floats: [Float]? {
    guard kind == .float, count == 0 || raw != nil else { return nil }
    guard let raw else { return [] }
    return stride(from: raw.lowerBound, to: raw.upperBound, by: 4).map {
      Float(bitPattern: UInt32(truncatingIfNeeded: bits(at: $0)))
    }
  }

  private func bits(at start: Int) -> UInt64 {
    (0..<kind.byteCount).reduce(UInt64(0)) { $0 | UInt64(buffer[start + $1]) << UInt64(8 * $1) }
  }

  private func checkCount() throws(ProtobufReader.Damage) {
    var expected = 1
    for length in shape {
      // OpenCV keeps a length in 32 bits.
      guard length >= 0, length <= Int(Int32.max) else { throw damage("has a length of \(length)") }
      let (product, overflows) = expected.multipliedReportingOverflow(by: length)
      guard !overflows, product <= Int(Int32.max) else { throw damage("is too large") }
      expected = product
    }
    guard shape.count <= 8 else { throw damage("has more than 8 directions") }
    guard raw == nil || typedCount == 0 else { throw damage("has its data twice") }
    let found = raw.map { $0.count / kind.byteCount } ?? typedCount
    guard found == expected, raw.map({ $0.count % kind.byteCount == 0 }) ?? true else {
      throw damage("says \(expected) values and has \(found)")
    }
  }

  private func damage(_ reason: String) -> ProtobufReader.Damage { .init(reason: "the constant '\(name)' \(reason)") }
}
