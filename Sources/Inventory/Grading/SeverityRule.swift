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
    /// The diameter of a circle of the same area, in millimetres.
    case diameter
    /// The depth, in millimetres, which a photo does not show.
    case depth
    /// How broken it looks from close by, in words and not in numbers: nothing that a photo from the air decides.
    case appearance
    /// What a tree could fall on, or has fallen on.
    case target

    /// The unit in which a rule states its bounds; empty where there are no bounds.
    public var unit: String {
      switch self {
      case .width, .diameter, .depth: "mm"
      case .length: "m"
      case .area: "m2"
      case .appearance, .target: ""
      }
    }
  }

  /// What has to be so for a rule to be the one that grades.
  public enum Condition: String, Sendable, Hashable, CaseIterable {
    /// A fallen tree lies on the carriageway.
    case blocksCarriageway = "blocks_carriageway"
  }

  /// What a rule says of one target.
  public struct TargetLevel: Sendable, Hashable {
    /// What could be hit, or was.
    public var target: HazardTarget
    /// The levels that it may have.
    public var levels: ClosedRange<SeverityLevel>

    /// Creates a level.
    public init(target: HazardTarget, levels: ClosedRange<SeverityLevel>) {
      self.target = target
      self.levels = levels
    }
  }

  /// One step of a rule.
  public struct Step: Sendable, Hashable {
    /// The level of everything up to the bound: the lowest that it may be.
    public var level: SeverityLevel
    /// The highest that it may be, where something decides that a photo does not show; else the same.
    public var highest: SeverityLevel
    /// The upper bound in the rule's unit; infinite for the last step.
    public var bound: Double
    /// Whether a measure that equals the bound still belongs to this step.
    public var includesBound: Bool

    /// Creates a step.
    public init(level: SeverityLevel, highest: SeverityLevel? = nil, bound: Double, includesBound: Bool) {
      self.level = level
      self.highest = max(level, highest ?? level)
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
  /// What is smaller is not counted by the standard; 0 where it counts everything.
  public var minimum: Double
  /// What has to be so; `nil` when the rule is for all of its kinds.
  public var condition: Condition?
  /// The levels by target, of a rule that grades by it.
  public var targets: [TargetLevel]
  /// How far beside a tree a target still counts, in metres, of a rule that grades by it.
  public var reach: Double
  /// What the rule cannot see in a photo, added to every reason; empty when nothing.
  public var limits: String
  /// The same in other languages; a rule that has it in English alone is told in English.
  public var translatedLimits: [Language: String] = [:]

  /// Creates a rule.
  public init(
    id: String, damageClasses: [DamageClass], quantity: Quantity, steps: [Step], minimum: Double = 0,
    condition: Condition? = nil, targets: [TargetLevel] = [], reach: Double = 0, limits: String = ""
  ) {
    self.id = id
    self.damageClasses = damageClasses
    self.quantity = quantity
    self.steps = steps
    self.minimum = minimum
    self.condition = condition
    self.targets = targets
    self.reach = reach
    self.limits = limits
  }

  /// Returns the level of one value; the lowest, where something decides that a photo does not show.
  func level(of value: Double) -> SeverityLevel { levels(of: value).lowerBound }

  /// Returns the levels that one value may have.
  func levels(of value: Double) -> ClosedRange<SeverityLevel> {
    for step in steps where step.covers(value) { return step.level...step.highest }
    return steps.last.map { $0.level...$0.highest } ?? .low ... .low
  }
}
