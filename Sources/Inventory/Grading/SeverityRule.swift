import Detectors

/// One rule of a standard: for these kinds of damage, this measure decides the level.
public struct SeverityRule: Sendable, Hashable {
  /// What a rule looks at.
  public enum Quantity: String, Sendable, Hashable, CaseIterable {
    /// The median width, in millimetres.
    case width
    /// The length, in metres.
    case length
    /// The area, in square metres.
    case area
    /// The depth, in millimetres, which a photo does not show.
    case depth

    /// The unit in which a rule states its bounds.
    public var unit: String {
      switch self {
      case .width, .depth: "mm"
      case .length: "m"
      case .area: "m2"
      }
    }
  }

  /// One step of a rule.
  public struct Step: Sendable, Hashable {
    /// The level of everything up to the bound.
    public var level: SeverityLevel
    /// The upper bound in the rule's unit; infinite for the last step.
    public var bound: Double
    /// Whether a measure that equals the bound still belongs to this step.
    public var includesBound: Bool

    /// Creates a step.
    public init(level: SeverityLevel, bound: Double, includesBound: Bool) {
      self.level = level
      self.bound = bound
      self.includesBound = includesBound
    }

    /// Returns whether the measure belongs to this step or a lower one.
    func covers(_ value: Double) -> Bool { includesBound ? value <= bound : value < bound }
  }

  /// The rule's name inside its pack.
  public var id: String
  /// The kinds of damage it is for.
  public var damageClasses: [DamageClass]
  /// What it looks at.
  public var quantity: Quantity
  /// The steps from the lowest to the highest; the last has no bound.
  public var steps: [Step]
  /// What the rule cannot see in a photo, added to every reason; empty when nothing.
  public var limits: String

  /// Creates a rule.
  public init(
    id: String, damageClasses: [DamageClass], quantity: Quantity, steps: [Step], limits: String = ""
  ) {
    self.id = id
    self.damageClasses = damageClasses
    self.quantity = quantity
    self.steps = steps
    self.limits = limits
  }

  /// Returns the level of one value.
  func level(of value: Double) -> SeverityLevel {
    for step in steps where step.covers(value) { return step.level }
    return steps.last?.level ?? .low
  }
}
