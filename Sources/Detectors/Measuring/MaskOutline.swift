import ImageKit

/// The border of a set of pixels as rings along pixel edges.
///
/// Outer rings run clockwise on screen, holes counter-clockwise: the set lies to the right of every step. Where two
/// pixels touch by a corner only, the rings stay apart, so that no ring meets itself.
struct MaskOutline {
  private struct Corner: Hashable {
    var x, y: Int32
  }

  /// Returns the rings of a mask, each starting at its first corner in reading order, straightened to the tolerance.
  static func rings(of mask: PixelMask, tolerance: Double) -> [[PixelPoint]] {
    rings(of: mask).map { simplified($0, tolerance: tolerance) }
  }

  /// Returns the rings of a mask with every corner, ordered by their first corners.
  static func rings(of mask: PixelMask) -> [[PixelPoint]] {
    var steps = edges(of: mask)
    var rings: [[Corner]] = []
    for start in steps.keys.sorted(by: isBefore) {
      while steps[start] != nil {
        var path = [start]
        var places = [start: 0]
        while let here = path.last, let ways = steps[here], let only = ways.first {
          let before = path.count > 1 ? path[path.count - 2] : nil
          let next = ways.count == 1 ? only : rightTurn(from: before, at: here, among: ways)
          take(next, from: here, of: &steps)
          // A corner met again closes a ring of its own; the way before it goes on.
          if let place = places[next] {
            rings.append(Array(path[place...]))
            for corner in path[(place + 1)...] { places[corner] = nil }
            path.removeSubrange((place + 1)...)
          } else {
            places[next] = path.count
            path.append(next)
          }
        }
      }
    }
    return rings.map(fromFirstCorner).sorted { isBefore($0[0], $1[0]) }.map { ring in
      withoutStraightCorners(ring).map { PixelPoint(u: Double($0.x), v: Double($0.y)) }
    }
  }

  private static func isBefore(_ a: Corner, _ b: Corner) -> Bool { (a.y, a.x) < (b.y, b.x) }

  private static func fromFirstCorner(_ ring: [Corner]) -> [Corner] {
    let first = ring.indices.min { isBefore(ring[$0], ring[$1]) } ?? 0
    return Array(ring[first...] + ring[..<first])
  }

  private static func take(_ step: Corner, from corner: Corner, of steps: inout [Corner: [Corner]]) {
    steps[corner]?.removeAll { $0 == step }
    if steps[corner]?.isEmpty == true { steps[corner] = nil }
  }

  private static func rightTurn(from before: Corner?, at here: Corner, among ways: [Corner]) -> Corner {
    guard let before else { return ways[0] }
    let (dx, dy) = ((here.x - before.x).signum(), (here.y - before.y).signum())
    // With v downwards a right turn takes (dx, dy) to (−dy, dx).
    return ways.first { ($0.x - here.x).signum() == -dy && ($0.y - here.y).signum() == dx } ?? ways[0]
  }

  /// The directed edges: for each corner where they lead.
  private static func edges(of mask: PixelMask) -> [Corner: [Corner]] {
    var steps: [Corner: [Corner]] = [:]
    func add(_ fromX: Int32, _ fromY: Int32, _ toX: Int32, _ toY: Int32) {
      steps[Corner(x: fromX, y: fromY), default: []].append(Corner(x: toX, y: toY))
    }
    var rows: [(y: Int32, runs: ArraySlice<PixelMask.Run>)] = []
    var start = 0
    while start < mask.runs.count {
      let y = mask.runs[start].y
      let end = mask.runs[start...].firstIndex { $0.y != y } ?? mask.runs.count
      rows.append((y, mask.runs[start..<end]))
      start = end
    }
    for (index, row) in rows.enumerated() {
      let above = index > 0 && rows[index - 1].y == row.y - 1 ? rows[index - 1].runs : []
      let below = index + 1 < rows.count && rows[index + 1].y == row.y + 1 ? rows[index + 1].runs : []
      for run in row.runs {
        add(run.x, row.y + 1, run.x, row.y)
        add(run.x + run.length, row.y, run.x + run.length, row.y + 1)
        for part in uncovered(run, by: above) { add(part.lowerBound, row.y, part.upperBound, row.y) }
        for part in uncovered(run, by: below) { add(part.upperBound, row.y + 1, part.lowerBound, row.y + 1) }
      }
    }
    return steps
  }

  private static func uncovered(_ run: PixelMask.Run, by others: ArraySlice<PixelMask.Run>) -> [Range<Int32>] {
    var parts: [Range<Int32>] = []
    var x = run.x
    let end = run.x + run.length
    for other in others where other.x + other.length > x && other.x < end {
      if other.x > x { parts.append(x..<other.x) }
      x = max(x, other.x + other.length)
    }
    if x < end { parts.append(x..<end) }
    return parts
  }

  private static func withoutStraightCorners(_ ring: [Corner]) -> [Corner] {
    ring.indices.filter { i in
      let (a, b, c) = (ring[(i + ring.count - 1) % ring.count], ring[i], ring[(i + 1) % ring.count])
      return (a.x - b.x).signum() != (b.x - c.x).signum() || (a.y - b.y).signum() != (b.y - c.y).signum()
    }.map { ring[$0] }
  }

  private static func simplified(_ ring: [PixelPoint], tolerance: Double) -> [PixelPoint] {
    guard ring.count > 4, let first = ring.first else { return ring }
    // Cut at the corner farthest from the first: both halves are lines with their ends kept.
    var far = 0
    var distance = -1.0
    for (i, point) in ring.enumerated() where Polyline.distance(first, point) > distance {
      far = i
      distance = Polyline.distance(first, point)
    }
    let there = Polyline(points: Array(ring[...far])).simplified(tolerance: tolerance).points
    let back = Polyline(points: Array(ring[far...]) + [first]).simplified(tolerance: tolerance).points
    let result = there.dropLast() + back.dropLast()
    return result.count < 3 ? ring : Array(result)
  }
}
