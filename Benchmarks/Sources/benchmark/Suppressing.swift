import Detectors
import Foundation

/// `benchmark suppression FILE`: 20,000 crowded boxes through both ways of suppression.
///
/// The boxes are written to the file, a row each, for `peers/box_suppression.py`.
enum Suppressing {
  static let count = 20_000
  /// CPU milliseconds.
  static let limits = (kept: 10.0, groups: 100.0)

  static func run(_ file: URL) throws {
    let boxes = boxes()
    let lines = boxes.map { "\($0.left),\($0.top),\($0.right),\($0.bottom),\($0.score)" }
    try (lines + [""]).joined(separator: "\n").write(to: file, atomically: true, encoding: .utf8)
    var (kept, groups) = (0, 0)
    let seconds = try Timing.medians(
      rounds: 15,
      [
        { kept = BoxSuppression(.intersectionOverUnion, threshold: 0.5).kept(boxes).count },
        { groups = BoxSuppression(.intersectionOverSmaller, threshold: 0.5).groups(boxes).count },
      ])
    print("| way | boxes | left | ms | limit |\n|---|---|---|---|---|")
    for (name, left, time, limit) in [
      ("non-maximum suppression", kept, seconds[0], limits.kept),
      ("non-maximum merging", groups, seconds[1], limits.groups),
    ] {
      print("| \(name) | \(boxes.count) | \(left) | \(String(format: "%.1f", time * 1e3)) | \(limit) |")
    }
  }

  /// 2,000 things in a photo of 5472 × 3648, each with ten boxes about it.
  private static func boxes() -> [BoxSuppression.Box] {
    var state: UInt64 = 1
    func random() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / 9_007_199_254_740_992
    }
    return (0..<count / 10).flatMap { _ -> [BoxSuppression.Box] in
      let (u, v, width, height) = (random() * 5472, random() * 3648, 20 + random() * 80, 20 + random() * 80)
      return (0..<10).map { _ in
        let (left, top) = (u + (random() - 0.5) * width * 0.4, v + (random() - 0.5) * height * 0.4)
        return BoxSuppression.Box(
          left: left, top: top, right: left + width * (0.8 + 0.4 * random()),
          bottom: top + height * (0.8 + 0.4 * random()), score: random())
      }
    }
  }
}
