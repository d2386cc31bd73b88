import Detectors

/// Joins tracks that most photos show as one network.
///
/// A photo whose detection belongs to one track and covers a part of the other nearly whole shows both as one, whatever else it shows of
/// either; one that has a detection of each shows them apart, if it sees those of the smaller one well. More must show them as one.
extension TrackBuilding {
  /// What photos say of two tracks.
  private struct Ballot {
    var photos: Set<Int> = []
    /// The likeliest pair of a part and what covers it, by its place in the ranking.
    var rank = Int.max
    var whole = 0
  }

  /// Joins tracks as long as there are such, the clearest first.
  ///
  /// - Parameter ranked: all pairs that fit, the likeliest first.
  mutating func joinNetworks(_ ranked: [Pair]) {
    // The lines that each line lies on, of other tracks; the pairs are those by which they may be joined.
    var covers: [(rank: Int, part: Int, whole: Int)] = []
    for (rank, pair) in ranked.enumerated() where !isJoined(pair.first, pair.second) {
      for (part, whole) in [(pair.first, pair.second), (pair.second, pair.first)]
      where votes.lines(under: part).contains(whole) {
        covers.append((rank, part, whole))
      }
    }
    while !covers.isEmpty {
      var ballots: [SIMD2<Int>: Ballot] = [:]
      for cover in covers where !isJoined(cover.part, cover.whole) {
        let (one, other) = (root[cover.part], root[cover.whole])
        var ballot = ballots[SIMD2(min(one, other), max(one, other))] ?? Ballot()
        ballot.photos.insert(sightings[cover.whole].photo)
        if cover.rank < ballot.rank { (ballot.rank, ballot.whole) = (cover.rank, cover.whole) }
        ballots[SIMD2(min(one, other), max(one, other))] = ballot
      }
      let joints = ballots.compactMap { tracks, ballot in
        joint(tracks, ballot, ranked).map { (tracks, ballot.rank, $0) }
      }
      let clearest = joints.min { left, right in
        let (one, other) = (left.2.vote?.margin ?? 0, right.2.vote?.margin ?? 0)
        return one != other ? one > other : left.1 < right.1
      }
      guard let (tracks, _, joint) = clearest else { return }
      unite(tracks.x, tracks.y, by: joint)
      covers.removeAll { isJoined($0.part, $0.whole) }
    }
  }

  /// Returns what joins two tracks; `nil` when too few photos show them as one.
  private func joint(_ tracks: SIMD2<Int>, _ ballot: Ballot, _ ranked: [Pair]) -> Joint? {
    let longest = [tracks.x, tracks.y].map { track in members[track].map { sightings[$0].size }.max() ?? 0 }
    let (small, large) = longest[0] <= longest[1] ? (tracks.x, tracks.y) : (tracks.y, tracks.x)
    let pixel = (members[small] + members[large]).filter { ballot.photos.contains(sightings[$0].photo) }.map {
      sightings[$0].groundSampleDistance
    }.min()
    guard let pixel else { return nil }
    let parts = Dictionary(grouping: members[small]) { sightings[$0].photo }
    let others = Dictionary(grouping: members[large]) { sightings[$0].photo }
    var apart = 0
    for (photo, parts) in parts {
      guard let others = others[photo] else { continue }
      // What runs beside the other in one photo is something else.
      let isBeside = parts.contains { part in
        others.contains { PartTally.partBeside(sightings[part], sightings[$0], limits) >= limits.partOfWhole }
      }
      if isBeside { return nil }
      if !ballot.photos.contains(photo), votes.sees(parts, in: photo, pixel: pixel) { apart += 1 }
    }
    guard ballot.photos.count > apart else { return nil }
    return Joint(
      pair: ranked[ballot.rank],
      vote: PartVotes.Vote(
        whole: ballot.whole, asOne: ballot.photos.count, apart: apart, margin: ballot.photos.count - apart))
  }
}
