/// Reads the fields of one protobuf message in a buffer, without ever looking outside it.
///
/// Knows the wire format alone, not what the fields mean: https://protobuf.dev/programming-guides/encoding. Groups, which
/// ONNX never had, are refused.
struct ProtobufReader {
  /// A field as it stands in the message.
  enum Value {
    /// An integer.
    case integer(UInt64)
    /// Four or eight bytes as they are.
    case fixed(Range<Int>)
    /// A string, a message or packed numbers: where its bytes lie in the buffer.
    case bytes(Range<Int>)
  }

  /// Why a message cannot be read.
  struct Damage: Error, Hashable {
    var reason: String
  }

  /// The whole file.
  let buffer: [UInt8]
  private var position: Int
  private let end: Int

  /// Starts at the first field of a message.
  ///
  /// - Precondition: the range lies inside the buffer.
  init(_ buffer: [UInt8], in range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= buffer.count, "a message lies inside its file")
    self.buffer = buffer
    position = range.lowerBound
    end = range.upperBound
  }

  /// Returns the next field, or `nil` at the end of the message.
  mutating func next() throws(Damage) -> (number: Int, value: Value)? {
    guard position < end else { return nil }
    let key = try integer()
    // Field numbers have 29 bits; 0 is none.
    guard key >> 3 >= 1, key >> 3 < 1 << 29 else { throw Damage(reason: "a field without a number") }
    let number = Int(key >> 3)
    switch key & 7 {
    case 0: return (number, .integer(try integer()))
    case 1: return (number, .fixed(try range(8)))
    case 2:
      let count = try integer()
      guard count <= UInt64(end - position) else { throw Damage(reason: "it ends in the middle of a field") }
      return (number, .bytes(try range(Int(count))))
    case 5: return (number, .fixed(try range(4)))
    default: throw Damage(reason: "a field of no known kind")
    }
  }

  /// Reads a number of seven bits a byte, the lowest first.
  mutating func integer() throws(Damage) -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      guard position < end else { throw Damage(reason: "it ends in the middle of a number") }
      let byte = buffer[position]
      position += 1
      // The tenth byte holds the 64th bit alone.
      guard shift < 63 || byte <= 1 else { throw Damage(reason: "a number of more than 64 bits") }
      value |= UInt64(byte & 0x7F) << shift
      guard byte >= 0x80 else { return value }
      shift += 7
    }
  }

  /// Whether all fields are read.
  var isAtEnd: Bool { position >= end }

  private mutating func range(_ count: Int) throws(Damage) -> Range<Int> {
    guard count <= end - position else { throw Damage(reason: "it ends in the middle of a field") }
    defer { position += count }
    return position..<(position + count)
  }
}

extension ProtobufReader.Value {
  /// Returns where a string, a message or packed numbers lie.
  func range() throws(ProtobufReader.Damage) -> Range<Int> {
    guard case .bytes(let range) = self else { throw ProtobufReader.Damage(reason: "a number where a message belongs") }
    return range
  }

  /// Returns a string.
  func text(in buffer: [UInt8]) throws(ProtobufReader.Damage) -> String {
    guard let text = String(validating: buffer[try range()], as: UTF8.self) else {
      throw ProtobufReader.Damage(reason: "a name that is no text")
    }
    return text
  }

  /// Returns a whole number, as protobuf writes negative ones too.
  func integer() throws(ProtobufReader.Damage) -> Int {
    guard case .integer(let value) = self else {
      throw ProtobufReader.Damage(reason: "a message where a number belongs")
    }
    return Int(Int64(bitPattern: value))
  }

  /// Adds whole numbers that stand alone or packed.
  func addIntegers(to list: inout [Int], in buffer: [UInt8]) throws(ProtobufReader.Damage) {
    guard case .bytes(let range) = self else {
      list.append(try integer())
      return
    }
    var reader = ProtobufReader(buffer, in: range)
    while !reader.isAtEnd { list.append(Int(Int64(bitPattern: try reader.integer()))) }
  }
}
