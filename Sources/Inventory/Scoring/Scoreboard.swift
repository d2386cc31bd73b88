import Detectors

/// How a detector does on a dataset: all of it, each kind of damage, each folder.
public struct Scoreboard: Sendable {
  /// How many resamples the intervals come from.
  public static let resamples = Bootstrap.resamples
  /// Where their random numbers start.
  public static let seed = Int(Bootstrap.seed)

  /// The rows: `all`, then kinds and folders where there are several.
  public private(set) var rows: [ScoreRow]
  /// The number of pictures scored.
  public let images: Int

  /// Works out the figures of scored pictures; skipped ones are left out.
  public init(_ scores: [ExampleScore]) {
    let scored = scores.filter { $0.skipReason == nil }
    images = scored.count
    rows = [ScoreRow(group: "all", scores: scored.map(\.classes))]
    var kinds: [DamageClass] = []
    for score in scored.flatMap(\.classes) where !kinds.contains(score.damageClass) { kinds.append(score.damageClass) }
    if kinds.count > 1 {
      rows += kinds.map { kind in
        ScoreRow(
          group: "class \(kind.rawValue)", scores: scored.map { $0.classes.filter { $0.damageClass == kind } })
      }
    }
    let folders = Dictionary(grouping: scored, by: \.example.folder)
    if folders.count > 1 {
      rows += folders.sorted { $0.key < $1.key }.map { folder, scores in
        ScoreRow(group: "folder \(folder)", scores: scores.map(\.classes))
      }
    }
  }
}
