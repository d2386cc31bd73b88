import Detectors
import Foundation
import ImageKit

/// Finds where to look for the shift between two flights: like things vote for the vectors from one to the other.
///
/// The votes of one thing add up to one (of an area to three), so that a place with many cracks does not outvote others. Along a
/// straight line votes spread evenly; lines of another direction, areas and ends tell where on it the shift lies.
struct ShiftSearch {
  /// No shift is larger than this, in metres to either side.
  let reach: Double

  /// The side of the squares that votes are counted in, in metres.
  private static let side = 0.3
  /// Lines vote by points no nearer to each other than this, in metres, and no more points than that in all.
  private static let spacing = 0.3
  private static let mostPoints = 4000
  /// Lines whose directions differ by more than about 15° are not the same.
  private static let cosine = 0.966
  private static let areaVotes = 3.0
  /// So many places are looked at closely, no nearer to each other than that, in squares.
  private static let candidates = 5
  private static let apart = 4

  private struct Mark {
    let point: SIMD2<Double>
    let along: SIMD2<Double>?
    let family: DamageFamily
    let site: Int
    let size: Double
  }

  private struct Square: Hashable {
    let column, row, site: Int
  }

  /// Returns the shifts that most votes speak for, the most first; only those that lie within reach.
  func candidates(before: [Sighting], after: [Sighting]) -> [SIMD2<Double>] {
    let reach = max(reach, 2 * Self.side)
    let half = Int((reach / Self.side).rounded(.up))
    let width = 2 * half + 1
    var votes = [Double](repeating: 0, count: width * width)
    var squares: [Square: [Mark]] = [:]
    for mark in Self.marks(of: after) { squares[square(of: mark.point, mark.site, reach), default: []].append(mark) }
    let own = Self.marks(of: before)
    let step = max(1, own.count / Self.mostPoints)
    for index in stride(from: 0, to: own.count, by: step) {
      let mark = own[index]
      let home = square(of: mark.point, mark.site, reach)
      var found: [SIMD2<Double>] = []
      for row in home.row - 1...home.row + 1 {
        for column in home.column - 1...home.column + 1 {
          for other in squares[Square(column: column, row: row, site: mark.site)] ?? [] {
            let way = other.point - mark.point
            if abs(way.x) <= reach, abs(way.y) <= reach, Self.isLike(mark, other) { found.append(way) }
          }
        }
      }
      let weight = (mark.along == nil ? Self.areaVotes : 1) / Double(max(1, found.count))
      for way in found {
        let column = Int((way.x / Self.side).rounded()) + half
        let row = Int((way.y / Self.side).rounded()) + half
        if (0..<width).contains(column), (0..<width).contains(row) { votes[row * width + column] += weight }
      }
    }
    return peaks(of: votes, width: width, half: half)
  }

  private func peaks(of votes: [Double], width: Int, half: Int) -> [SIMD2<Double>] {
    var smooth: [(votes: Double, row: Int, column: Int)] = []
    for row in 0..<width {
      for column in 0..<width {
        var sum = 0.0
        for y in max(0, row - 1)...min(width - 1, row + 1) {
          for x in max(0, column - 1)...min(width - 1, column + 1) { sum += votes[y * width + x] }
        }
        if sum > 0 { smooth.append((sum, row, column)) }
      }
    }
    smooth.sort { ($1.votes, $0.row, $0.column) < ($0.votes, $1.row, $1.column) }
    var chosen: [(row: Int, column: Int)] = []
    for place in smooth {
      guard chosen.count < Self.candidates else { break }
      let isNear = chosen.contains {
        abs($0.row - place.row) < Self.apart && abs($0.column - place.column) < Self.apart
      }
      if !isNear { chosen.append((place.row, place.column)) }
    }
    return chosen.map { SIMD2(Double($0.column - half), Double($0.row - half)) * Self.side }
  }

  private func square(of point: SIMD2<Double>, _ site: Int, _ reach: Double) -> Square {
    Square(column: Int((point.x / reach).rounded(.down)), row: Int((point.y / reach).rounded(.down)), site: site)
  }

  private static func isLike(_ one: Mark, _ other: Mark) -> Bool {
    guard one.family == other.family else { return false }
    switch (one.along, other.along) {
    case (let first?, let second?): return abs((first * second).sum()) >= cosine
    case (nil, nil):
      return one.size <= 0 || other.size <= 0 || max(one.size, other.size) <= 2 * min(one.size, other.size)
    default: return false
    }
  }

  private static func marks(of sightings: [Sighting]) -> [Mark] {
    sightings.flatMap { sighting -> [Mark] in
      func mark(_ point: SIMD2<Double>, _ along: SIMD2<Double>?) -> Mark {
        Mark(point: point, along: along, family: sighting.family, site: sighting.site, size: sighting.size)
      }
      guard let line = sighting.line else { return [mark(sighting.point, nil)] }
      let step = max(1, Int((spacing / line.spacing).rounded()))
      return stride(from: step / 2, to: line.samples.count, by: step).map {
        mark(line.samples[$0].point, line.samples[$0].along)
      }
    }
  }
}
