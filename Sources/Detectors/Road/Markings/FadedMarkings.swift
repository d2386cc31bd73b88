import Foundation
import ImageKit

/// Finds stripes of paint on a road that are worn: lines, stop lines and the bars of crossings that should be painted again.
///
/// Straight bands of paint are found in squares of four metres and joined to stripes; where a stripe's own paint is gone from enough of its
/// area, that stretch is reported. What could be something else is left out: a false one costs more than a missed one.
struct FadedMarkings {
  let sight: MarkingSight

  /// A worn stretch of a stripe.
  struct Stretch {
    /// The rows, in order.
    var rows: [MarkingRow]
    /// The stripe's direction.
    var line: MarkingLine
    /// The stripe's width, in cells.
    var width: Double
    /// The part of its area that lost its paint, 0…1, and of its rows that could be judged.
    var lost, told: Double
    /// How much brighter than the ground its good paint is, as a part of the ground.
    var full: Double

    /// Its place along a line through the first row in the stripe's direction: the ends, in cells.
    fileprivate func ends(on line: MarkingLine) -> (low: Double, high: Double, across: [Double]) {
      let places = [rows.first, rows.last].compactMap { $0 }.map { line.offset(u: $0.u, v: $0.v) }
      return (places.map(\.along).min() ?? 0, places.map(\.along).max() ?? 0, places.map(\.across))
    }
  }

  /// Worn pieces of one broken line: no farther apart, nor beside each other, in metres.
  private static let apart = 10.0
  private static let beside = 0.15
  private static let turn = 0.05
  private static let widthPart = 0.4

  /// Returns the worn stripes, each as its stretches from one end to the other: the pieces of a broken line are one.
  func stripes() -> [[Stretch]] {
    let levels = AsphaltLevels(sight)
    let wear = MarkingWear(cell: sight.cell)
    let pieces = MarkingPieces(sight: sight, levels: levels).pieces()
    let stretches = MarkingStripe.stripes(of: pieces, cell: sight.cell).flatMap { stripe in
      wear.stretches(of: stripe).compactMap { stretch -> Stretch? in
        let rows = Array(stripe.rows[stretch.rows])
        let colours = MarkingColours(rows: rows, sight: sight)
        guard colours?.isMarking(full: stripe.full) == true else { return nil }
        return Stretch(
          rows: rows, line: stripe.line, width: stripe.width, lost: stretch.lost, told: stretch.told, full: stripe.full)
      }
    }
    return joined(stretches)
  }

  /// Stretches on one straight line, as wide as each other, are one stripe.
  private func joined(_ stretches: [Stretch]) -> [[Stretch]] {
    var groups: [[Stretch]] = []
    for stretch in stretches {
      let own = groups.indices.filter { groups[$0].contains { belong($0, stretch) } }
      guard let first = own.first else {
        groups.append([stretch])
        continue
      }
      groups[first].append(stretch)
      for other in own.dropFirst() { groups[first] += groups[other] }
      for other in own.dropFirst().reversed() { groups.remove(at: other) }
    }
    return groups.map { group in
      guard let line = group.first?.line else { return group }
      return group.sorted { $0.ends(on: line).low < $1.ends(on: line).low }
    }
  }

  private func belong(_ a: Stretch, _ b: Stretch) -> Bool {
    guard a.line.angle(to: b.line) <= Self.turn else { return false }
    guard abs(a.width - b.width) <= max(1.5, Self.widthPart * max(a.width, b.width)) else { return false }
    let (own, other) = (a.ends(on: a.line), b.ends(on: a.line))
    let gap = max(other.low - own.high, own.low - other.high) * sight.cell
    guard gap <= Self.apart else { return false }
    let across = own.across.reduce(0, +) / 2
    return other.across.allSatisfy { abs($0 - across) * sight.cell <= Self.beside + Self.turn / 2 * max(0, gap) }
  }
}
