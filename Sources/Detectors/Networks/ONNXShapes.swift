/// Holds the sizes in an ONNX file against each other, as far as OpenCV relies on them without looking.
///
/// OpenCV 4.6 divides by strides and groups, and reads as many values as one constant promises from another. Unchecked, one
/// turned bit in 400 of a small network ended the process; checked, none of 50,000 files with turned bytes did. What OpenCV
/// checks itself is left to it.
struct ONNXShapes {
  private let graph: ONNXGraph

  /// Throws where sizes do not fit.
  static func check(_ graph: ONNXGraph) throws(ProtobufReader.Damage) {
    let shapes = ONNXShapes(graph: graph)
    for node in graph.nodes {
      do {
        try shapes.check(node)
      } catch {
        throw ProtobufReader.Damage(reason: "\(node.operation): \(error.reason)")
      }
    }
  }

  private func check(_ node: ONNXNode) throws(ProtobufReader.Damage) {
    // Fewest inputs, and most.
    let inputs = node.inputs
    func need(_ count: ClosedRange<Int>) throws(ProtobufReader.Damage) {
      guard count.contains(inputs.count), !inputs.prefix(count.lowerBound).contains("") else {
        throw .init(reason: "\(inputs.count) inputs")
      }
    }
    try checkSettings(of: node)
    switch node.operation {
    case "Constant": guard node.constant != nil else { throw .init(reason: "no tensor") }
    case "Conv", "ConvTranspose":
      try need(2...3)
      try checkWeights(of: node)
    case "BatchNormalization":
      try need(5...5)
      try checkVectors(inputs.dropFirst())
    case "InstanceNormalization":
      try need(3...3)
      try checkVectors(inputs.dropFirst())
    case "PRelu":
      try need(2...2)
      guard try constant(inputs[1]).count > 0 else { throw .init(reason: "no slopes") }
    case "Concat", "Sum": try need(1...64)
    case "Add", "Sub", "Mul", "Div": try need(2...2)
    case "Resize":
      try need(1...4)
      for name in inputs.dropFirst() where !name.isEmpty { try checkFactors(constant(name)) }
    case "Upsample":
      try need(2...2)
      try checkFactors(constant(inputs[1]))
    case "Pad":
      try need(1...3)
      if inputs.count > 1 { try checkPads(constant(inputs[1]).integers ?? []) }
      if inputs.count > 2, !inputs[2].isEmpty { _ = try constant(inputs[2], count: 1) }
    case "Slice", "Split", "Clip", "Dropout":
      try need(1...5)
      for name in inputs.dropFirst() where !name.isEmpty { _ = try constant(name) }
      if node.operation == "Slice", inputs.count == 5 { try checkRange(constant(inputs[4]).integers, 1...1024) }
    default: try need(1...1)
    }
  }

  private func checkSettings(of node: ONNXNode) throws(ProtobufReader.Damage) {
    for name in ["kernel_shape", "strides", "dilations"] {
      guard let values = node.integers(name) else { continue }
      guard values.count == 2 else { throw .init(reason: "\(name) has \(values.count) numbers instead of 2") }
      try checkRange(values, 1...1024)
    }
    try checkRange(node.integers("output_padding"), 0...1024)
    try checkRange(node.integers("group"), 1...65536)
    try checkRange(node.integers("axis"), -4...3)
    try checkRange(node.integers("axes"), -4...3)
    try checkRange(node.integers("split"), 1...65536)
    try checkRange(node.integers("size"), 1...1024)
    if let pads = node.integers("pads"), node.operation != "Pad" {
      guard pads.count == 4 else { throw .init(reason: "pads has \(pads.count) numbers instead of 4") }
      try checkRange(pads, 0...1024)
    } else if let pads = node.integers("pads") {
      try checkPads(pads)
    }
    if node.operation.hasSuffix("Pool"), !node.operation.hasPrefix("Global") {
      guard node.integers("kernel_shape") != nil else { throw .init(reason: "no kernel_shape") }
    }
    guard node.integers("output_shape") == nil else { throw .init(reason: "output_shape is not supported") }
  }

  private func checkWeights(of node: ONNXNode) throws(ProtobufReader.Damage) {
    let weights = try constant(node.inputs[1])
    let group = node.integers("group")?.first ?? 1
    guard weights.kind == .float, weights.shape.count == 4, weights.count > 0 else {
      throw .init(reason: "its weights are not outputs x inputs x height x width floats")
    }
    guard weights.shape[0] % group == 0 else { throw .init(reason: "its channels are no multiple of its groups") }
    guard node.integers("kernel_shape") == Array(weights.shape[2...]) else {
      throw .init(reason: "its kernel_shape is not that of its weights")
    }
    guard node.inputs.count == 3, !node.inputs[2].isEmpty else { return }
    let outputs = node.operation == "Conv" ? weights.shape[0] : weights.shape[1] * group
    let biases = try constant(node.inputs[2])
    guard biases.kind == .float, biases.count == outputs else {
      throw .init(reason: "\(biases.count) biases for \(outputs) channels")
    }
  }

  private func checkVectors(_ names: some Sequence<String>) throws(ProtobufReader.Damage) {
    var count: Int?
    for name in names {
      let vector = try constant(name)
      guard vector.kind == .float, vector.shape.count == 1, vector.count > 0, vector.count == count ?? vector.count
      else {
        throw .init(reason: "its constants are not one float a channel each")
      }
      count = vector.count
    }
  }

  /// A picture may grow or shrink sixteenfold at once: more is a damaged file, and much more is all memory.
  private func checkFactors(_ tensor: ONNXTensor) throws(ProtobufReader.Damage) {
    guard tensor.kind == .float else {
      return try checkRange(tensor.integers, 1...65536)
    }
    guard let factors = tensor.floats, factors.allSatisfy({ $0 >= 1 / 16 && $0 <= 16 }), [0, 4].contains(factors.count)
    else { throw .init(reason: "its factors do not lie in 1/16…16") }
  }

  private func checkPads(_ pads: [Int]) throws(ProtobufReader.Damage) {
    guard pads.count == 8 else { throw .init(reason: "pads has \(pads.count) numbers instead of 8") }
    try checkRange(pads, 0...1024)
  }

  private func checkRange(_ values: [Int]?, _ range: ClosedRange<Int>) throws(ProtobufReader.Damage) {
    for value in values ?? [] where !range.contains(value) {
      throw .init(reason: "a setting of \(value), which does not lie in \(range.lowerBound)…\(range.upperBound)")
    }
  }

  private func constant(_ name: String, count: Int? = nil) throws(ProtobufReader.Damage) -> ONNXTensor {
    guard let tensor = graph.constants[name], tensor.count == count ?? tensor.count else {
      throw .init(reason: "'\(name)' is no constant of the file")
    }
    return tensor
  }
}
