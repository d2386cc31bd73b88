/// Which operators OpenCV 4.6 runs rightly on pictures of any size.
///
/// Each was run between two convolutions and compared with ONNX Runtime 1.32 (`Fixtures/Networks/onnx/README.md`). What is
/// not listed fails to load, gives other numbers, or, like CumSum, ends the process.
enum ONNXOperators {
  /// The operators that may stand in a file.
  static let supported: Set = [
    "Abs", "Add", "AveragePool", "BatchNormalization", "Celu", "Clip", "Concat", "Constant", "Conv", "ConvTranspose",
    "Div", "Dropout", "Elu", "Erf", "Exp", "GlobalAveragePool", "GlobalMaxPool", "HardSigmoid", "HardSwish", "Identity",
    "InstanceNormalization", "LRN", "LeakyRelu", "MaxPool", "Mul", "Neg", "PRelu", "Pad", "Relu", "Resize", "Selu",
    "Sigmoid", "Slice", "Softplus", "Softsign", "Split", "Sqrt", "Sub", "Sum", "Tanh", "ThresholdedRelu", "Upsample",
  ]

  /// Returns why OpenCV cannot run a network, or `nil` when it can.
  static func objection(to graph: ONNXGraph) -> String? {
    let foreign = Set(graph.nodes.map(\.operation)).subtracting(supported).sorted()
    guard foreign.isEmpty else {
      let subject = foreign.count == 1 ? "the operator \(foreign[0]) is" : "the operators \(list(foreign)) are"
      return "\(subject) not run rightly by OpenCV 4.6 on pictures of any size; export with opset 12 from: "
        + supported.sorted().joined(separator: ", ")
    }
    guard graph.inputs.count == 1, graph.outputs.count == 1 else {
      return "it has \(graph.inputs.count) inputs and \(graph.outputs.count) outputs; one picture and one map of "
        + "logits are needed"
    }
    let last = graph.nodes.last { $0.outputs.contains(graph.outputs[0]) }
    if let last, last.operation == "Sigmoid" {
      return "its output is a probability already; export the logits before the last Sigmoid"
    }
    for node in graph.nodes {
      if let objection = objection(to: node, in: graph) { return "\(node.operation): \(objection)" }
    }
    return nil
  }

  /// The forms of supported operators that OpenCV runs wrongly, or not at all.
  private static func objection(to node: ONNXNode, in graph: ONNXGraph) -> String? {
    switch node.operation {
    case "AveragePool":
      if node.integers("count_include_pad") == [1], node.integers("pads")?.contains(where: { $0 != 0 }) == true {
        return "OpenCV 4.6 leaves the border out of the mean; export with count_include_pad 0"
      }
    case "Clip":
      if node.inputs.count > 1 { return "OpenCV 4.6 reads its limits in opset 10 alone; use Relu for ReLU6" }
    case "Div":
      if let first = node.inputs.first, graph.constants[first] != nil {
        return "OpenCV 4.6 swaps a constant that is divided with what divides it"
      }
    case "Identity":
      if let first = node.inputs.first, graph.constants[first] != nil {
        return "OpenCV 4.6 copies no constants; simplify the file, for example with onnxsim"
      }
    case "Mul": return gate(node, in: graph)
    case "Resize", "Upsample": return resizing(node)
    default: break
    }
    return nil
  }

  /// OpenCV takes `x · HardSigmoid(y)` for HardSwish(x) and `x · Tanh(Softplus(y))` for Mish(x), whatever y is.
  ///
  /// The first is how MobileNetV3 weighs its channels.
  private static func gate(_ node: ONNXNode, in graph: ONNXGraph) -> String? {
    for (gate, other) in [(node.inputs.first, node.inputs.last), (node.inputs.last, node.inputs.first)] {
      guard let gate, let last = graph.node(writing: gate), let source = last.inputs.first else { continue }
      if last.operation == "HardSigmoid", source != other {
        return "OpenCV 4.6 takes a map times the HardSigmoid of another for HardSwish; use Sigmoid"
      }
      if last.operation == "Tanh", let first = graph.node(writing: source), first.operation == "Softplus",
        first.inputs.first != other
      {
        return "OpenCV 4.6 takes a map times the Tanh of the Softplus of another for Mish"
      }
    }
    return nil
  }

  /// Nearest neighbours in the ways that OpenCV rounds; straight lines in all ways.
  private static func resizing(_ node: ONNXNode) -> String? {
    func setting(_ name: String, _ standard: String) -> String {
      node.text(name).isEmpty ? standard : node.text(name)
    }
    let mode = setting("mode", "nearest")
    if mode == "linear", node.operation == "Resize" { return nil }
    guard mode == "nearest" else { return "OpenCV 4.6 knows the modes nearest and, in opset 11 and later, linear" }
    if node.operation == "Upsample" { return nil }
    let place = setting("coordinate_transformation_mode", "half_pixel")
    let rounding = setting("nearest_mode", "round_prefer_floor")
    guard (place == "asymmetric") == (rounding == "floor"), ["floor", "round_prefer_floor"].contains(rounding) else {
      return "OpenCV 4.6 does not round the nearest pixel by \(place) with \(rounding); use asymmetric with floor"
    }
    return nil
  }

  private static func list(_ names: [String]) -> String {
    names.dropLast().joined(separator: ", ") + " and " + (names.last ?? "")
  }
}
