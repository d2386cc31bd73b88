import Foundation

/// Finds the homography that most of some doubtful point pairs agree on.
///
/// Random samples of four: M. Fischler and R. Bolles, Random sample consensus, CACM 24 (1981), scored by truncated
/// squares as in MSAC (P. Torr and A. Zisserman, MLESAC, CVIU 78 (2000)), then refitted to all that agree until that
/// changes nothing. The samples come from a fixed seed: the same pairs give the same answer everywhere.
struct HomographySearch {
  /// How far a point may lie from where the map sends its partner, in the units of the points.
  var tolerance: Double
  /// The most samples drawn; fewer when so many agree that a better map is unlikely.
  var maximumSamples = 2000
  /// The chance of missing the best map at which drawing ends.
  var missProbability = 0.001

  /// Returns the map and the indices of the pairs that agree with it; nil when fewer than `minimum` do.
  func best(
    from: [SIMD2<Double>], to: [SIMD2<Double>], atLeast minimum: Int
  ) -> (map: Homography, inliers: [Int])? {
    guard from.count >= max(4, minimum) else { return nil }
    var generator = SplitMix64(state: 0x5EED)
    var bestCost = Double.infinity
    var best: Homography?
    var samples = maximumSamples
    var drawn = 0
    while drawn < samples {
      drawn += 1
      let (i, j, k, l) = generator.four(below: from.count)
      let (a, b) = ((from[i], from[j], from[k], from[l]), (to[i], to[j], to[k], to[l]))
      guard Self.turnAlike(a, b), let map = Homography.through(a, to: b) else { continue }
      let (cost, count) = score(map, from, to, atMost: bestCost)
      guard cost < bestCost else { continue }
      bestCost = cost
      best = map
      let share = Double(count) / Double(from.count)
      let missed = 1 - share * share * share * share
      if missed <= 0 { break }
      let needed = log(missProbability) / log(missed)
      samples = min(maximumSamples, max(50, needed.isFinite ? Int(needed.rounded(.up)) : maximumSamples))
    }
    guard var map = best else { return nil }
    var inliers = agreeing(with: map, from, to)
    for _ in 0..<10 {
      guard inliers.count >= max(4, minimum),
        let refitted = Homography.fitted(from: inliers.map { from[$0] }, to: inliers.map { to[$0] })
      else { break }
      let next = agreeing(with: refitted, from, to)
      guard next.count >= inliers.count else { break }
      map = refitted
      if next == inliers { break }
      inliers = next
    }
    return inliers.count >= minimum ? (map, inliers) : nil
  }

  /// Returns the truncated squares of all pairs and how many agree; gives up beyond a cost that was reached before.
  private func score(
    _ map: Homography, _ from: [SIMD2<Double>], _ to: [SIMD2<Double>], atMost bound: Double
  ) -> (cost: Double, count: Int) {
    let limit = tolerance * tolerance
    var (cost, count) = (0.0, 0)
    for index in from.indices {
      let difference = map(from[index]) - to[index]
      let square = (difference * difference).sum()
      if square < limit {
        cost += square
        count += 1
      } else {
        cost += limit
        if cost >= bound { return (cost, count) }
      }
    }
    return (cost, count)
  }

  private func agreeing(with map: Homography, _ from: [SIMD2<Double>], _ to: [SIMD2<Double>]) -> [Int] {
    from.indices.filter { index in
      let difference = map(from[index]) - to[index]
      return (difference * difference).sum() < tolerance * tolerance
    }
  }

  private typealias Four = (SIMD2<Double>, SIMD2<Double>, SIMD2<Double>, SIMD2<Double>)

  /// Tells whether four points turn the same way in both pictures: no camera sees the ground from below.
  private static func turnAlike(_ a: Four, _ b: Four) -> Bool {
    func area(_ p: SIMD2<Double>, _ q: SIMD2<Double>, _ r: SIMD2<Double>) -> Double {
      (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x)
    }
    return area(a.0, a.1, a.2) * area(b.0, b.1, b.2) > 0 && area(a.1, a.2, a.3) * area(b.1, b.2, b.3) > 0
      && area(a.2, a.3, a.0) * area(b.2, b.3, b.0) > 0
  }
}
