import Foundation

/// Whether a band is paint.
extension MarkingPieces {
  /// The ground beside a band is told from so far away, in metres from its edge, but no nearer than so many cells.
  private static let ground = (from: 0.03, to: 0.3, cells: 1.5)
  /// The ground on one side may be brighter than on the other by this part.
  private static let sideDifference = 0.2
  /// What the ground beside a band may vary by, as a part of its brightness.
  private static let mottle = 0.4
  /// Darker ground tells nothing.
  private static let darkest = 24.0
  /// Good paint is brighter than the ground by at least this part of it, and than ground in the light.
  private static let leastFull = 0.22
  private static let spreads = 5.0
  private static let aboveLit = 1.08
  /// The part of a band that must be painted, and what may look painted beside it, as a part of that in it.
  private static let leastPainted = 0.15
  private static let mostClutter = 0.25
  /// The part of the rows that must be told.
  private static let leastTold = 0.4
  /// How far the rims may be smeared: in cells and by a part of the width, at most so many metres more than the cells.
  private static let blur = (cells: 1.2, part: 0.1, metres: 0.02)

  /// Whether a band is as wide as markings are, and its rims sharp.
  func isBand(_ band: MarkingProfile.Band) -> Bool {
    Self.widths.contains(band.width * sight.cell)
      && band.blur <= Self.blur.cells + min(Self.blur.part * band.width, Self.blur.metres / sight.cell)
  }

  /// Returns the band as a piece of a marking; `nil` where it is something else.
  func piece(
    _ band: MarkingProfile.Band, of profile: MarkingProfile, along line: MarkingLine, _ centre: (u: Double, v: Double)
  ) -> MarkingPiece? {
    let cell = sight.cell
    let inner = max(Self.ground.from / cell, Self.ground.cells)
    let outer = max(Self.ground.to / cell, inner + 2)
    let left = columns(from: band.left - outer, to: band.left - inner, of: profile)
    let right = columns(from: band.right + inner, to: band.right + outer, of: profile)
    let middle = columns(from: band.left + 0.75, to: band.right - 0.75, of: profile, orNearest: band.middle)
    guard left.count >= 2, right.count >= 2, !middle.isEmpty else { return nil }
    var rows: [MarkingRow] = []
    var beside: [[Double]] = []
    let grounds = grounds(of: profile, left, right)
    for (index, along) in profile.places.enumerated() {
      let (low, high, spread) = grounds[index]
      let ground = (low + high) / 2
      let (u, v) = line.place(along: along, across: band.middle)
      let isEven = abs(high - low) <= Self.sideDifference * max(low, high) && spread <= Self.mottle * ground
      let isPaved = [band.left - outer / 2, band.right + outer / 2].allSatisfy { across in
        let place = line.place(along: along, across: across)
        return isPavement(place.u, place.v)
      }
      let values = profile.brightness[index * profile.stride..<(index + 1) * profile.stride]
      func contrasts(_ columns: Range<Int>) -> [Double] {
        columns.map { ground >= 1 ? Double(values[values.startIndex + $0]) / ground - 1 : 0 }
      }
      rows.append(
        MarkingRow(
          u: u, v: v, normalU: -line.dv, normalV: line.du, place: along, width: band.width, contrast: contrasts(middle),
          beside: 0,
          isTold: isEven && isPaved && min(low, high) >= Self.darkest,
          remoteness: hypot(u - centre.u, v - centre.v)))
      beside.append(contrasts(left) + contrasts(right))
    }
    return piece(rows, beside: beside, band, along: line, grounds: grounds)
  }

  private func piece(
    _ rows: [MarkingRow], beside: [[Double]], _ band: MarkingProfile.Band, along line: MarkingLine,
    grounds: [(low: Double, high: Double, spread: Double)]
  ) -> MarkingPiece? {
    let told = rows.indices.filter { rows[$0].isTold }
    guard Double(told.count) >= Self.leastTold * Double(rows.count), !told.isEmpty else { return nil }
    let full = told.flatMap { rows[$0].contrast }.quantile(0.9)
    // Half of what seven of ten values spread over is about one standard deviation.
    let noise = told.map { grounds[$0].spread / (grounds[$0].low + grounds[$0].high) }.median
    guard full >= max(Self.leastFull, Self.spreads * noise) else { return nil }
    func part(_ values: [Double]) -> Double {
      values.isEmpty ? 0 : Double(values.count { $0 >= full / 2 }) / Double(values.count)
    }
    var rows = rows
    for index in rows.indices {
      rows[index].beside = part(beside[index])
      rows[index].full = full
    }
    let painted = told.reduce(0) { $0 + rows[$1].painted } / Double(told.count)
    let clutter = told.reduce(0) { $0 + rows[$1].beside } / Double(told.count) / max(painted, 1e-9)
    guard painted >= Self.leastPainted, clutter <= Self.mostClutter else { return nil }
    let ground = told.map { (grounds[$0].low + grounds[$0].high) / 2 }.median
    let middle = rows[told[told.count / 2]]
    guard ground * (1 + full) >= Self.aboveLit * levels.lit(x: Int(middle.u), y: Int(middle.v)) else { return nil }
    var centre = line
    (centre.u, centre.v) = line.place(along: 0, across: band.middle)
    return MarkingPiece(line: centre, width: band.width, rows: rows, full: full, blur: band.blur, painted: painted)
  }

  /// How bright the ground is on both sides of each row, and how mottled, told from five rows.
  private func grounds(
    of profile: MarkingProfile, _ left: Range<Int>, _ right: Range<Int>
  ) -> [(low: Double, high: Double, spread: Double)] {
    let sides = [left, right].map { columns in
      var counts = ByteCounts()
      func add(_ row: Int, times: Int32) {
        guard profile.places.indices.contains(row) else { return }
        for column in columns { counts.add(profile.brightness[row * profile.stride + column], times: times) }
      }
      for row in -2..<2 { add(row, times: 1) }
      return profile.places.indices.map { row in
        add(row + 2, times: 1)
        add(row - 3, times: -1)
        return (counts.quantile(0.4), counts.quantile(0.85) - counts.quantile(0.15))
      }
    }
    return zip(sides[0], sides[1]).map { left, right in
      (min(left.0, right.0), max(left.0, right.0), min(left.1, right.1))
    }
  }

  private func columns(
    from low: Double, to high: Double, of profile: MarkingProfile, orNearest only: Double? = nil
  ) -> Range<Int> {
    let first = max(0, Int(low.rounded(.up)) + profile.reach)
    let end = min(profile.stride, Int(high.rounded(.down)) + profile.reach + 1)
    if first >= end, let only {
      let nearest = Int(only.rounded()) + profile.reach
      return nearest..<nearest + 1
    }
    return first..<max(first, end)
  }

  private func isPavement(_ u: Double, _ v: Double) -> Bool {
    let (x, y) = (Int(u), Int(v))
    guard u >= 0, v >= 0, x < sight.surface.width, y < sight.surface.height else { return false }
    return sight.surface[x, y] >= 96 && sight.pavement[x, y] != 0
  }
}
