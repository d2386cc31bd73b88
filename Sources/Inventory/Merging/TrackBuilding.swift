import Detectors

/// Joins sightings to tracks, each of one defect: the surest pairs first, and only what agrees as a whole.
///
/// Greedy correlation clustering. Two tracks are joined by a pair when the weights of all pairs across them add up to more than
/// nothing, and when no photo would show the defect twice. Only parts of a crack may come from one photo: see ``PartTally``. The
/// result depends on the weights alone: of equal ones the pair of the earlier sightings comes first.
struct TrackBuilding {
  /// A pair of sightings by their numbers.
  struct Pair {
    let first, second: Int
    var evidence: PairEvidence
    /// The part of the first one that lies on the second, and of the second that lies on the first.
    var cover = SIMD2<Double>.zero
  }

  /// A pair by which tracks were joined.
  struct Joint {
    let pair: Pair
    /// What photos said of the parts that it brought together; `nil` when they did not have to be asked.
    let vote: PartVotes.Vote?
  }

  let votes: PartVotes
  let sightings: [Sighting]
  let limits: MergingLimits
  /// What a pair of areas counts that was found not to be one, or was too far apart to be asked about.
  private static let against = -6.0
  /// No pair counts for more than this.
  private static let most = 25.0

  /// The track of each sighting, and the sightings of each track.
  private(set) var root: [Int]
  private(set) var members: [[Int]]
  private var weights: [UInt64: Double] = [:]
  /// The pairs by which tracks were joined, in the order in which they were.
  private(set) var joints: [Joint] = []

  /// Joins what belongs together.
  ///
  /// - Parameters:
  ///   - pairs: all pairs that are one defect or part and whole, each once, in any order.
  ///   - votes: what photos say of parts.
  init(_ sightings: [Sighting], pairs: [Pair], votes: PartVotes, limits: MergingLimits) {
    self.sightings = sightings
    self.votes = votes
    self.limits = limits
    root = Array(sightings.indices)
    members = sightings.indices.map { [$0] }
    let fitting = pairs.filter { pair in
      guard pair.evidence.verdict != .same else { return true }
      let (part, whole) = pair.cover.x >= pair.cover.y ? (pair.first, pair.second) : (pair.second, pair.first)
      return pair.evidence.weight > 0 && votes.isPart(part, of: whole)
    }
    weights.reserveCapacity(fitting.count)
    for pair in fitting { weights[Self.key(pair.first, pair.second)] = min(Self.most, pair.evidence.weight) }
    let ranked = fitting.sorted { left, right in
      left.evidence.weight != right.evidence.weight
        ? left.evidence.weight > right.evidence.weight
        : (left.first, left.second) < (right.first, right.second)
    }
    for pair in ranked { join(pair) }
    // A piece that was left alone belongs to the line that it lies on.
    for pair in ranked where isPiece(pair.first, pair.cover.x) || isPiece(pair.second, pair.cover.y) {
      join(pair, isPiece: true)
    }
    joinNetworks(ranked)
  }

  private func isPiece(_ member: Int, _ cover: Double) -> Bool {
    cover >= limits.partOfWhole && sightings[member].line != nil && members[root[member]].count == 1
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

  /// Whether a photo shows several parts of a track.
  private func isInParts(_ track: Int) -> Bool {
    Set(members[track].map { sightings[$0].photo }).count < members[track].count
  }

  private mutating func join(_ pair: Pair, isPiece: Bool = false) {
    let (one, other) = (root[pair.first], root[pair.second])
    guard one != other else { return }
    var sum = 0.0
    var areasApart = 0
    var tally = PartTally(isPiece: isPiece)
    // What is in parts anyway may be in one more.
    let isAsked = !isPiece || !isInParts(one) && !isInParts(other)
    for first in members[one] {
      for second in members[other] {
        if sightings[first].photo == sightings[second].photo {
          let vote = isAsked ? votes.vote(first, second) : nil
          tally.count(sightings[first], sightings[second], vote, limits)
          guard tally.mayBeOne else { return }
        } else if let weight = weights[Self.key(first, second)] {
          sum += weight
        } else if sightings[first].line == nil, sightings[second].line == nil {
          areasApart += 1
        }
      }
    }
    guard tally.isOne else { return }
    // Of what is one thing in parts two photos may show different ones.
    if tally.vote == nil { sum += Self.against * Double(areasApart) }
    guard sum > 0 else { return }
    unite(one, other, by: Joint(pair: pair, vote: tally.vote))
  }

  /// Makes two tracks one.
  mutating func unite(_ one: Int, _ other: Int, by joint: Joint) {
    let (kept, moved) = members[one].count >= members[other].count ? (one, other) : (other, one)
    for member in members[moved] { root[member] = kept }
    members[kept] += members[moved]
    members[moved] = []
    joints.append(joint)
  }
}
