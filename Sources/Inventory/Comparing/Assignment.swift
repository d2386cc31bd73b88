/// Which of the left go with which of the right so that the sum of weights is largest, each with one at most.
///
/// Shortest augmenting paths with potentials, after Jonker and Volgenant, 1987, on the pairs that there are: what competes for one
/// partner is settled together, and neighbours that do not compete cost nothing.
struct Assignment {
  /// A possible pair and what it is worth.
  struct Edge {
    let left, right: Int
    /// Pairs of no more than 0 are never made.
    let weight: Double
  }

  private struct Open: Comparable {
    let distance: Double
    let column: Int

    static func < (left: Open, right: Open) -> Bool { (left.distance, left.column) < (right.distance, right.column) }
  }

  /// The pairs, by their left.
  let pairs: [Edge]

  /// Finds the best pairs.
  ///
  /// Of equally good ones those of lower numbers are taken first.
  init(_ edges: [Edge]) {
    let useful = edges.filter { $0.weight > 0 && $0.weight.isFinite }
    let lefts = Set(useful.map(\.left)).sorted()
    let rights = Set(useful.map(\.right)).sorted()
    let row = Dictionary(uniqueKeysWithValues: lefts.enumerated().map { ($1, $0) })
    let column = Dictionary(uniqueKeysWithValues: rights.enumerated().map { ($1, $0) })
    // Each row has a column of its own that costs nothing: to stay alone.
    var costs: [[(column: Int, cost: Double)]] = lefts.indices.map { [(rights.count + $0, 0)] }
    for edge in useful {
      guard let i = row[edge.left], let j = column[edge.right] else { continue }
      costs[i].append((j, -edge.weight))
    }
    for i in costs.indices { costs[i].sort { ($0.column, $0.cost) < ($1.column, $1.cost) } }
    var solver = Solver(costs: costs, columns: rights.count + lefts.count)
    for i in costs.indices { solver.add(i) }
    var weights: [SIMD2<Int>: Double] = [:]
    for edge in useful {
      weights[SIMD2(edge.left, edge.right)] = max(weights[SIMD2(edge.left, edge.right)] ?? 0, edge.weight)
    }
    pairs = lefts.indices.compactMap { i in
      guard let j = solver.columnOf[i], j < rights.count else { return nil }
      let (left, right) = (lefts[i], rights[j])
      return Edge(left: left, right: right, weight: weights[SIMD2(left, right)] ?? 0)
    }
  }

  private struct Solver {
    let costs: [[(column: Int, cost: Double)]]
    var rowOf: [Int?]
    var columnOf: [Int?]
    /// Reduced costs `cost - ofRow - ofColumn` are never negative, and 0 for pairs.
    private var ofRow, ofColumn: [Double]

    init(costs: [[(column: Int, cost: Double)]], columns: Int) {
      self.costs = costs
      rowOf = Array(repeating: nil, count: columns)
      columnOf = Array(repeating: nil, count: costs.count)
      ofRow = costs.map { row in row.map(\.cost).min() ?? 0 }
      ofColumn = Array(repeating: 0, count: columns)
    }

    /// Gives one more row its column, moving others where all gain by it.
    mutating func add(_ start: Int) {
      ofRow[start] = costs[start].map { $0.cost - ofColumn[$0.column] }.min() ?? 0
      var distances: [Int: Double] = [:]
      var cameFrom: [Int: Int] = [:]
      var settled: [Int] = []
      var isSettled: Set<Int> = []
      var open: [Open] = []
      func relax(_ row: Int, from base: Double, _ solver: Solver, _ open: inout [Open]) {
        for (column, cost) in solver.costs[row] where !isSettled.contains(column) {
          let distance = base + max(0, cost - solver.ofRow[row] - solver.ofColumn[column])
          guard distance < distances[column] ?? .infinity else { continue }
          distances[column] = distance
          cameFrom[column] = row
          Self.push(Open(distance: distance, column: column), onto: &open)
        }
      }
      relax(start, from: 0, self, &open)
      while let nearest = Self.pop(from: &open) {
        guard isSettled.insert(nearest.column).inserted else { continue }
        settled.append(nearest.column)
        guard let owner = rowOf[nearest.column] else {
          augment(to: nearest.column, length: nearest.distance, start, settled, distances, cameFrom)
          return
        }
        relax(owner, from: nearest.distance, self, &open)
      }
    }

    private mutating func augment(
      to end: Int, length: Double, _ start: Int, _ settled: [Int], _ distances: [Int: Double], _ cameFrom: [Int: Int]
    ) {
      ofRow[start] += length
      for column in settled where column != end {
        let slack = length - (distances[column] ?? length)
        ofColumn[column] -= slack
        if let row = rowOf[column] { ofRow[row] += slack }
      }
      var column = end
      while let row = cameFrom[column] {
        let former = columnOf[row]
        rowOf[column] = row
        columnOf[row] = column
        guard row != start, let former else { return }
        column = former
      }
    }

    private static func push(_ element: Open, onto heap: inout [Open]) {
      heap.append(element)
      var child = heap.count - 1
      while child > 0, heap[child] < heap[(child - 1) / 2] {
        heap.swapAt(child, (child - 1) / 2)
        child = (child - 1) / 2
      }
    }

    private static func pop(from heap: inout [Open]) -> Open? {
      guard let least = heap.first, let last = heap.popLast() else { return nil }
      guard !heap.isEmpty else { return least }
      heap[0] = last
      var parent = 0
      while true {
        var smallest = parent
        for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && heap[child] < heap[smallest] {
          smallest = child
        }
        guard smallest != parent else { return least }
        heap.swapAt(parent, smallest)
        parent = smallest
      }
    }
  }
}
