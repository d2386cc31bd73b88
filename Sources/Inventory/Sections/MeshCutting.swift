/// Lines and areas on a plane map, cut at the borders of a mesh.
struct MeshCutting {
  /// The side of a cell, in metres.
  let cell: Double
  /// A straight piece longer than this is no damage, in metres.
  private static let longestPiece = 1000.0

  /// Calls the closure with the length of a line in each cell that it goes through, piece by piece, in metres.
  func forEachPiece(of line: [SIMD2<Double>], _ body: (_ middle: SIMD2<Double>, _ length: Double) -> Void) {
    for (from, to) in zip(line, line.dropFirst()) {
      let way = to - from
      let length = (way.x * way.x + way.y * way.y).squareRoot()
      guard length > 0, length <= Self.longestPiece else { continue }
      let parts = (crossings(from.x, to.x) + crossings(from.y, to.y)).sorted()
      var start = 0.0
      for end in parts + [1] where end > start {
        body(from + way * ((start + end) / 2), (end - start) * length)
        start = end
      }
    }
  }

  /// Where a step from one coordinate to another crosses borders, as parts of the step.
  private func crossings(_ from: Double, _ to: Double) -> [Double] {
    let (low, high) = (min(from, to), max(from, to))
    var parts: [Double] = []
    var border = (low / cell).rounded(.down) + 1
    while border * cell < high {
      parts.append((border * cell - from) / (to - from))
      border += 1
    }
    return parts
  }

  /// Calls the closure with the area of a ring in each cell that it reaches, in square metres.
  func forEachPart(of ring: [SIMD2<Double>], _ body: (_ cell: MeshCell, _ area: Double) -> Void) {
    guard ring.count >= 3, let x = range(ring.map(\.x)), let y = range(ring.map(\.y)) else { return }
    cut(ring, columns: x, rows: y, body)
  }

  /// Halves the longer side until a single cell is left: each corner is looked at as often as its cells are halved.
  private func cut(
    _ ring: [SIMD2<Double>], columns: ClosedRange<Int>, rows: ClosedRange<Int>, _ body: (MeshCell, Double) -> Void
  ) {
    guard ring.count >= 3 else { return }
    if columns.count == 1, rows.count == 1 {
      let area = abs(Self.signedArea(ring))
      if area > 0 { body(MeshCell(column: Int32(columns.lowerBound), row: Int32(rows.lowerBound)), area) }
      return
    }
    if columns.count >= rows.count {
      let middle = columns.lowerBound + columns.count / 2
      let border = Double(middle) * cell
      cut(
        Self.clip(ring) { border - $0.x }, columns: columns.lowerBound...middle - 1, rows: rows, body)
      cut(Self.clip(ring) { $0.x - border }, columns: middle...columns.upperBound, rows: rows, body)
    } else {
      let middle = rows.lowerBound + rows.count / 2
      let border = Double(middle) * cell
      cut(
        Self.clip(ring) { border - $0.y }, columns: columns, rows: rows.lowerBound...middle - 1, body)
      cut(Self.clip(ring) { $0.y - border }, columns: columns, rows: middle...rows.upperBound, body)
    }
  }

  /// Returns the part of a ring where a distance is not negative (Sutherland and Hodgman, 1974): its area is exact, though
  /// parts of a ring that is not convex stay joined along the border.
  private static func clip(_ ring: [SIMD2<Double>], _ distance: (SIMD2<Double>) -> Double) -> [SIMD2<Double>] {
    guard var previous = ring.last else { return [] }
    var before = distance(previous)
    var clipped: [SIMD2<Double>] = []
    for point in ring {
      let now = distance(point)
      if (before < 0) != (now < 0) { clipped.append(previous + (point - previous) * (before / (before - now))) }
      if now >= 0 { clipped.append(point) }
      (previous, before) = (point, now)
    }
    return clipped
  }

  private func range(_ values: [Double]) -> ClosedRange<Int>? {
    guard let low = values.min(), let high = values.max(), abs(low / cell) < 1e9, high - low <= Self.longestPiece else {
      return nil
    }
    let first = Int((low / cell).rounded(.down))
    return first...max(first, Int((high / cell).rounded(.up)) - 1)
  }

  private static func signedArea(_ ring: [SIMD2<Double>]) -> Double {
    guard let origin = ring.first else { return 0 }
    // From a corner: a plane map's coordinates are millions, whose products have no millimetres left.
    var sum = 0.0
    for (a, b) in zip(ring.dropFirst(), ring.dropFirst(2)) {
      let (p, q) = (a - origin, b - origin)
      sum += p.x * q.y - q.x * p.y
    }
    return sum / 2
  }
}
