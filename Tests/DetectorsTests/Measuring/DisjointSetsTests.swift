import Testing

@testable import Detectors

@Suite struct DisjointSetsTests {
  @Test func `things joined through others are one set, named by its first`() {
    var sets = DisjointSets(7)
    sets.join(5, 3)
    sets.join(6, 5)
    sets.join(1, 2)
    sets.join(2, 1)
    #expect((0..<7).map { sets.first(of: $0) } == [0, 1, 1, 3, 4, 3, 3])
    sets.join(6, 2)
    #expect((0..<7).map { sets.first(of: $0) } == [0, 1, 1, 1, 4, 1, 1])
  }
}

@Suite struct QuantilesTests {
  @Test func `a quantile is one of the values, and of none it is nothing`() {
    #expect([3.0, 1, 2].median == 2)
    #expect([4.0, 1, 3, 2].median == 3)
    #expect([5.0, 1, 4, 2, 3].quantile(0.9) == 5 && [5.0, 1, 4, 2, 3].quantile(0.2) == 2)
    #expect([7.0].quantile(1) == 7)
    #expect([Double]().median == 0)
  }
}
