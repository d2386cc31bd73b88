/// Areas on a grid made one: what lies in any of them, with outer rings and holes that do not cross or cover each other.
///
/// The result is valid and simple by the rules of the OGC: a ring never meets itself, rings meet in single points at most, a hole lies
/// in its outer ring, and the inside of each area hangs together.
package struct GridAreas {
  /// One area: its outer ring runs counter-clockwise, its holes clockwise; none is closed.
  package struct Area: Equatable, Sendable {
    package var outer: [GridPoint]
    package var holes: [[GridPoint]]
  }

  /// The areas, by the least points of their outer rings.
  package private(set) var areas: [Area] = []
  /// Whether they are what was given, but for the direction of rings and the corners that they begin at.
  package private(set) var isAsGiven = false

  /// Makes one of areas.
  ///
  /// - Parameter given: the rings of each area, the outer one and its holes; a point lies inside when it is within an odd number of them.
  package init(union given: [[[GridPoint]]]) {
    let arrangement = GridArrangement(given)
    let edges = arrangement.owners.filter { !$0.value.isEmpty }
    let border = Self.border(edges)
    let rings = Self.rings(border)
    areas = Self.areas(rings)
    let corners = given.joined().reduce(0) { $0 + $1.count }
    isAsGiven =
      !arrangement.isChanged && border.count == edges.count && border.count == corners
      && rings.count == given.reduce(0) { $0 + $1.count } && areas.count == given.count
  }

  /// A way along the border of the whole, which lies to its left.
  private struct Step {
    let from, to: GridPoint
  }

  // MARK: Inside and outside

  /// Returns the pieces that part inside from outside.
  private static func border(_ edges: [GridEdge: [Int]]) -> [Step] {
    var ways: [GridPoint: [GridPoint]] = [:]
    for edge in edges.keys {
      ways[edge.low, default: []].append(edge.high)
      ways[edge.high, default: []].append(edge.low)
    }
    for point in ways.keys { ways[point]?.sort { GridPoint.isBefore($0 - point, $1 - point) } }
    let sorted = edges.keys.sorted()
    var steps: [Step] = []
    // Which areas lie to the left of a piece, seen from its lesser end; known for a whole net as soon as for one point of it.
    var left: [GridEdge: [Int]] = [:]
    for start in ways.keys.sorted() {
      guard let first = ways[start]?.first, left[GridEdge(start, first)] == nil else { continue }
      // West of the westernmost point of a net lies none of the net: only others are around it.
      var open = [(start, around(start, in: sorted, edges))]
      var seen: Set<GridPoint> = [start]
      while let (point, west) = open.popLast() {
        var state = west
        for next in ways[point] ?? [] {
          let edge = GridEdge(point, next)
          let (right, areas) = (state, edges[edge] ?? [])
          state = GridArrangement.sum(state, areas)
          // Counter-clockwise about the point the right side of the way out comes first.
          if left[edge] == nil {
            let isForward = edge.low == point
            left[edge] = isForward ? state : right
            if right.isEmpty != state.isEmpty {
              steps.append(state.isEmpty ? Step(from: next, to: point) : Step(from: point, to: next))
            }
          }
          if seen.insert(next).inserted {
            // At the other end: turn from this way to the west with what lies between.
            open.append((next, self.west(of: next, from: point, left: right, ways[next] ?? [], edges)))
          }
        }
      }
    }
    return steps
  }

  /// Returns what lies just west of a point, given what lies to the left of one of its ways, seen from the point.
  private static func west(
    of point: GridPoint, from way: GridPoint, left: [Int], _ ways: [GridPoint], _ edges: [GridEdge: [Int]]
  ) -> [Int] {
    // Ways come counter-clockwise from west: back from the way to the first one, and over it.
    var state = left
    for next in ways {
      state = GridArrangement.sum(state, edges[GridEdge(point, next)] ?? [])
      if next == way { break }
    }
    return state
  }

  /// Returns the areas that a point lies in which is on none of their borders, or west of which nothing of its own net lies.
  private static func around(_ point: GridPoint, in sorted: [GridEdge], _ edges: [GridEdge: [Int]]) -> [Int] {
    var inside: [Int] = []
    for edge in sorted {
      guard edge.low.x < point.x else { break }
      guard (edge.low.y > point.y) != (edge.high.y > point.y) else { continue }
      let (lower, upper) = edge.low.y < edge.high.y ? (edge.low, edge.high) : (edge.high, edge.low)
      // The point lies east of the piece.
      guard (upper - lower).cross(point - lower) < 0 else { continue }
      inside = GridArrangement.sum(inside, edges[edge] ?? [])
    }
    return inside
  }

  // MARK: Rings

  /// Returns rings that meet themselves nowhere, each from its least point on.
  private static func rings(_ border: [Step]) -> [[GridPoint]] {
    var ways: [GridPoint: [GridPoint]] = [:]
    for step in border { ways[step.from, default: []].append(step.to) }
    for point in ways.keys { ways[point]?.sort() }
    var rings: [[GridPoint]] = []
    for start in ways.keys.sorted() {
      while ways[start] != nil {
        var path = [start]
        var places = [start: 0]
        while let here = path.last, let open = ways[here], let only = open.first {
          let before = path.count > 1 ? path[path.count - 2] : nil
          let next = open.count == 1 ? only : leftmost(from: before, at: here, among: open)
          ways[here] = open.count == 1 ? nil : open.filter { $0 != next }
          guard let place = places[next] else {
            places[next] = path.count
            path.append(next)
            continue
          }
          // A point met again closes a ring of its own; the way before it goes on.
          rings.append(Array(path[place...]))
          for point in path[(place + 1)...] { places[point] = nil }
          path.removeSubrange((place + 1)...)
        }
      }
    }
    return rings.map { ring in
      let first = ring.indices.min { ring[$0] < ring[$1] } ?? 0
      return Array(ring[first...] + ring[..<first])
    }.sorted { ($0[0], $0[1]) < ($1[0], $1[1]) }
  }

  /// Returns the way that keeps to the same part of the inside: the first one clockwise from where the border comes from.
  private static func leftmost(from before: GridPoint?, at here: GridPoint, among ways: [GridPoint]) -> GridPoint {
    guard let before else { return ways[0] }
    let back = before - here
    let sorted = ways.sorted { GridPoint.isBefore($0 - here, $1 - here) }
    return sorted.last { GridPoint.isBefore($0 - here, back) } ?? sorted[sorted.count - 1]
  }

  /// Returns outer rings with the holes in them.
  private static func areas(_ rings: [[GridPoint]]) -> [Area] {
    let sized = rings.map { (ring: $0, doubled: doubledArea($0)) }
    let outers = sized.filter { $0.doubled > 0 }
    var areas = outers.map { Area(outer: $0.ring, holes: []) }
    for hole in sized where hole.doubled < 0 {
      let around = outers.indices.filter { outers[$0].doubled > -hole.doubled && holds(outers[$0].ring, hole.ring) }
      guard let innermost = around.min(by: { outers[$0].doubled < outers[$1].doubled }) else { continue }
      areas[innermost].holes.append(hole.ring)
    }
    return areas
  }

  /// Twice the area of a ring, positive where it runs counter-clockwise.
  static func doubledArea(_ ring: [GridPoint]) -> Int {
    guard let origin = ring.first else { return 0 }
    return zip(ring, ring.dropFirst()).reduce(0) { $0 + ($1.0 - origin).cross($1.1 - origin) }
  }

  /// Whether a ring lies within another one that it does not cross: the middle of its first side does.
  private static func holds(_ outer: [GridPoint], _ ring: [GridPoint]) -> Bool {
    let middle = GridPoint(x: ring[0].x + ring[1].x, y: ring[0].y + ring[1].y)
    var isInside = false
    guard var previous = outer.last else { return false }
    for corner in outer {
      let (from, to) = (GridPoint(x: 2 * previous.x, y: 2 * previous.y), GridPoint(x: 2 * corner.x, y: 2 * corner.y))
      if (from.y > middle.y) != (to.y > middle.y) {
        let (lower, upper) = from.y < to.y ? (from, to) : (to, from)
        if (upper - lower).cross(middle - lower) > 0 { isInside.toggle() }
      }
      previous = corner
    }
    return isInside
  }
}
