import Foundation

/// Finds straight bands of paint in a photo, in squares of four metres that overlap by half.
struct MarkingPieces {
  let sight: MarkingSight
  let levels: AsphaltLevels

  /// Half the side of a square, in metres.
  private static let square = 2.0
  /// The least paint on a line to look at it, in square metres.
  private static let leastPaint = 0.05
  /// The widths of markings, in metres.
  static let widths = 0.07...0.65
  /// So many bright cells in a square are many.
  private static let manyCells = 1000
  /// Where more of a square than this is bright, it is no paint.
  private static let mostBright = 0.4
  /// At most so many lines are looked at in a square.
  private static let mostLines = 12
  /// Cells farther from a line are no part of it, in metres: first so many that a wide bar lies in it whole, then so few that of two lines side by
  /// side one is left.
  private static let near = [0.3, 0.3, 0.2, 0.15]
  /// A band's middle lies no farther from its line, in metres.
  private static let farthestBand = 0.3
  /// The widths of bars, in metres, and how far from its line a bar's cells lie, as a part of its width.
  private static let bars = 0.2...0.65
  private static let aboutBar = 0.7
  /// The bright cells beside a bar, in four tenths of its width on each side, over those in it.
  private static let besideBar = 0.2
  /// How far a line may have to be turned to lie straight in a bar, in radians.
  private static let turns = Swift.stride(from: -0.04, through: 0.04, by: 0.01).map { $0 }
  /// Bright cells are counted so far to each side of a line, in metres, and to three times that: beside it there may be so many times as many.
  private static let core = 0.1
  private static let mostBeside = 1.6

  /// Returns the bands, square by square in reading order.
  func pieces() -> [MarkingPiece] {
    let bright = BrightCells(sight, levels: levels)
    let reach = 2 * bright.side
    let least = Int(Self.leastPaint / (sight.cell * sight.cell))
    var pieces: [MarkingPiece] = []
    for row in Swift.stride(from: -1, to: bright.rows, by: 2) {
      for column in Swift.stride(from: -1, to: bright.columns, by: 2) {
        var cells: [BrightCells.Cell] = []
        for y in max(0, row)..<min(bright.rows, row + 4) {
          for x in max(0, column)..<min(bright.columns, column + 4) { cells += bright.bins[y * bright.columns + x] }
        }
        guard cells.count >= least, Double(cells.count) <= Self.mostBright * Double(4 * reach * reach) else { continue }
        // Of very many every second one tells the same.
        let isThinned = cells.count > Self.manyCells
        if isThinned { cells.removeAll { ($0.x + $0.y) & 1 != 0 } }
        let centre = (u: Double((column + 2) * bright.side), v: Double((row + 2) * bright.side))
        pieces += lines(
          in: LineVote(cells: cells, centre: centre, reach: Double(reach)), centre, Double(reach),
          least: isThinned ? least / 2 : least)
      }
    }
    return pieces
  }

  /// The bands about a line, told from every third row.
  private func bands(
    along line: MarkingLine, _ centre: (u: Double, v: Double), _ square: Double
  ) -> [MarkingProfile.Band] {
    MarkingProfile(line, in: sight, centre: centre, square: square, step: 3).bands(
      near: Self.farthestBand / sight.cell)
  }

  /// The line of a bar of a crossing, which is so wide that a line may lie aslant in it: the one on which its rims are sharpest; `nil` for
  /// what is no bar.
  private func straightened(
    _ line: MarkingLine, over band: MarkingProfile.Band, _ vote: LineVote, _ centre: (u: Double, v: Double),
    _ square: Double
  ) -> MarkingLine? {
    let middle = line.place(along: 0, across: band.middle)
    let fitted = vote.fitted(
      MarkingLine(u: middle.u, v: middle.v, du: line.du, dv: line.dv),
      near: [Double](repeating: Self.aboutBar * band.width, count: 3))
    let (inside, about) = vote.count(fitted, near: (0.5 * band.width, 0.9 * band.width))
    guard Double(about - inside) <= Self.besideBar * Double(inside) else { return nil }
    func blur(_ line: MarkingLine) -> Double {
      bands(along: line, centre, square).filter { Self.bars.contains($0.width * sight.cell) }.map(\.blur).min()
        ?? .infinity
    }
    let turned = Self.turns.map { turn in
      MarkingLine(u: fitted.u, v: fitted.v, du: cos(fitted.angle + turn), dv: sin(fitted.angle + turn))
    }
    return turned.map { ($0, blur($0)) }.min { $0.1 < $1.1 }?.0 ?? fitted
  }

  private func lines(
    in vote: LineVote, _ centre: (u: Double, v: Double), _ square: Double, least: Int
  ) -> [MarkingPiece] {
    var vote = vote
    var found: [MarkingPiece] = []
    let near = Self.near.map { $0 / sight.cell }
    for _ in 0..<Self.mostLines {
      guard let line = vote.best(atLeast: least, near: near) else { break }
      let core = max(1.5, Self.core / sight.cell)
      let (inside, about) = vote.count(line, near: (core, 3 * core))
      var (low, high) = (-core, core)
      var taken = line
      // As many bright cells beside a line as on it: litter, light through leaves, gravel.
      if Double(about - inside) <= Self.mostBeside * Double(inside) {
        let far = Self.farthestBand / sight.cell
        var (line, rough) = (line, bands(along: line, centre, square))
        if !rough.contains(where: isBand), let wide = rough.first(where: { Self.bars.contains($0.width * sight.cell) })
        {
          if let straight = straightened(line, over: wide, vote, centre, square) {
            line = straight
            rough = bands(along: line, centre, square)
          }
        }
        taken = line
        for band in rough {
          low = min(low, band.left - 1)
          high = max(high, band.right + 1)
        }
        if rough.contains(where: isBand) {
          let profile = MarkingProfile(line, in: sight, centre: centre, square: square)
          found += profile.bands(near: far).filter(isBand).compactMap { piece($0, of: profile, along: line, centre) }
        }
      }
      vote.take(taken, from: low, to: high)
    }
    return found
  }
}
