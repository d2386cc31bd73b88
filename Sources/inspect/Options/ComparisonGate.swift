import Inventory

/// What ends a comparison with exit status 1.
enum ComparisonGate: String, CaseIterable {
  /// A defect that is new, of a kind that needs somebody; new patches, covers and healthy crowns do not count.
  case new
  /// A new defect that may be of high severity, or blocks a carriageway.
  case newSevere = "new-severe"
  /// A defect that grew.
  case grown
  /// A defect that became more severe.
  case worse

  static let names = allCases.map(\.rawValue).joined(separator: ", ")

  /// Reads lists of gates, each once and in a fixed order.
  static func gates(named lists: [String]) throws(CommandFailure) -> [ComparisonGate] {
    var gates: Set<ComparisonGate> = []
    for name in lists.flatMap({ $0.split(separator: ",", omittingEmptySubsequences: false) }) {
      let name = String(name.drop { $0 == " " })
      guard let gate = ComparisonGate(rawValue: name) else {
        let known = Suggestion.words(for: name, among: allCases.map(\.rawValue))
        throw CommandFailure(.usage, "--fail-on: there is no gate '\(name)'; \(known)")
      }
      gates.insert(gate)
    }
    return allCases.filter(gates.contains)
  }

  /// The rows that it fails for.
  func rows(of comparison: InventoryComparison) -> [DefectComparison] {
    comparison.rows.filter { row in
      switch self {
      case .new: row.change == .new && SuggestedAction(for: row.shown) != .none
      case .newSevere: row.change == .new && (row.shown.severity.worst == .high || row.shown.blocksCarriageway)
      case .grown: row.change == .grown
      case .worse: row.severity == .worse
      }
    }
  }
}
