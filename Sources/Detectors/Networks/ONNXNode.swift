/// One operator of an ONNX network: NodeProto in onnx.proto3.
struct ONNXNode {
  /// What the operator does: `Conv`.
  private(set) var operation = ""
  /// The names it reads; an empty one is left out.
  private(set) var inputs: [String] = []
  /// The names it writes.
  private(set) var outputs: [String] = []
  private var attributes: [String: Attribute] = [:]

  /// A setting of an operator.
  private struct Attribute {
    var integers: [Int] = []
    var text = ""
    var tensor: ONNXTensor?
  }

  /// Reads an operator from its message.
  init(_ buffer: [UInt8], in range: Range<Int>) throws(ProtobufReader.Damage) {
    var domain = ""
    var reader = ProtobufReader(buffer, in: range)
    while let (number, value) = try reader.next() {
      switch number {
      case 1: inputs.append(try value.text(in: buffer))
      case 2: outputs.append(try value.text(in: buffer))
      case 4: operation = try value.text(in: buffer)
      case 5: try addAttribute(buffer, in: try value.range())
      case 7: domain = try value.text(in: buffer)
      default: break
      }
    }
    guard !operation.isEmpty else { throw .init(reason: "an operator without a kind") }
    if !domain.isEmpty, domain != "ai.onnx" { operation = "\(domain).\(operation)" }
  }

  /// Returns a whole number, or whole numbers, by the name of the setting; `nil` when it is not set.
  func integers(_ name: String) -> [Int]? { attributes[name].map(\.integers) }

  /// Returns a word by the name of the setting; empty when it is not set.
  func text(_ name: String) -> String { attributes[name]?.text ?? "" }

  /// The number that a `Constant` stands for, where it is a tensor.
  var constant: ONNXTensor? { operation == "Constant" ? attributes["value"]?.tensor : nil }

  private mutating func addAttribute(_ buffer: [UInt8], in range: Range<Int>) throws(ProtobufReader.Damage) {
    var name = ""
    var attribute = Attribute()
    var reader = ProtobufReader(buffer, in: range)
    while let (number, value) = try reader.next() {
      switch number {
      case 1: name = try value.text(in: buffer)
      case 3: attribute.integers.append(try value.integer())
      case 4: attribute.text = try value.text(in: buffer)
      case 5: attribute.tensor = try ONNXTensor(buffer, in: try value.range())
      case 8: try value.addIntegers(to: &attribute.integers, in: buffer)
      case 6, 10, 11, 22, 23: throw .init(reason: "the setting '\(name)' is a network or a list of tensors")
      default: break
      }
    }
    guard attributes.updateValue(attribute, forKey: name) == nil else {
      throw .init(reason: "the setting '\(name)' stands twice in one operator")
    }
  }
}
