import Foundation

/// Centre lines on a plane: how long they are, points spread evenly along them, and how far a point is from them.
struct GroundLine {
  /// One straight piece.
  struct Piece {
    var start, way: SIMD2<Double>
    var squaredLength: Double

    /// Returns the nearest point.
    @inline(__always)
    func nearest(to point: SIMD2<Double>) -> SIMD2<Double> {
      let part = ((point - start) * way).sum() / squaredLength
      return start + way * min(1, max(0, part))
    }
  }

  /// A point on a line and the unit vector along it.
  struct Sample {
    var point, along: SIMD2<Double>
  }

  /// The lines without needless vertices.
  private(set) var lines: [[SIMD2<Double>]]
  private(set) var pieces: [Piece]
  /// Points spread evenly, each for `spacing` metres.
  private(set) var samples: [Sample]
  let spacing: Double
  /// In metres, of the simplified lines.
  let length: Double

  /// Creates lines.
  ///
  /// - Parameters:
  ///   - tolerance: how far a vertex may lie off the line that leaves it out, in metres.
  ///   - mostSamples: at most about so many samples.
  init(_ lines: [[SIMD2<Double>]], tolerance: Double, mostSamples: Double = 64) {
    let lines = lines.map { Self.simplified($0, tolerance: tolerance) }.filter { $0.count >= 2 }
    var pieces: [Piece] = []
    var length = 0.0
    for line in lines {
      for (from, to) in zip(line, line.dropFirst()) {
        let way = to - from
        let squared = (way * way).sum()
        guard squared > 0 else { continue }
        pieces.append(Piece(start: from, way: way, squaredLength: squared))
        length += squared.squareRoot()
      }
    }
    self.lines = lines
    self.pieces = pieces
    self.length = length
    spacing = max(length / mostSamples, 2 * tolerance, 1e-6)
    samples = Self.samples(of: lines, spacing: spacing)
  }

  /// Returns the lines moved.
  func moved(by move: SIMD2<Double>) -> GroundLine {
    var copy = self
    for line in lines.indices { for vertex in lines[line].indices { copy.lines[line][vertex] += move } }
    for piece in pieces.indices { copy.pieces[piece].start += move }
    for sample in samples.indices { copy.samples[sample].point += move }
    return copy
  }

  /// Returns the nearest place on the lines and whether the line there runs about as the sample does.
  ///
  /// - Parameter reach: beyond it there is none, in metres.
  @inline(__always)
  func nearest(
    to point: SIMD2<Double>, along: SIMD2<Double>, within reach: Double
  ) -> (point: SIMD2<Double>, along: SIMD2<Double>)? {
    var best = reach * reach
    var found: (SIMD2<Double>, SIMD2<Double>)?
    for piece in pieces {
      let place = piece.nearest(to: point)
      let way = place - point
      let squared = (way * way).sum()
      guard squared < best else { continue }
      let cosine = (piece.way * along).sum()
      // Lines that cross are not the same line: less than 45° apart.
      guard cosine * cosine >= 0.5 * piece.squaredLength else { continue }
      best = squared
      found = (place, piece.way / piece.squaredLength.squareRoot())
    }
    return found
  }

  /// Returns whether a line of about the same direction lies within reach.
  @inline(__always)
  func covers(_ sample: Sample, shiftedBy shift: SIMD2<Double>, within reach: Double) -> Bool {
    let point = sample.point + shift
    let limit = reach * reach
    for piece in pieces {
      let way = piece.nearest(to: point) - point
      guard (way * way).sum() <= limit else { continue }
      let cosine = (piece.way * sample.along).sum()
      if cosine * cosine >= 0.5 * piece.squaredLength { return true }
    }
    return false
  }

  private static func samples(of lines: [[SIMD2<Double>]], spacing: Double) -> [Sample] {
    var samples: [Sample] = []
    for line in lines {
      // Half a step in from the start, as for the mean of a step.
      var next = spacing / 2
      for (from, to) in zip(line, line.dropFirst()) {
        let way = to - from
        let length = (way * way).sum().squareRoot()
        guard length > 0 else { continue }
        while next <= length {
          samples.append(Sample(point: from + way * (next / length), along: way / length))
          next += spacing
        }
        next -= length
      }
    }
    return samples
  }

  /// Leaves out vertices that lie within a tolerance of the line without them; Douglas and Peucker, 1973.
  static func simplified(_ line: [SIMD2<Double>], tolerance: Double) -> [SIMD2<Double>] {
    guard line.count > 2 else { return line }
    var isKept = [Bool](repeating: false, count: line.count)
    isKept[0] = true
    isKept[line.count - 1] = true
    var open = [(0, line.count - 1)]
    while let (first, last) = open.popLast() {
      guard last - first > 1 else { continue }
      let way = line[last] - line[first]
      let piece = Piece(start: line[first], way: way, squaredLength: max((way * way).sum(), 1e-18))
      var (worst, index) = (tolerance * tolerance, -1)
      for vertex in first + 1..<last {
        let off = piece.nearest(to: line[vertex]) - line[vertex]
        let squared = (off * off).sum()
        if squared > worst { (worst, index) = (squared, vertex) }
      }
      guard index >= 0 else { continue }
      isKept[index] = true
      open.append((first, index))
      open.append((index, last))
    }
    return line.indices.filter { isKept[$0] }.map { line[$0] }
  }
}
