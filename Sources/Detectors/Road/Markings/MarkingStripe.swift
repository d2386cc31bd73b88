import Foundation

/// A stripe of paint as it was laid: rows along its middle line, one about each cell, from end to end.
struct MarkingStripe {
  /// The rows, in order.
  var rows: [MarkingRow]
  /// How much brighter than the ground its good paint is, as a part of the ground.
  var full: Double
  /// Its width, in cells.
  var width: Double
  /// Its direction: where the line runs from the first row to the last.
  var line: MarkingLine
  /// How far the rims are smeared, in cells: the worst of its pieces.
  var blur: Double

  /// Pieces of one stripe differ by no more than this in their direction, in radians; lie no farther beside each other, and apart, in metres;
  /// and are as wide, but for this part.
  private static let turn = 0.06
  private static let beside = 0.06
  private static let apart = 1.2
  private static let widthPart = 0.4
  /// Of two pieces whose directions differ by so much, in radians, and that share this part of one's rows that hold some paint, one is enough.
  private static let slants = 0.03...0.25
  private static let mostShared = 0.7
  private static let leastOwn = 0.1
  /// What turns by more than this over its length is no stripe, in radians.
  private static let mostTurn = 0.7

  /// Good paint is told from so many metres to both sides, and where little of it is left it is no duller than this part of the whole stripe's.
  private static let light = 0.75
  private static let leastLight = 0.8

  /// Returns the stripes that pieces make up, in the order of their first ones.
  static func stripes(of pieces: [MarkingPiece], cell: Double) -> [MarkingStripe] {
    let pieces = straight(pieces)
    var sets = DisjointSets(pieces.count)
    for a in pieces.indices {
      for b in pieces.indices where b > a && belong(pieces[a], pieces[b], cell: cell) {
        sets.join(a, b)
      }
    }
    return Dictionary(grouping: pieces.indices) { sets.first(of: $0) }.sorted { $0.key < $1.key }.compactMap {
      _, members in
      MarkingStripe(members.map { pieces[$0] }, cell: cell)
    }
  }

  /// Of pieces that lie aslant on each other leaves those out that hold less paint: their lines run across a bar of a crossing.
  private static func straight(_ pieces: [MarkingPiece]) -> [MarkingPiece] {
    pieces.filter { piece in
      let own = piece.rows.filter { $0.painted >= leastOwn }
      return !pieces.contains { other in
        guard other.painted > piece.painted, slants.contains(piece.line.angle(to: other.line)) else { return false }
        let shared = own.count { row in
          let place = other.line.offset(u: row.u, v: row.v)
          return abs(place.across) <= max(piece.width, other.width) / 2
            && place.along >= other.rows.first?.place ?? 0 && place.along <= other.rows.last?.place ?? 0
        }
        return Double(shared) >= mostShared * Double(own.count)
      }
    }
  }

  private static func belong(_ a: MarkingPiece, _ b: MarkingPiece, cell: Double) -> Bool {
    guard a.line.angle(to: b.line) <= turn, let first = b.rows.first, let last = b.rows.last,
      let start = a.rows.first?.place, let end = a.rows.last?.place
    else { return false }
    guard abs(a.width - b.width) <= max(1.5, widthPart * max(a.width, b.width)) else { return false }
    let ends = [first, last].map { a.line.offset(u: $0.u, v: $0.v) }
    let (low, high) = (min(ends[0].along, ends[1].along), max(ends[0].along, ends[1].along))
    let gap = max(low - end, start - high)
    guard gap * cell <= apart else { return false }
    // Where they overlap, or between their ends.
    let place = gap > 0 ? (low > end ? low : high) : (max(low, start) + min(high, end)) / 2
    let step = (place - ends[0].along) / (ends[1].along - ends[0].along == 0 ? 1 : ends[1].along - ends[0].along)
    let across = ends[0].across + step * (ends[1].across - ends[0].across)
    return abs(across) <= max(1.5, beside / cell)
  }

  /// Joins pieces of one stripe; `nil` for what turns too far.
  private init?(_ pieces: [MarkingPiece], cell: Double) {
    guard let first = pieces.first else { return nil }
    guard pieces.allSatisfy({ $0.line.angle(to: first.line) <= Self.mostTurn }) else { return nil }
    let all = pieces.flatMap(\.rows)
    let mean = (
      u: all.reduce(0) { $0 + $1.u } / Double(all.count), v: all.reduce(0) { $0 + $1.v } / Double(all.count)
    )
    // Twice the angle makes opposite directions one.
    let axis = pieces.reduce(into: (0.0, 0.0)) { sum, piece in
      sum.0 += cos(2 * piece.line.angle) * Double(piece.rows.count)
      sum.1 += sin(2 * piece.line.angle) * Double(piece.rows.count)
    }
    let angle = atan2(axis.1, axis.0) / 2
    line = MarkingLine(u: mean.u, v: mean.v, du: cos(angle), dv: sin(angle))
    var nearest: [Int: MarkingRow] = [:]
    for row in all {
      let place = line.offset(u: row.u, v: row.v).along
      let step = Int(place.rounded())
      if let known = nearest[step], known.remoteness <= row.remoteness { continue }
      var row = row
      row.place = place
      nearest[step] = row
    }
    rows = nearest.sorted { $0.key < $1.key }.map(\.value)
    full = pieces.map(\.full).median
    width = pieces.map(\.width).median
    blur = pieces.map(\.blur).max() ?? 0
    adaptToLight(cell: cell)
  }

  /// Tells for each row what good paint is like in the metres about it: in the shade of a crown it is duller than in the sun.
  private mutating func adaptToLight(cell: Double) {
    let reach = max(2, Int(Self.light / cell))
    let step = max(1, reach / 3)
    for start in Swift.stride(from: 0, to: rows.count, by: step) {
      let near = rows[max(0, start - reach)..<min(rows.count, start + step + reach)]
      let local = near.filter(\.isTold).flatMap(\.contrast).quantile(0.9)
      for index in start..<min(rows.count, start + step) {
        rows[index].full = min(full, max(Self.leastLight * full, local))
      }
    }
  }
}
