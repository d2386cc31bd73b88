/// The operators and constants of an ONNX file, as far as it takes to tell whether OpenCV may see it.
///
/// Fields of ModelProto and GraphProto in onnx.proto3. Every name that an operator reads is written before it, so the
/// order of the operators is the order of the work.
struct ONNXGraph {
  /// The operators in the order of the work.
  private(set) var nodes: [ONNXNode] = []
  /// What the operators read that never changes, by name.
  private(set) var constants: [String: ONNXTensor] = [:]
  /// What the user feeds and gets.
  private(set) var inputs: [String] = []
  private(set) var outputs: [String] = []

  /// Reads a file.
  init(_ buffer: [UInt8]) throws(ProtobufReader.Damage) {
    var graphs: [Range<Int>] = []
    var hasVersion = false
    var reader = ProtobufReader(buffer, in: 0..<buffer.count)
    while let (number, value) = try reader.next() {
      switch number {
      case 1: hasVersion = try value.integer() > 0
      case 7: graphs.append(try value.range())
      case 8: _ = try value.range()
      case 25: throw .init(reason: "it holds functions of its own")
      default: break
      }
    }
    guard hasVersion, graphs.count == 1 else { throw .init(reason: "it is no ONNX file") }
    try readGraph(buffer, in: graphs[0])
    try checkNames()
  }

  /// Returns the operator that writes a name; none writes a constant or the input.
  func node(writing name: String) -> ONNXNode? { nodes.first { $0.outputs.contains(name) } }

  private mutating func readGraph(_ buffer: [UInt8], in range: Range<Int>) throws(ProtobufReader.Damage) {
    var reader = ProtobufReader(buffer, in: range)
    while let (number, value) = try reader.next() {
      switch number {
      case 1: nodes.append(try ONNXNode(buffer, in: try value.range()))
      case 5:
        let tensor = try ONNXTensor(buffer, in: try value.range())
        guard constants.updateValue(tensor, forKey: tensor.name) == nil else {
          throw .init(reason: "the constant '\(tensor.name)' stands twice")
        }
      case 11: inputs.append(try Self.name(buffer, in: try value.range()))
      case 12: outputs.append(try Self.name(buffer, in: try value.range()))
      case 15: throw .init(reason: "it holds sparse constants")
      default: break
      }
    }
    // Files before 2019 list constants among the inputs.
    inputs.removeAll { constants[$0] != nil }
    for node in nodes {
      if let constant = node.constant, let name = node.outputs.first { constants[name] = constant }
    }
  }

  /// The name in a ValueInfoProto.
  private static func name(_ buffer: [UInt8], in range: Range<Int>) throws(ProtobufReader.Damage) -> String {
    var name = ""
    var reader = ProtobufReader(buffer, in: range)
    while let (number, value) = try reader.next() {
      if number == 1 { name = try value.text(in: buffer) }
    }
    return name
  }

  private func checkNames() throws(ProtobufReader.Damage) {
    guard !nodes.isEmpty else { throw .init(reason: "it holds no operators") }
    var known = Set(inputs).union(constants.keys)
    for node in nodes {
      for name in node.inputs where !name.isEmpty && !known.contains(name) {
        throw .init(reason: "an operator \(node.operation) reads '\(name)', which nothing has written")
      }
      guard node.outputs.contains(where: { !$0.isEmpty }) else {
        throw .init(reason: "an operator \(node.operation) writes nothing")
      }
      for name in node.outputs where !name.isEmpty && node.constant == nil {
        guard known.insert(name).inserted else { throw .init(reason: "'\(name)' is written twice") }
      }
    }
    for name in outputs where !known.contains(name) {
      throw .init(reason: "its output '\(name)' is never written")
    }
  }
}
