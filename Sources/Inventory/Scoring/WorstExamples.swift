/// The pictures that a detector does worst on.
public struct WorstExamples: Sendable {
  /// Of those with truth, the ones of least F1, worst first; among equals the ones with more line missed or wrong.
  public var missed: [ExampleScore]
  /// Of those without truth, the ones with most false pixels, worst first; none where nothing was found.
  public var invented: [ExampleScore]

  /// Picks at most so many of each; equals stay in the order given.
  public init(of scores: [ExampleScore], count: Int) {
    func first(_ list: [(f1: Double, pixels: Int, score: ExampleScore)]) -> [ExampleScore] {
      let order = list.indices.sorted { a, b in
        (list[a].f1, list[a].pixels, a) < (list[b].f1, list[b].pixels, b)
      }
      return order.prefix(count).map { list[$0].score }
    }
    missed = first(
      scores.compactMap { score in
        guard let f1 = score.f1 else { return nil }
        let counts = score.counts
        return (f1, counts.trueFound - counts.trueLine + counts.foundRight - counts.foundLine, score)
      })
    invented = first(
      scores.compactMap { score in
        let pixels = score.counts.falsePixels
        return pixels > 0 ? (0, -pixels, score) : nil
      })
  }

  /// Both lists, one after the other, each picture once.
  public var all: [ExampleScore] {
    let names = Set(missed.map(\.example.name))
    return missed + invented.filter { !names.contains($0.example.name) }
  }
}
