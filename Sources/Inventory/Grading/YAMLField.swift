import Yams

/// One value of a YAML file that knows where it stands, so that every complaint names the line and the field.
struct YAMLField {
  let node: Node
  let file: String
  let path: String

  /// The largest file that is read as rules, in bytes.
  private static let maximumByteCount = 1_000_000

  /// Creates the field that is a whole document.
  init(document yaml: [UInt8], file: String) throws(RuleError) {
    guard yaml.count <= Self.maximumByteCount else {
      throw RuleError(file: file, problem: "is larger than 1 MB, which no file of rules is")
    }
    guard let text = String(validating: yaml, as: UTF8.self) else {
      throw RuleError(file: file, problem: "is not UTF-8 text")
    }
    let root: Node?
    do {
      root = try Yams.compose(yaml: text)
    } catch let error as YamlError {
      throw RuleError(file: file, line: error.line, problem: "is not YAML: \(error.words)")
    } catch {
      throw RuleError(file: file, problem: "is not YAML")
    }
    guard let root else { throw RuleError(file: file, problem: "is empty") }
    self.init(node: root, file: file)
  }

  /// Creates a field.
  init(node: Node, file: String, path: String = "") {
    self.node = node
    self.file = file
    self.path = path
  }

  /// Returns a complaint about this field.
  func error(_ problem: String) -> RuleError {
    RuleError(file: file, line: node.mark?.line, field: path, problem: problem)
  }

  /// Returns the members of a mapping, which may have these names and no others, each once.
  func mapping(_ names: Set<String>) throws(RuleError) -> Members {
    guard let mapping = node.mapping else { throw error("expects fields with a name and a value") }
    var members: [String: YAMLField] = [:]
    for (key, value) in mapping {
      let name = key.string ?? ""
      let field = YAMLField(node: value, file: file, path: path.isEmpty ? name : "\(path).\(name)")
      guard names.contains(name) else {
        throw YAMLField(node: key, file: file, path: path).error(
          "'\(name)' is not known here; \(Suggestion.nearest(to: name, among: names.sorted()))the fields are "
            + names.sorted().joined(separator: ", "))
      }
      members[name] = field
    }
    return Members(owner: self, fields: members)
  }

  /// Returns the elements of a list that is not empty.
  func sequence() throws(RuleError) -> [YAMLField] {
    guard let sequence = node.sequence, !sequence.isEmpty else { throw error("expects a list of at least one") }
    return sequence.enumerated().map { index, element in
      YAMLField(node: element, file: file, path: "\(path)[\(index)]")
    }
  }

  /// Returns a text that is not empty.
  func text() throws(RuleError) -> String {
    guard let text = node.scalar?.string, !text.isEmpty else { throw error("expects text") }
    return text
  }

  /// Returns a name that may stand in any output: letters, digits, dot, hyphen and underscore.
  func word() throws(RuleError) -> String {
    let text = try text()
    let allowed = text.utf8.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || [0x2D, 0x2E, 0x5F].contains(byte)
    }
    guard allowed, text.utf8.count <= 64 else {
      throw error("a name has at most 64 letters, digits, dots, hyphens and underscores")
    }
    return text
  }

  /// Returns a number above zero.
  func positiveNumber() throws(RuleError) -> Double {
    guard let text = node.scalar?.string, let number = Double(text), number > 0, number.isFinite else {
      throw error("expects a number above zero")
    }
    return number
  }

  /// The members of a mapping.
  struct Members {
    let owner: YAMLField
    let fields: [String: YAMLField]

    /// Returns a member that must be there.
    func required(_ name: String) throws(RuleError) -> YAMLField {
      guard let field = fields[name] else { throw owner.error("'\(name)' is missing") }
      return field
    }

    /// Returns a member that may be absent.
    func optional(_ name: String) -> YAMLField? { fields[name] }
  }
}

extension YamlError {
  /// The line of the problem, counted from 1, when the parser knows it.
  var line: Int? {
    switch self {
    case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
    case .duplicatedKeysInMapping(_, let context): context.mark.line
    default: nil
    }
  }

  /// The parser's words on one line.
  var words: String {
    switch self {
    case .scanner(_, let problem, _, _), .parser(_, let problem, _, _), .composer(_, let problem, _, _): problem
    case .duplicatedKeysInMapping(let keys, _): "'\(keys.joined(separator: "', '"))' is given twice"
    default: "it cannot be parsed"
    }
  }
}
