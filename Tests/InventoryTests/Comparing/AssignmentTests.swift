import TestSupport
import Testing

@testable import Inventory

struct AssignmentTests {
  @Test func `neighbours that compete are settled together, not the nearest first`() {
    // Greedy would take 1–1 for 10 and leave 0 alone: 10. Together 9 + 9 = 18.
    let edges = [
      Assignment.Edge(left: 0, right: 1, weight: 9), Assignment.Edge(left: 1, right: 1, weight: 10),
      Assignment.Edge(left: 1, right: 2, weight: 9),
    ]
    let pairs = Assignment(edges).pairs
    #expect(pairs.map { [$0.left, $0.right] } == [[0, 1], [1, 2]])
  }

  @Test func `what is worth nothing stays alone`() {
    let pairs = Assignment([
      Assignment.Edge(left: 3, right: 4, weight: 0), Assignment.Edge(left: 5, right: 4, weight: -1),
      Assignment.Edge(left: 6, right: 7, weight: .nan),
    ]).pairs
    #expect(pairs.isEmpty)
  }

  @Test func `the sum is the largest that any choice gives`() {
    var random = SeededGenerator(seed: 3)
    for _ in 0..<60 {
      let edges = (0..<4).flatMap { left in
        (0..<4).compactMap { right -> Assignment.Edge? in
          guard Double.random(in: 0..<1, using: &random) < 0.7 else { return nil }
          return Assignment.Edge(left: left, right: right, weight: Double.random(in: 0.1...5, using: &random))
        }
      }
      func best(_ left: Int, _ used: Set<Int>) -> Double {
        guard left < 4 else { return 0 }
        return edges.filter { $0.left == left && !used.contains($0.right) }.reduce(best(left + 1, used)) {
          max($0, $1.weight + best(left + 1, used.union([$1.right])))
        }
      }
      let pairs = Assignment(edges).pairs
      #expect(Set(pairs.map(\.left)).count == pairs.count && Set(pairs.map(\.right)).count == pairs.count)
      let sum = pairs.reduce(0) { $0 + $1.weight }
      #expect(abs(sum - best(0, [])) < 1e-9, "\(edges)")
    }
  }
}
