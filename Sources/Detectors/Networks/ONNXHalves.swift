/// Weights of 16 bits in an ONNX file.
///
/// They halve a file and change a network's answers by less than a thousandth. OpenCV 4.6 reads none: each is made a constant of 32 bits
/// under the name of the `Cast` that turns it into floats, and the `Cast` is left out.
enum ONNXHalves {
  /// The kind of a tensor of half precision, and of floats, by the numbers of onnx.proto3.
  private static let (half, float) = (UInt64(10), UInt64(1))

  /// Returns the bytes of a file without halves; the same bytes where it has none.
  static func widened(_ file: [UInt8]) throws(ProtobufReader.Damage) -> [UInt8] {
    var graph: Range<Int>?
    var reader = ProtobufReader(file, in: 0..<file.count)
    while let (number, value) = try reader.next() {
      if number == 7 { graph = try value.range() }
    }
    guard let graph else { return file }
    let halves = try names(of: graph, in: file)
    let casts = try casts(of: graph, in: file).filter { halves.contains($0.key) }
    guard !casts.isEmpty else { return file }
    return try rewritten(file, 0..<file.count) { number, value throws(ProtobufReader.Damage) in
      guard number == 7 else { return nil }
      return try rewritten(file, value.range()) { number, value throws(ProtobufReader.Damage) in
        switch number {
        case 1:
          guard let cast = try cast(in: value.range(), of: file), casts[cast.from] != nil else { return nil }
          return []
        case 5:
          let range = try value.range()
          guard let to = casts[try name(of: range, in: file) ?? ""] else { return nil }
          return try widened(range, of: file, to: to)
        default: return nil
        }
      }
    }
  }

  /// A message again, field by field; `change` gives what stands in a field instead, nothing to leave it out, `nil` to keep it.
  private static func rewritten(
    _ file: [UInt8], _ range: Range<Int>,
    change: (Int, ProtobufReader.Value) throws(ProtobufReader.Damage) -> [UInt8]?
  ) throws(ProtobufReader.Damage) -> [UInt8] {
    var out: [UInt8] = []
    var reader = ProtobufReader(file, in: range)
    while let (number, value) = try reader.next() {
      if let changed = try change(number, value) {
        if !changed.isEmpty { append(changed[...], number, to: &out) }
        continue
      }
      switch value {
      case .integer(let bits):
        append(UInt64(number) << 3, to: &out)
        append(bits, to: &out)
      case .fixed(let bytes):
        append(UInt64(number) << 3 | (bytes.count == 8 ? 1 : 5), to: &out)
        out += file[bytes]
      case .bytes(let bytes): append(file[bytes], number, to: &out)
      }
    }
    return out
  }

  private static func widened(
    _ range: Range<Int>, of file: [UInt8], to name: String
  ) throws(ProtobufReader.Damage) -> [UInt8] {
    var out: [UInt8] = []
    append(float, field: 2, to: &out)
    append(Array(name.utf8)[...], 8, to: &out)
    return try out
      + rewritten(file, range) { number, value throws(ProtobufReader.Damage) in
        switch number {
        case 2, 8: return []
        case 9:
          let raw = try value.range()
          guard raw.count % 2 == 0 else { throw .init(reason: "the constant '\(name)' ends in half a number") }
          return stride(from: raw.lowerBound, to: raw.upperBound, by: 2).flatMap { start in
            let bits = single(UInt16(file[start]) | UInt16(file[start + 1]) << 8).bitPattern
            return (0..<4).map { UInt8(truncatingIfNeeded: bits >> (8 * $0)) }
          }
        case 5: throw .init(reason: "the constant '\(name)' holds halves one by one")
        default: return nil
        }
      }
  }

  /// The number that 16 bits stand for: a sign, five bits of exponent, ten of fraction (IEEE 754).
  static func single(_ half: UInt16) -> Float {
    let sign = UInt32(half & 0x8000) << 16
    let (exponent, fraction) = (UInt32(half >> 10) & 0x1f, UInt32(half & 0x3ff))
    switch exponent {
    case 0: return (sign == 0 ? 1 : -1) * Float(fraction) * 0x1p-24
    case 31: return Float(bitPattern: sign | 0x7f80_0000 | fraction << 13)
    default: return Float(bitPattern: sign | (exponent + 112) << 23 | fraction << 13)
    }
  }

  private static func names(of graph: Range<Int>, in file: [UInt8]) throws(ProtobufReader.Damage) -> Set<String> {
    var names: Set<String> = []
    var reader = ProtobufReader(file, in: graph)
    while let (number, value) = try reader.next() {
      guard number == 5, let name = try name(of: value.range(), in: file) else { continue }
      names.insert(name)
    }
    return names
  }

  /// The name of a tensor of halves; `nil` for other tensors.
  private static func name(of tensor: Range<Int>, in file: [UInt8]) throws(ProtobufReader.Damage) -> String? {
    var (name, isHalf) = ("", false)
    var reader = ProtobufReader(file, in: tensor)
    while let (number, value) = try reader.next() {
      if number == 2, case .integer(half) = value { isHalf = true }
      if number == 8 { name = try value.text(in: file) }
    }
    return isHalf ? name : nil
  }

  private static func casts(
    of graph: Range<Int>, in file: [UInt8]
  ) throws(ProtobufReader.Damage) -> [String: String] {
    var casts: [String: String] = [:]
    var reader = ProtobufReader(file, in: graph)
    while let (number, value) = try reader.next() {
      guard number == 1, let cast = try cast(in: value.range(), of: file) else { continue }
      casts[cast.from] = cast.to
    }
    return casts
  }

  /// What a `Cast` turns into what; `nil` for other nodes.
  private static func cast(
    in node: Range<Int>, of file: [UInt8]
  ) throws(ProtobufReader.Damage) -> (from: String, to: String)? {
    var (from, to, kind) = ("", "", "")
    var reader = ProtobufReader(file, in: node)
    while let (number, value) = try reader.next() {
      switch number {
      case 1: from = try value.text(in: file)
      case 2: to = try value.text(in: file)
      case 4: kind = try value.text(in: file)
      default: break
      }
    }
    return kind == "Cast" ? (from, to) : nil
  }

  private static func append(_ bytes: ArraySlice<UInt8>, _ number: Int, to out: inout [UInt8]) {
    append(UInt64(number) << 3 | 2, to: &out)
    append(UInt64(bytes.count), to: &out)
    out += bytes
  }

  private static func append(_ value: UInt64, field number: Int, to out: inout [UInt8]) {
    append(UInt64(number) << 3, to: &out)
    append(value, to: &out)
  }

  /// Seven bits a byte, the lowest first.
  private static func append(_ value: UInt64, to out: inout [UInt8]) {
    var rest = value
    while rest > 0x7f {
      out.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    out.append(UInt8(truncatingIfNeeded: rest))
  }
}
