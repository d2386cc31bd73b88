/// Works on several items at once and hands the results on in order.
///
/// At most `jobs` items are in hand at any moment, so memory is that of `jobs` items and nothing more; results that are
/// finished early wait for those before them.
public enum OrderedWork {
  /// Transforms each item on some thread and consumes the results one after the other, in the order of the items.
  ///
  /// - Parameters:
  ///   - items: what to work on.
  ///   - jobs: how many at once, at least 1.
  ///   - isStopping: asked before an item is begun; once true, what is in hand is finished and consumed.
  ///   - transform: the work; runs on many threads at once.
  ///   - consume: takes each result on the caller's task.
  /// - Returns: the number of results consumed.
  /// - Throws: the first error of `transform` or `consume`; results before it are consumed.
  public static func run<Item: Sendable, Result: Sendable>(
    _ items: [Item], jobs: Int, isStopping: () -> Bool = { false },
    transform: @escaping @Sendable (Item) throws -> Result, consume: (Result) throws -> Void
  ) async throws -> Int {
    try await withThrowingTaskGroup(of: (Int, Result).self) { group in
      var begun = 0
      var consumed = 0
      var finished: [Int: Result] = [:]
      func begin() {
        guard begun < items.count, !isStopping() else { return }
        let (index, item) = (begun, items[begun])
        group.addTask { (index, try transform(item)) }
        begun += 1
      }
      for _ in 0..<max(1, jobs) { begin() }
      while let (index, result) = try await group.next() {
        finished[index] = result
        begin()
        while let result = finished.removeValue(forKey: consumed) {
          try consume(result)
          consumed += 1
        }
      }
      return consumed
    }
  }
}
