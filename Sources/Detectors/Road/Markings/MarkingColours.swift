/// Whether paint and ground have the colours of paint and of a road.
struct MarkingColours {
  /// The mean colours of the painted places and of the ground beside them.
  let paint, ground: SIMD3<Double>

  /// The ground is grey: what is brightest in it is no more than this part above the least.
  private static let groundChroma = 0.35
  /// Red of the ground over its green, and over its blue: bricks, pavers and bare earth are redder.
  private static let reddest = (green: 1.07, blue: 1.22)
  /// White paint keeps the ground's hue: how far the channels are raised differs by no more than this part, and
  /// blue is raised hardly more than red, as it is on metal that mirrors the sky.
  private static let white = (difference: 0.2, blue: 1.06)

  /// Looks at painted places of the rows and at the ground to both sides.
  init?(rows: some Collection<MarkingRow>, sight: MarkingSight) {
    var (paint, ground, painted, beside) = (SIMD3<Double>(), SIMD3<Double>(), 0.0, 0.0)
    let step = max(1, rows.count / 60)
    for (number, row) in rows.enumerated() where row.isTold && number % step == 0 {
      for index in row.contrast.indices where row.isPainted(row.contrast[index]) {
        let place = row.place(index)
        paint += sight.colour(place.u, place.v)
        painted += 1
      }
      for side in [-1.0, 1] {
        let far = side * (row.width / 2 + max(2.5, 0.12 / sight.cell))
        ground += sight.colour(row.u + far * row.normalU, row.v + far * row.normalV)
        beside += 1
      }
    }
    guard painted > 0, beside > 0 else { return nil }
    self.paint = paint / painted
    self.ground = ground / beside
  }

  /// Whether the ground is grey and the paint white or yellow, and brighter by a part that at least half of good paint is.
  func isMarking(full: Double) -> Bool {
    let (r, g, b) = (max(1, ground.x), max(1, ground.y), max(1, ground.z))
    guard (ground.max() - ground.min()) <= Self.groundChroma * ground.max(), r / g <= Self.reddest.green,
      r / b <= Self.reddest.blue
    else { return false }
    let rise = SIMD3(paint.x / r, paint.y / g, paint.z / b)
    guard rise.y >= 1 + full / 2 else { return false }
    if rise.max() - rise.min() <= Self.white.difference * rise.max() { return rise.z <= Self.white.blue * rise.x }
    // Yellow: red and green are raised, red no less than green, and blue less.
    return rise.x >= 0.95 * rise.y && rise.y > rise.z && rise.y >= 1.1
  }
}
