/// In which order to work: 1 before 2 before 3.
///
/// A fallen tree on the carriageway is 1, graded or not, and stands first in every list. Else the highest level that the
/// measures allow decides: high is 1, medium is 2, low is 3. What cannot be graded and what
/// a person rejected has no priority. No due date follows from it: response times are the owner's policy.
public enum WorkPriority: Int, Sendable, Hashable, CaseIterable {
  /// First.
  case first = 1
  /// Second.
  case second = 2
  /// Third.
  case third = 3

  /// Creates the priority of a defect; `nil` when it has none.
  public init?(for defect: Defect) {
    if defect.blocksCarriageway {
      self = .first
      return
    }
    guard defect.status != .rejected, let worst = defect.severity.worst else { return nil }
    switch worst {
    case .high: self = .first
    case .medium: self = .second
    case .low: self = .third
    }
  }
}
