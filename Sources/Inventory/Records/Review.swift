/// One decision of a person about one defect; decisions are added and never changed.
public struct Review: Sendable, Hashable {
  /// The defect it is about.
  public var defectUID: String
  /// What was decided.
  public var status: DefectStatus
  /// Who decided.
  public var reviewer: String
  /// When, in seconds since 1970-01-01 UTC.
  public var time: Double
  /// Why, in the reviewer's words.
  public var note: String

  /// Creates a review.
  public init(defectUID: String, status: DefectStatus, reviewer: String, time: Double, note: String = "") {
    self.defectUID = defectUID
    self.status = status
    self.reviewer = reviewer
    self.time = time
    self.note = note
  }
}
