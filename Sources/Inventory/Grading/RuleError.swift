/// Why a file of severity rules cannot be used.
public struct RuleError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The file or the built-in pack.
  public var file: String
  /// The line, counted from 1; `nil` when the whole file is meant.
  public var line: Int?
  /// The field, as `rules[0].levels[1].upTo`; empty when the whole file is meant.
  public var field: String
  /// What is wrong and what is expected.
  public var problem: String

  /// Creates an error.
  public init(file: String, line: Int? = nil, field: String = "", problem: String) {
    self.file = file
    self.line = line
    self.field = field
    self.problem = problem
  }

  /// The file, line, field and problem on one line.
  public var description: String {
    var text = file
    if let line { text += ":\(line)" }
    text += ": "
    if !field.isEmpty { text += "\(field): " }
    return text + problem
  }
}
