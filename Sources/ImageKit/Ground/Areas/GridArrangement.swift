/// The borders of areas on a grid, cut where they cross: pieces meet at their ends only.
///
/// Snap rounding after Hobby, 1999: each piece is led through the middle of every square of the grid that holds an end or a crossing
/// and that it touches. Nothing moves by more than half a step; what lay beside each other within that becomes one.
struct GridArrangement {
  /// Each piece with the areas whose border it is, by their numbers; in two borders of one area it is none.
  private(set) var owners: [GridEdge: [Int]] = [:]
  /// Whether pieces crossed, touched or covered each other.
  private(set) var isChanged = false

  /// After so many rounds it stays as it is; two are rarely needed.
  private static let mostRounds = 12

  /// - Parameter areas: the rings of each area, none of them closed.
  init(_ areas: [[[GridPoint]]]) {
    for (number, rings) in areas.enumerated() {
      for ring in rings {
        guard var previous = ring.last else { continue }
        for corner in ring where corner != previous {
          add(GridEdge(previous, corner), [number])
          previous = corner
        }
      }
    }
    for _ in 0..<Self.mostRounds where cut() {}
  }

  private mutating func add(_ edge: GridEdge, _ areas: [Int]) {
    guard let known = owners[edge] else {
      owners[edge] = areas
      return
    }
    isChanged = true
    owners[edge] = Self.sum(known, areas)
  }

  /// Returns what is in one of two sorted lists and not in both.
  static func sum(_ one: [Int], _ other: [Int]) -> [Int] {
    Set(one).symmetricDifference(other).sorted()
  }

  /// Leads all pieces through the points that they meet.
  ///
  /// - Returns: whether any was cut.
  private mutating func cut() -> Bool {
    owners = owners.filter { !$0.value.isEmpty }
    let edges = owners.keys.sorted()
    var points = Set(edges.flatMap { [$0.low, $0.high] })
    forEachNeighbours(edges) { one, other in
      if let crossing = one.crossing(other) { points.insert(crossing) }
    }
    let sorted = points.sorted()
    var pieces: [GridEdge: [GridPoint]] = [:]
    for edge in edges {
      let inside = Self.points(sorted, on: edge)
      if !inside.isEmpty { pieces[edge] = inside }
    }
    guard !pieces.isEmpty else { return false }
    isChanged = true
    for edge in edges {
      guard let inside = pieces[edge], let areas = owners[edge] else { continue }
      owners[edge] = nil
      let way = edge.high - edge.low
      func along(_ point: GridPoint) -> Int {
        let from = point - edge.low
        return from.x * way.x + from.y * way.y
      }
      let path = [edge.low] + inside.sorted { (along($0), $0) < (along($1), $1) } + [edge.high]
      for (from, to) in zip(path, path.dropFirst()) { add(GridEdge(from, to), areas) }
    }
    return true
  }

  /// Returns the points that a piece meets between its ends, of points from west to east.
  private static func points(_ points: [GridPoint], on edge: GridEdge) -> [GridPoint] {
    var (low, high) = (0, points.count)
    while low < high {
      let middle = (low + high) / 2
      if points[middle].x < edge.low.x { low = middle + 1 } else { high = middle }
    }
    var found: [GridPoint] = []
    while low < points.count, points[low].x <= edge.high.x {
      let point = points[low]
      if point != edge.low, point != edge.high, edge.meets(point) { found.append(point) }
      low += 1
    }
    return found
  }

  /// Calls for each two pieces whose boxes meet, once.
  private func forEachNeighbours(_ edges: [GridEdge], _ body: (GridEdge, GridEdge) -> Void) {
    var open: [GridEdge] = []
    for edge in edges {
      open.removeAll { $0.high.x < edge.low.x }
      let (low, high) = (min(edge.low.y, edge.high.y), max(edge.low.y, edge.high.y))
      for other in open where min(other.low.y, other.high.y) <= high && max(other.low.y, other.high.y) >= low {
        body(edge, other)
      }
      open.append(edge)
    }
  }
}
