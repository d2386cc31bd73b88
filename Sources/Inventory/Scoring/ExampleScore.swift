/// What was counted on one picture.
public struct ExampleScore: Sendable {
  /// The picture.
  public var example: DatasetExample
  /// The counts for each kind that the detector may report, in that order; empty for a skipped picture.
  public var classes: [ClassScore]
  /// Labels of the picture that the detector is not meant to find.
  public var foreignLabels: [String]
  /// Why it could not be scored; `nil` when it was.
  public var skipReason: String?

  /// Creates a score.
  public init(
    example: DatasetExample, classes: [ClassScore], foreignLabels: [String] = [], skipReason: String? = nil
  ) {
    self.example = example
    self.classes = classes
    self.foreignLabels = foreignLabels
    self.skipReason = skipReason
  }

  /// The counts of all kinds.
  public var counts: ScoreCounts { ScoreCounts(of: classes) }

  /// How good it is among pictures with truth: F1 of centre lines, else of boxes; `nil` where there is no truth.
  public var f1: Double? {
    let counts = counts
    if counts.trueLine > 0 { return counts.value(.f1) }
    let boxes = classes.compactMap(\.boxes)
    let truths = boxes.reduce(0) { $0 + $1.isHit.count }
    guard truths > 0 else { return nil }
    let hits = boxes.reduce(0) { $0 + $1.isHit.count { $0 } }
    return Double(2 * hits) / Double(truths + boxes.reduce(0) { $0 + $1.found.count })
  }
}
