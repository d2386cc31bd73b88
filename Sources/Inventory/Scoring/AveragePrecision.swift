/// The area under precision over recall, all points, precision made to fall: as PASCAL VOC counts since 2010.
struct AveragePrecision {
  /// Every found box of some pictures, surest first, with the picture that it is of.
  private let boxes: [(picture: Int, isRight: Bool)]
  private let truths: [Int]

  /// Collects the boxes of pictures; `nil` are pictures without box truth.
  init(_ matchings: [BoxMatching?]) {
    var all: [(confidence: Double, picture: Int, isRight: Bool)] = []
    for (picture, matching) in matchings.enumerated() {
      for box in matching?.found ?? [] { all.append((box.confidence, picture, box.isRight)) }
    }
    // Among equals the wrong ones first: a tie earns nothing.
    all.sort { ($1.confidence, $0.isRight ? 1 : 0, $0.picture) < ($0.confidence, $1.isRight ? 1 : 0, $1.picture) }
    boxes = all.map { ($0.picture, $0.isRight) }
    truths = matchings.map { $0?.isHit.count ?? 0 }
  }

  /// Returns the figure with each picture counted so many times; `nil` without a true box.
  func value(times: [Int]? = nil) -> Double? {
    var total = 0
    for (picture, count) in truths.enumerated() { total += count * (times?[picture] ?? 1) }
    guard total > 0 else { return nil }
    var (found, right) = (0, 0)
    var steps: [(gain: Int, precision: Double)] = []
    for box in boxes {
      let count = times?[box.picture] ?? 1
      guard count > 0 else { continue }
      found += count
      guard box.isRight else { continue }
      right += count
      steps.append((count, Double(right) / Double(found)))
    }
    var (area, best) = (0.0, 0.0)
    for step in steps.reversed() {
      best = max(best, step.precision)
      area += Double(step.gain) * best
    }
    return area / Double(total)
  }
}
