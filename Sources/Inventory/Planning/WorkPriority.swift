/// In which order to work: 1 before 2 before 3.
///
/// This is what the built-in ``ResponseTable`` says; the owner's own may say otherwise. A fallen tree on the carriageway is 1, graded
/// or not, and stands first in every list. Else the highest level that the measures allow decides: high is 1, medium is 2, low is 3.
/// What cannot be graded and what a person rejected has no priority.
public enum WorkPriority: Int, Sendable, Hashable, CaseIterable {
  /// First.
  case first = 1
  /// Second.
  case second = 2
  /// Third.
  case third = 3

  /// Creates the priority of a defect; `nil` when it has none.
  public init?(for defect: Defect) {
    guard let number = ResponseTable.standard.answer(for: defect, cells: { [:] }).priority else { return nil }
    self.init(rawValue: number)
  }
}
