/// Which photos of a flight may show the same ground, by their tags alone.
///
/// A footprint is taken as the circle of its area about what the photo's middle shows, because the pixels may have been
/// turned under the tags. Comparing all pairs costs nothing beside matching one.
struct OverlapSearch {
  /// What one photo shows, in metres east and north of the flight's origin.
  struct View {
    var centre: SIMD2<Double>
    var radius: Double
  }

  /// How far apart two middles may lie, as a share of the sum of the radii: beyond, too little overlaps to match.
  var reach = 0.8
  /// How many partners a photo looks for: the nearest in each of eight directions, then the nearest of all.
  ///
  /// The nearest alone would all lie along the line of flight, and strips would not hang together.
  var partners = 8

  /// Returns pairs of indices, the smaller first, in order; photos without a view have none.
  func pairs(_ views: [View?]) -> [(first: Int, second: Int)] {
    var chosen: Set<SIMD2<Int>> = []
    for (index, view) in views.enumerated() {
      guard let view else { continue }
      var near: [(distance: Double, other: Int)] = []
      for (other, candidate) in views.enumerated() where other != index {
        guard let candidate else { continue }
        let difference = candidate.centre - view.centre
        let distance = (difference * difference).sum().squareRoot()
        if distance < reach * (view.radius + candidate.radius) { near.append((distance, other)) }
      }
      near.sort { $0.distance != $1.distance ? $0.distance < $1.distance : $0.other < $1.other }
      var seen: Set<Int> = []
      let first = near.filter { candidate in
        views[candidate.other].map { seen.insert(Self.octant($0.centre - view.centre)).inserted } ?? false
      }
      let rest = near.filter { candidate in !first.contains { $0.other == candidate.other } }
      for neighbour in (first + rest).prefix(partners) {
        chosen.insert(SIMD2(min(index, neighbour.other), max(index, neighbour.other)))
      }
    }
    return chosen.sorted { $0.x != $1.x ? $0.x < $1.x : $0.y < $1.y }.map { ($0.x, $0.y) }
  }

  /// The eighth of the horizon in which a direction lies, turned so that the main directions lie in the middles.
  private static func octant(_ direction: SIMD2<Double>) -> Int {
    let (x, y) = (abs(direction.x), abs(direction.y))
    let tangent = 0.41421356237309503  // of 22.5°
    let (east, north) = (direction.x > 0 ? 1 : 0, direction.y > 0 ? 1 : 0)
    if y < tangent * x { return east }
    if x < tangent * y { return 2 + north }
    return 4 + 2 * east + north
  }
}
