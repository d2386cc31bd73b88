import Foundation

/// What looks like worn paint and is not.
extension MarkingWear {
  /// What may look painted beside a worn stretch, as a part of what is painted in it.
  private static let mostClutter = 0.2
  /// By how much paint is brighter than what lies bare, on the mean, as a part of what good paint is above the ground.
  private static let leastParted = 0.57
  /// Paint wears on all of a stripe's width: the side with least paint has this part of the mean.
  private static let leastSide = 0.6
  /// And along all of its length: the quarter with least paint has this part of the mean.
  private static let leastPart = 0.15
  /// Paint that comes and goes so regularly was laid so: rows of dots.
  private static let regularity = 0.4
  /// A stripe of so many places across or more is a lattice of dots where so many runs of rows hold no more paint than this, and are this part
  /// of all rows.
  private static let lattice = (columns: 10, bare: 0.06, runs: 4, part: 0.3)
  /// A stripe of so many places across or more is blocky where no more than this part of its rows holds some of its paint.
  private static let blocky = (columns: 3, least: 0.1, most: 0.9, part: 0.18)
  /// The distances from dot to dot that are looked for, in metres.
  private static let period = 0.1...1.0

  /// Whether what is left on a stretch has the shape of a stripe: little beside it, and paint on its whole width.
  func isPaint(_ stripe: MarkingStripe, _ rows: Range<Int>) -> Bool {
    let told = stripe.rows[rows].filter(\.isTold)
    guard let columns = told.map(\.contrast.count).min(), columns > 0 else { return false }
    let painted = told.reduce(0) { $0 + $1.painted }
    guard told.reduce(0, { $0 + $1.beside }) <= Self.mostClutter * painted, isParted(told) else { return false }
    // Paint wears along all of it: one bright end is no stripe.
    let length = told.count / 4
    let parts = (0..<4).map { part in
      told[part * length..<(part + 1) * length].reduce(0) { $0 + $1.painted } / Double(max(1, length))
    }
    guard parts.allSatisfy({ $0 >= Self.leastPart * painted / Double(told.count) }) else { return false }
    guard columns >= 3 else { return true }
    let third = columns / 3
    let sides = [0..<third, columns - third..<columns].map { side in
      told.reduce(0.0) { sum, row in
        sum + Double(side.count { row.isPainted(row.contrast[$0]) }) / Double(third)
      }
    }
    return sides.allSatisfy { $0 >= Self.leastSide * painted }
  }

  /// Whether paint and bare ground are two things: where light and dirt make a stripe duller, all shades between them are there.
  private func isParted(_ rows: [MarkingRow]) -> Bool {
    var (paint, ground) = ((sum: 0.0, count: 0.0), (sum: 0.0, count: 0.0))
    for row in rows where row.full > 0 {
      for contrast in row.contrast {
        if row.isPainted(contrast) {
          paint = (paint.sum + contrast / row.full, paint.count + 1)
        } else {
          ground = (ground.sum + contrast / row.full, ground.count + 1)
        }
      }
    }
    guard paint.count > 0, ground.count > 0 else { return false }
    return paint.sum / paint.count - ground.sum / ground.count >= Self.leastParted
  }

  /// Whether the paint of a stretch was laid in pieces, or covered by something: it comes and goes regularly, or in whole rows, which wear
  /// does not.
  func isPattern(_ stripe: MarkingStripe, _ rows: Range<Int>) -> Bool {
    let rows = Array(stripe.rows[rows])
    return isRegular(rows.map(\.painted)) || isLattice(rows) || isBlocky(rows)
  }

  /// Whether rows have all their paint or none.
  private func isBlocky(_ rows: [MarkingRow]) -> Bool {
    guard let columns = rows.map(\.contrast.count).min(), columns >= Self.blocky.columns else { return false }
    let partial = rows.count { (Self.blocky.least...Self.blocky.most).contains($0.painted) }
    return Double(partial) <= Self.blocky.part * Double(rows.count)
  }

  private func isRegular(_ painted: [Double]) -> Bool {
    let mean = painted.reduce(0, +) / Double(max(1, painted.count))
    let waves = painted.map { $0 - mean }
    let power = waves.reduce(0) { $0 + $1 * $1 }
    guard power > 0 else { return false }
    // Beyond the first descent: what lies next to paint is paint.
    var hasFallen = false
    let longest = min(Int(Self.period.upperBound / cell), waves.count * 2 / 5)
    for lag in Swift.stride(from: max(2, Int(Self.period.lowerBound / cell)), through: longest, by: 1) {
      let shared = zip(waves, waves.dropFirst(lag)).reduce(0) { $0 + $1.0 * $1.1 }
      let likeness = shared / power * Double(waves.count) / Double(waves.count - lag)
      if likeness < 0.1 { hasFallen = true }
      if hasFallen, likeness >= Self.regularity { return true }
    }
    return false
  }

  private func isLattice(_ rows: [MarkingRow]) -> Bool {
    guard let columns = rows.map(\.contrast.count).min(), columns >= Self.lattice.columns else { return false }
    let bare = rows.map { $0.painted <= Self.lattice.bare }
    // Each where a bare run of two rows or more begins.
    let runs = bare.indices.dropFirst().dropLast().count { bare[$0] && bare[$0 + 1] && !bare[$0 - 1] }
    return runs >= Self.lattice.runs && Double(bare.count { $0 }) >= Self.lattice.part * Double(rows.count)
  }
}
