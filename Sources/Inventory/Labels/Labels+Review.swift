extension Labels {
  /// The keys of words that the table of decisions needs.
  static let reviewKeys = Set(ReviewColumn.allCases.map { "review.\($0.rawValue)" })
    .union(ReviewVerdict.allCases.map { "verdict.\($0.rawValue)" })
    .union(RejectionReason.allCases.map { "review_reason.\($0.rawValue)" })

  /// The header of a column of the table of decisions.
  func text(_ column: ReviewColumn) -> String { text("review.\(column.rawValue)") }

  /// What a person decides, in a word.
  public func text(_ verdict: ReviewVerdict) -> String { text("verdict.\(verdict.rawValue)") }
}
