import Detectors

extension ExportOptions {
  /// Returns defects in the order in which tables and reports list them, the most urgent first: blocked carriageways, the widest first; then by
  /// the owner's priority; of those without one, what somebody has to look at before what needs nothing, such as a crown that is only counted;
  /// then what is surely severe before what may be; then the widest, the longest and the largest.
  func mostUrgentFirst(_ defects: [Defect]) -> [Defect] {
    defects.map { (rank(of: $0), $0) }.sorted { left, right in
      left.0 != right.0 ? left.0.lexicographicallyPrecedes(right.0) : left.1.uid < right.1.uid
    }.map(\.1)
  }

  private func rank(of defect: Defect) -> [Double] {
    if defect.blocksCarriageway { return [-1, -defect.blockedWidth] }
    let needsNothing = SuggestedAction(for: defect) == .none
    let measures = defect.measures
    let sizes = [measures.width?.high, measures.length?.value, measures.area?.value].map { size in
      size.map { $0.isFinite ? -$0 : 0 } ?? 0
    }
    let surely = defect.severity.least.flatMap { SeverityLevel.allCases.firstIndex(of: $0) } ?? -1
    return [answer(for: defect).priority.map(Double.init) ?? .infinity, needsNothing ? 1 : 0, -Double(surely)] + sizes
  }
}
