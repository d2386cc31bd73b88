import Detectors

/// Joins sightings to tracks, each of one defect: the surest pairs first, and only what agrees as a whole.
///
/// Greedy correlation clustering. Two tracks are joined by a pair when the weights of all pairs across them add up to more than
/// nothing, and when no photo would show the defect twice. Only pieces of line damage may come from one photo: those that one
/// crack joins in another, do not run beside each other and are of one kind. The result depends on the weights alone: of equal
/// ones the pair of the earlier sightings comes first.
struct TrackBuilding {
  /// A pair of sightings by their numbers.
  struct Pair {
    let first, second: Int
    let evidence: PairEvidence
  }

  let sightings: [Sighting]
  let limits: MergingLimits
  /// What a pair of areas counts that was found not to be one, or was too far apart to be asked about.
  private static let against = -6.0
  /// No pair counts for more than this.
  private static let most = 25.0

  private var root: [Int]
  private var members: [[Int]]
  private var weights: [UInt64: Double] = [:]
  /// The pairs by which tracks were joined, in the order in which they were.
  private(set) var joints: [Pair] = []

  /// Joins what belongs together.
  ///
  /// - Parameter pairs: all pairs that are one defect, each once, in any order.
  init(_ sightings: [Sighting], pairs: [Pair], limits: MergingLimits) {
    self.sightings = sightings
    self.limits = limits
    root = Array(sightings.indices)
    members = sightings.indices.map { [$0] }
    weights.reserveCapacity(pairs.count)
    for pair in pairs { weights[Self.key(pair.first, pair.second)] = min(Self.most, pair.evidence.weight) }
    let ranked = pairs.sorted { left, right in
      left.evidence.weight != right.evidence.weight
        ? left.evidence.weight > right.evidence.weight
        : (left.first, left.second) < (right.first, right.second)
    }
    for pair in ranked { join(pair) }
  }

  /// The tracks, each in order, by their first sightings.
  var tracks: [[Int]] {
    members.indices.filter { root[$0] == $0 }.map { members[$0].sorted() }.sorted { $0[0] < $1[0] }
  }

  /// Returns whether two sightings are in one track.
  func isJoined(_ first: Int, _ second: Int) -> Bool { root[first] == root[second] }

  private static func key(_ first: Int, _ second: Int) -> UInt64 {
    UInt64(min(first, second)) << 32 | UInt64(max(first, second))
  }

  private mutating func join(_ pair: Pair) {
    let (one, other) = (root[pair.first], root[pair.second])
    guard one != other else { return }
    var sum = 0.0
    for first in members[one] {
      for second in members[other] {
        if sightings[first].photo == sightings[second].photo {
          guard canContinue(sightings[first], sightings[second]) else { return }
        } else if let weight = weights[Self.key(first, second)] {
          sum += weight
        } else if sightings[first].line == nil, sightings[second].line == nil {
          sum += Self.against
        }
      }
    }
    guard sum > 0 else { return }
    let (kept, moved) = members[one].count >= members[other].count ? (one, other) : (other, one)
    for member in members[moved] { root[member] = kept }
    members[kept] += members[moved]
    members[moved] = []
    joints.append(pair)
  }

  /// Whether two sightings of one photo may be pieces of one crack.
  private func canContinue(_ first: Sighting, _ second: Sighting) -> Bool {
    guard let one = first.line, let other = second.line, first.damageClass.canContinue(second.damageClass) else {
      return false
    }
    let (short, long) = one.length <= other.length ? (one, other) : (other, one)
    let beside = 2 * limits.besidePixels * max(first.groundSampleDistance, second.groundSampleDistance)
    let covered = short.samples.count { long.covers($0, shiftedBy: .zero, within: beside) }
    return Double(covered) < limits.alongside * Double(short.samples.count)
  }
}
