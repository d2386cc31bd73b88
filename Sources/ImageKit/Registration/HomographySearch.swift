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
      let chosen = generator.four(below: from.count)
      guard Self.isConvexAlike(chosen.map { from[$0] }, chosen.map { to[$0] }),
        let map = Homography.fitted(from: chosen.map { from[$0] }, to: chosen.map { to[$0] })
      else { continue }
      let (cost, count) = score(map, from, to)
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

  private func score(_ map: Homography, _ from: [SIMD2<Double>], _ to: [SIMD2<Double>]) -> (cost: Double, count: Int) {
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

  /// Tells whether four points turn the same way in both pictures: no camera sees the ground from below.
  private static func isConvexAlike(_ a: [SIMD2<Double>], _ b: [SIMD2<Double>]) -> Bool {
    for (i, j, k) in [(0, 1, 2), (1, 2, 3), (2, 3, 0), (3, 0, 1)] {
      func area(_ p: [SIMD2<Double>]) -> Double {
        (p[j].x - p[i].x) * (p[k].y - p[i].y) - (p[j].y - p[i].y) * (p[k].x - p[i].x)
      }
      let (first, second) = (area(a), area(b))
      if first * second <= 0 { return false }
    }
    return true
  }
}

/// A small generator of random numbers with a fixed course.
///
/// G. Steele et al., Fast splittable pseudorandom number generators, OOPSLA 2014.
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Returns four different indices below a count of at least four.
  mutating func four(below count: Int) -> [Int] {
    var chosen: [Int] = []
    while chosen.count < 4 {
      // Not Int.random(in:), whose course the standard library does not promise.
      let index = Int(next() % UInt64(count))
      if !chosen.contains(index) { chosen.append(index) }
    }
    return chosen
  }
}
