import Foundation

/// Joins the centre lines that several photos show of one crack into lines of its whole length, each stretch once.
///
/// The lines of the best photo come first. Of each further photo only what lies beside none of them is added, and where such a
/// piece begins or ends at what is there it is tied to it: at a line's end it continues the line, elsewhere it branches off.
struct LineStitching {
  /// The lines, on the plane.
  private(set) var lines: [[SIMD2<Double>]]
  /// How far beside each other one line may be drawn twice, in metres.
  private let beside: Double
  /// The least length of a piece that is added, in metres.
  private let least: Double

  /// What belongs to other defects: stretches beside it are left out.
  private let others: GroundLine?

  /// Starts with the lines of the best photo.
  ///
  /// - Parameter others: lines of other defects that photos show as parts of this one.
  init(_ lines: [[SIMD2<Double>]], beside: Double, without others: [[SIMD2<Double>]] = []) {
    self.beside = beside
    least = 3 * beside
    self.lines = lines.filter { $0.count >= 2 }
    guard !others.isEmpty else {
      self.others = nil
      return
    }
    let others = GroundLine(others, tolerance: 0)
    self.others = others
    let remaining = self.lines.flatMap { newPieces(of: $0, besides: [others], isTied: false) }
    // What belongs to others altogether is not theirs alone.
    if !remaining.isEmpty { self.lines = remaining }
  }

  /// The length of all lines, in metres.
  var length: Double { lines.reduce(0) { $0 + Self.length($1) } }

  /// Adds what lines of another photo show that is not there yet.
  ///
  /// - Returns: whether something was added.
  mutating func add(_ lines: [[SIMD2<Double>]], shiftedBy shift: SIMD2<Double>) -> Bool {
    let known = [GroundLine(self.lines, tolerance: 0)] + [others].compactMap { $0 }
    var added: [[SIMD2<Double>]] = []
    for line in lines { added += newPieces(of: line.map { $0 + shift }, besides: known, isTied: true) }
    for piece in added { attach(piece) }
    return !added.isEmpty
  }

  /// Returns the stretches of a line that lie beside no known line.
  ///
  /// - Parameter isTied: whether each gets its tie to what is there at either end.
  private func newPieces(
    of line: [SIMD2<Double>], besides known: [GroundLine], isTied: Bool
  ) -> [[SIMD2<Double>]] {
    let dense = Self.dense(line, step: beside / 2)
    guard dense.count >= 2 else { return [] }
    let isKnown = dense.indices.map { index -> Bool in
      let way = dense[min(index + 1, dense.count - 1)] - dense[max(index - 1, 0)]
      let norm = (way * way).sum().squareRoot()
      guard norm > 0 else { return false }
      let sample = GroundLine.Sample(point: dense[index], along: way / norm)
      return known.contains { $0.covers(sample, shiftedBy: .zero, within: beside) }
    }
    // A line of which nothing is known stays as it is drawn.
    if !isTied, !isKnown.contains(true) { return [line] }
    var pieces: [[SIMD2<Double>]] = []
    var start: Int?
    for index in 0...dense.count {
      let isNew = index < dense.count && !isKnown[index]
      if isNew, start == nil { start = index }
      guard !isNew, let first = start else { continue }
      start = nil
      var piece = Array(dense[first..<index])
      guard Self.length(piece) >= least else { continue }
      if isTied, first > 0 { piece.insert(tie(dense[first - 1]), at: 0) }
      if isTied, index < dense.count { piece.append(tie(dense[index])) }
      pieces.append(GroundLine.simplified(piece, tolerance: beside / 10))
    }
    return pieces
  }

  /// Returns where a point that lies beside a known line is tied to it: at the end of a line, if one is near.
  private func tie(_ point: SIMD2<Double>) -> SIMD2<Double> {
    let ends = lines.flatMap { [$0[0], $0[$0.count - 1]] }
    let nearest = ends.min { Self.squared($0 - point) < Self.squared($1 - point) }
    if let nearest, Self.squared(nearest - point) <= 4 * beside * beside { return nearest }
    var best: (place: SIMD2<Double>, squared: Double)?
    for line in lines {
      for (from, to) in zip(line, line.dropFirst()) {
        let way = to - from
        let piece = GroundLine.Piece(start: from, way: way, squaredLength: max(Self.squared(way), 1e-18))
        let place = piece.nearest(to: point)
        let squared = Self.squared(place - point)
        if squared < best?.squared ?? .infinity { best = (place, squared) }
      }
    }
    return best?.place ?? point
  }

  /// Adds a piece; a line that ends where it begins or ends is continued, unless others meet there too.
  private mutating func attach(_ piece: [SIMD2<Double>]) {
    var piece = piece
    for _ in 0..<2 {
      piece.reverse()
      // Once from either end; the piece stands as it was after both.
      let end = piece[piece.count - 1]
      let touching = lines.indices.filter { lines[$0][0] == end || lines[$0][lines[$0].count - 1] == end }
      guard touching.count == 1, let index = touching.first else { continue }
      let line = lines.remove(at: index)
      piece += line[0] == end ? line.dropFirst() : line.reversed().dropFirst()
    }
    lines.append(piece)
  }

  /// Returns the line with further vertices, so that none is farther than a step from the next.
  private static func dense(_ line: [SIMD2<Double>], step: Double) -> [SIMD2<Double>] {
    var dense: [SIMD2<Double>] = []
    for (from, to) in zip(line, line.dropFirst()) {
      let count = max(1, min(10_000, Int((squared(to - from).squareRoot() / step).rounded(.up))))
      for part in 0..<count { dense.append(from + (to - from) * (Double(part) / Double(count))) }
    }
    return dense + line.suffix(1)
  }

  private static func squared(_ vector: SIMD2<Double>) -> Double { (vector * vector).sum() }

  /// The length of a line, in metres.
  static func length(_ line: [SIMD2<Double>]) -> Double {
    zip(line, line.dropFirst()).reduce(0) { $0 + squared($1.1 - $1.0).squareRoot() }
  }

  /// Returns the point in the middle of the longest of some lines; `nil` without any.
  static func middle(of lines: [[SIMD2<Double>]]) -> SIMD2<Double>? {
    guard let longest = lines.max(by: { length($0) < length($1) }) else { return nil }
    var remaining = length(longest) / 2
    for (from, to) in zip(longest, longest.dropFirst()) {
      let step = squared(to - from).squareRoot()
      if step >= remaining, step > 0 { return from + (to - from) * (remaining / step) }
      remaining -= step
    }
    return longest.last
  }

  /// Returns the direction of lines, 0 ..< 180° clockwise from north: the axis of their pieces, weighted by length.
  static func azimuth(of lines: [[SIMD2<Double>]]) -> Double? {
    var sum = SIMD2<Double>.zero
    for line in lines {
      for (from, to) in zip(line, line.dropFirst()) {
        let way = to - from
        let length = squared(way).squareRoot()
        guard length > 0 else { continue }
        // Doubling the angle makes opposite directions one.
        sum += SIMD2(way.y * way.y - way.x * way.x, 2 * way.y * way.x) / length
      }
    }
    guard sum != .zero else { return nil }
    let angle = atan2(sum.y, sum.x) / 2 * 180 / .pi
    let positive = angle < 0 ? angle + 180 : angle
    return positive >= 180 ? 0 : positive
  }
}
