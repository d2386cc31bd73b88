/// Which of some numbered things belong together.
struct DisjointSets {
  private var root: [Int]

  /// Things 0 ..< count, each by itself.
  init(_ count: Int) { root = Array(0..<count) }

  /// The first thing of the set that a thing belongs to.
  mutating func first(of index: Int) -> Int {
    var index = index
    while root[index] != index {
      root[index] = root[root[index]]
      index = root[index]
    }
    return index
  }

  /// Makes one set of those that two things belong to.
  mutating func join(_ one: Int, _ other: Int) {
    let (a, b) = (first(of: one), first(of: other))
    root[max(a, b)] = min(a, b)
  }
}
