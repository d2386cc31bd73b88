import Foundation
import Inventory

/// Which defects have to be photographed again to be graded, in words and for scripts.
enum ReFlyWords {
  /// Returns what a person should know: how many, from where, and where the list is; nothing when all were graded.
  static func lines(of list: ReFlyList, at path: String) -> [String] {
    guard !list.items.isEmpty else { return [] }
    let count = list.items.count
    var text = "Re-fly: \(count) of them cannot be graded at this GSD"
    if let needed = span(list.items.compactMap(\.neededStandOff)),
      let present = span(list.items.compactMap(\.presentStandOff))
    {
      text += "; the same camera could grade them from \(needed), facing them squarely"
      text += "; now it is as coarse as from \(present)"
    }
    var lines = [text, "  one by one, worst first: \(path)"]
    let doubts = list.items.compactMap(\.scaleDoubt)
    if let doubt = doubts.max() {
      lines.append(
        "  \(doubts.count) also need their distance stated or measured, by laser range, --agl or --wall-distance: its doubt "
          + "would leave widths open by up to ±\(Int((doubt * 100).rounded())) % from there")
    }
    let tooFine = list.items.count(where: \.isTooFineToFind)
    if tooFine > 0 {
      lines.append("  \(tooFine) would take finer photos than a run looks for such damage in: measure them on site")
    }
    return lines
  }

  /// The same for scripts.
  struct Summary: Encodable {
    let count: Int
    let file: String
    let nearestStandoffM, farthestStandoffM: Double?

    init(_ list: ReFlyList, at path: String) {
      count = list.items.count
      file = path
      let distances = list.items.compactMap(\.neededStandOff)
      nearestStandoffM = distances.min()
      farthestStandoffM = distances.max()
    }
  }

  private static func span(_ metres: [Double]) -> String? {
    guard let least = metres.min(), let most = metres.max() else { return nil }
    let (low, high) = (GradeWidthWords.atMost(least), GradeWidthWords.atMost(most))
    return low == high ? "\(low) m" : "\(low) to \(high) m"
  }
}
