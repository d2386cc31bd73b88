import Inventory

extension EvaluationReport {
  private struct Contents: Encodable {
    struct Figure: Encodable {
      let figure: String
      let value, low, high: Double?

      enum CodingKeys: CodingKey { case figure, value, low, high }

      // A value that is null says that it is not available; one that is left out would look forgotten.
      func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(figure, forKey: .figure)
        try container.encode(value, forKey: .value)
        try container.encodeIfPresent(low, forKey: .low)
        try container.encodeIfPresent(high, forKey: .high)
      }
    }
    struct Widths: Encodable {
      let linePx, absoluteErrorPx2, errorPx2: Double
      let intervals, intervalsHeld: Int
    }
    struct Group: Encodable {
      let group: String
      let images: Int
      let figures: [Figure]
    }
    struct Counts: Encodable {
      let foundLine, foundRight, trueLine, trueFound, foundPixels, truePixels, sharedPixels: Int
      let falseDetections, falsePixels, emptyPixels: Int
    }
    struct Picture: Encodable {
      let name, folder: String
      let f1: Double?
      let counts: Counts
      let widths: Widths
      let boxesFound, boxesRight, boxesTrue: Int
    }
    struct Skipped: Encodable { let name, reason: String }
    struct Label: Encodable {
      let label: String
      let count: Int
    }
    struct Change: Encodable {
      let group, figure: String
      let before, margin: Double
      let after: Double?
      let isWorse: Bool
    }
    struct Intervals: Encodable {
      let level: Double
      let method: String
      let resamples, seed: Int
    }
    let dataset: String
    let formats: [String]
    let detector: DetectorIdentity
    let model: ModelRecord?
    let threshold: Double?
    let tolerancePx: Double
    let images: Int
    let intervals: Intervals
    let groups: [Group]
    let pictures: [Picture]
    let worst: [String]
    let skipped: [Skipped]
    let labelsNotScored: [Label]
    let baseline: [Change]?
  }

  /// Everything, for scripts.
  var json: String {
    get throws {
      try JSONOutput.encode(
        Contents(
          dataset: result.dataset, formats: result.formats, detector: result.detector, model: result.model,
          threshold: result.threshold, tolerancePx: result.tolerance, images: result.scoreboard.images,
          intervals: .init(
            level: 0.95, method: "bootstrap over pictures", resamples: Scoreboard.resamples, seed: Scoreboard.seed),
          groups: result.scoreboard.rows.map { row in
            .init(
              group: row.group, images: row.images,
              figures: row.values.map {
                .init(
                  figure: $0.figure.rawValue, value: $0.value, low: $0.interval?.lowerBound,
                  high: $0.interval?.upperBound)
              } + row.unavailable.map { .init(figure: $0.rawValue, value: nil, low: nil, high: nil) })
          },
          pictures: result.scores.filter { $0.skipReason == nil }.map(Self.picture),
          worst: worst.all.map(\.example.name),
          skipped: result.scores.compactMap { score in
            score.skipReason.map { .init(name: score.example.name, reason: $0) }
          },
          labelsNotScored: result.foreignLabels.map { .init(label: $0.label, count: $0.count) },
          baseline: changes?.map {
            .init(
              group: $0.before.group, figure: $0.before.figure.rawValue, before: $0.before.value,
              margin: $0.before.margin, after: $0.after, isWorse: $0.isWorse)
          }))
    }
  }

  private static func picture(_ score: ExampleScore) -> Contents.Picture {
    let counts = score.counts
    let boxes = score.classes.compactMap(\.boxes)
    return .init(
      name: score.example.name, folder: score.example.folder, f1: score.f1,
      counts: .init(
        foundLine: counts.foundLine, foundRight: counts.foundRight, trueLine: counts.trueLine,
        trueFound: counts.trueFound, foundPixels: counts.foundPixels, truePixels: counts.truePixels,
        sharedPixels: counts.sharedPixels, falseDetections: counts.falseDetections, falsePixels: counts.falsePixels,
        emptyPixels: counts.emptyPixels),
      widths: .init(
        linePx: counts.widths.length, absoluteErrorPx2: counts.widths.absoluteError, errorPx2: counts.widths.error,
        intervals: counts.widths.intervals, intervalsHeld: counts.widths.intervalsHeld),
      boxesFound: boxes.reduce(0) { $0 + $1.found.count },
      boxesRight: boxes.reduce(0) { $0 + $1.found.count { $0.isRight } },
      boxesTrue: boxes.reduce(0) { $0 + $1.isHit.count })
  }
}
