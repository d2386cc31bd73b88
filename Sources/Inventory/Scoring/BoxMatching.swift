/// Which found boxes hit a true one: each in the order of confidence takes the best that is left.
public struct BoxMatching: Sendable, Hashable {
  /// One found box.
  public struct Found: Sendable, Hashable {
    /// Its confidence.
    public var confidence: Double
    /// Whether it hit a true box that no surer one had taken.
    public var isRight: Bool
  }

  /// The found boxes, surest first.
  public private(set) var found: [Found] = []
  /// Which true boxes were hit.
  public private(set) var isHit: [Bool]

  /// Matches found boxes to true ones by an intersection over union of at least `overlap`.
  public init(found boxes: [(box: PixelBox, confidence: Double)], truth: [PixelBox], overlap: Double = 0.5) {
    isHit = Array(repeating: false, count: truth.count)
    // Equal confidences keep their order, so that the result does not depend on the sort.
    let order = boxes.indices.sorted { (-boxes[$0].confidence, $0) < (-boxes[$1].confidence, $1) }
    for index in order {
      let overlaps = truth.map { $0.intersectionOverUnion(boxes[index].box) }
      let best = truth.indices.filter { !isHit[$0] && overlaps[$0] >= overlap }.max { overlaps[$0] < overlaps[$1] }
      if let best { isHit[best] = true }
      found.append(Found(confidence: boxes[index].confidence, isRight: best != nil))
    }
  }
}
