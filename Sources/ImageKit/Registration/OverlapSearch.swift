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
  /// How many partners a photo looks for; the nearest come first.
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
      for neighbour in near.prefix(partners) {
        chosen.insert(SIMD2(min(index, neighbour.other), max(index, neighbour.other)))
      }
    }
    return chosen.sorted { $0.x != $1.x ? $0.x < $1.x : $0.y < $1.y }.map { ($0.x, $0.y) }
  }
}
