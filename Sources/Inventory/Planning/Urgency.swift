import Detectors

/// How soon somebody has to know of a finding, or of a photo for what it shows.
public struct Urgency: Sendable, Hashable, Comparable {
  /// The steps, from the least urgent.
  public enum Step: Int, Sendable, Hashable, Comparable {
    /// Nothing was found.
    case nothing
    /// Something that cannot be graded, or is low.
    case found
    /// A hazard that may be medium.
    case medium
    /// A hazard that may be high.
    case high
    /// A tree that has fallen.
    case fallenTree
    /// A tree that has fallen on the carriageway.
    case blockedCarriageway

    /// Orders from the least urgent.
    public static func < (left: Step, right: Step) -> Bool { left.rawValue < right.rawValue }
  }

  /// The step.
  public var step: Step
  /// Metres of carriageway that are blocked, 0 for everything else: the more the sooner.
  public var blockedWidth: Double

  /// Nothing was found.
  public static let none = Urgency(step: .nothing, blockedWidth: 0)

  /// Creates an urgency.
  public init(step: Step, blockedWidth: Double = 0) {
    self.step = step
    self.blockedWidth = blockedWidth
  }

  /// Creates the urgency of a finding.
  public init(of defect: Defect) {
    guard defect.status != .rejected else {
      self = .none
      return
    }
    if defect.blocksCarriageway {
      self.init(step: .blockedCarriageway, blockedWidth: defect.blockedWidth)
    } else if defect.damageClass == .fallenTree, defect.severity.rule != Corroboration.rule {
      self.init(step: .fallenTree)
    } else {
      switch defect.severity.worst {
      case .high: self.init(step: .high)
      case .medium: self.init(step: .medium)
      case .low, nil: self.init(step: .found)
      }
    }
  }

  /// Orders by the step, then by what is blocked.
  public static func < (left: Urgency, right: Urgency) -> Bool {
    (left.step, left.blockedWidth) < (right.step, right.blockedWidth)
  }
}
