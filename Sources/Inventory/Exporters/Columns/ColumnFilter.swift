/// A condition on one column: `severity=high,medium..high`, `length_m>=1`, `road!=`.
public struct ColumnFilter: Sendable, Equatable {
  private enum Comparison: String, CaseIterable {
    // The longer ones first, so that `>=` is not read as `>`.
    case atLeast = ">="
    case atMost = "<="
    case differs = "!="
    case above = ">"
    case below = "<"
    case equals = "="
  }

  /// Why a text is no condition.
  public struct Problem: Error, Sendable, CustomStringConvertible {
    /// What is wrong and what to do.
    public let description: String
  }

  /// The column.
  public let column: String
  private let comparison: Comparison
  private let values: [String]
  private let number: Double

  /// Reads a condition.
  ///
  /// - Parameters:
  ///   - text: column, comparison and value; `=` and `!=` take several values with commas between them, and none for an
  ///     empty cell.
  ///   - columns: the columns that there are.
  public init(_ text: String, columns: [String]) throws(Problem) {
    let scalars = Array(text)
    let signs: Set<Character> = ["=", "<", ">", "!"]
    guard let start = scalars.firstIndex(where: { signs.contains($0) }), start > 0 else {
      throw Problem(description: "'\(text)' is no condition; write COLUMN=VALUE, or with !=, <, <=, > or >=")
    }
    let name = String(scalars[..<start]).split(separator: " ").joined(separator: " ")
    let rest = String(scalars[start...])
    guard let comparison = Comparison.allCases.first(where: { rest.hasPrefix($0.rawValue) }) else {
      throw Problem(description: "'\(text)' is no condition; write COLUMN=VALUE, or with !=, <, <=, > or >=")
    }
    guard columns.contains(name) else {
      throw Problem(description: "there is no column '\(name)'; \(Suggestion.words(for: name, among: columns))")
    }
    let value = String(rest.dropFirst(comparison.rawValue.count))
    column = name
    self.comparison = comparison
    values = value.split(separator: ",", omittingEmptySubsequences: false).map {
      $0.split(separator: " ").joined(separator: " ")
    }
    switch comparison {
    case .equals, .differs: number = 0
    default:
      guard let limit = Double(values[0]), values.count == 1, limit.isFinite else {
        throw Problem(description: "'\(text)': \(comparison.rawValue) compares with one number, such as \(name)>=1.5")
      }
      number = limit
    }
  }

  /// Returns whether a row meets the condition; an empty cell is neither above nor below anything.
  func accepts(_ cells: [String: TableCell]) -> Bool {
    let text = cells[column]?.text ?? ""
    switch comparison {
    case .equals: return values.contains { ColumnFilter.isSame(text, $0) }
    case .differs: return !values.contains { ColumnFilter.isSame(text, $0) }
    case .atLeast: return Double(text).map { $0 >= number } ?? false
    case .atMost: return Double(text).map { $0 <= number } ?? false
    case .above: return Double(text).map { $0 > number } ?? false
    case .below: return Double(text).map { $0 < number } ?? false
    }
  }

  /// Returns whether two cells say the same: as numbers if both are, else byte by byte.
  static func isSame(_ left: String, _ right: String) -> Bool {
    if left.utf8.elementsEqual(right.utf8) { return true }
    guard CSVText.isNumber(left), CSVText.isNumber(right), let left = Double(left), let right = Double(right) else {
      return false
    }
    return left == right
  }
}
