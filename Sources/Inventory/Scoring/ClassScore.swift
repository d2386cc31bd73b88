import Detectors

/// What was counted on one picture for one kind of damage.
public struct ClassScore: Sendable, Hashable {
  /// The kind.
  public var damageClass: DamageClass
  /// The counts.
  public var counts: ScoreCounts
  /// The boxes; `nil` where the truth has none.
  public var boxes: BoxMatching?

  /// Creates a score.
  public init(damageClass: DamageClass, counts: ScoreCounts, boxes: BoxMatching? = nil) {
    self.damageClass = damageClass
    self.counts = counts
    self.boxes = boxes
  }
}
