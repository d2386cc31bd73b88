extension Sighting {
  /// So far back from its end the direction of a line is taken, in metres.
  private static let reach = 1.0
  /// The cosine of the angle by which a line that goes on may turn aside: 45°.
  private static let straight = 0.7

  /// Whether two lines of one kind lie in line: each, where it comes nearest to the other, ends and points to it.
  func continues(_ other: Sighting) -> Bool {
    guard let line, let second = other.line, damageClass.canContinue(other.damageClass) else { return false }
    let (ends, others) = (Self.ends(of: line), Self.ends(of: second))
    let pairs = ends.flatMap { one in others.map { (one, $0, Self.squared(one.point - $0.point)) } }
    guard let (one, two, gap) = pairs.min(by: { $0.2 < $1.2 }) else { return false }
    // Ends that meet point to each other if neither turns back.
    guard gap > 0 else { return -(one.way * two.way).sum() >= Self.straight }
    let way = (two.point - one.point) / gap.squareRoot()
    return (one.way * way).sum() >= Self.straight && -(two.way * way).sum() >= Self.straight
  }

  /// The ends of lines, each with the direction in which it would go on.
  private static func ends(of line: GroundLine) -> [(point: SIMD2<Double>, way: SIMD2<Double>)] {
    line.lines.flatMap { [$0, $0.reversed()] }.compactMap { line in
      guard let end = line.first, let back = line.first(where: { squared($0 - end) >= reach * reach }) ?? line.last
      else { return nil }
      let length = squared(end - back).squareRoot()
      return length > 0 ? (end, (end - back) / length) : nil
    }
  }

  private static func squared(_ vector: SIMD2<Double>) -> Double { (vector * vector).sum() }
}
