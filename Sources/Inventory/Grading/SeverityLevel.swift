/// How bad a defect is, in the three steps that pavement manuals use.
public enum SeverityLevel: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
  /// Watch it.
  case low
  /// Plan work.
  case medium
  /// Work soon.
  case high

  /// Orders from low to high.
  public static func < (left: SeverityLevel, right: SeverityLevel) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .low: 0
    case .medium: 1
    case .high: 2
    }
  }
}
