/// What a person has decided about a defect.
public enum DefectStatus: String, Sendable, Hashable, Codable, CaseIterable {
  /// Nobody has looked yet.
  case new
  /// It is what the detector says.
  case accepted
  /// It is not damage.
  case rejected
  /// It is damage, and somebody corrected the record.
  case edited
}
