import Foundation

/// Finds photos whose pixels an editor turned under their tags, from where photos put their common points.
///
/// For each match all turns of both photos are tried: a right pair of turns puts the common points at the same places to
/// within the tags' accuracy, a wrong one on the other side of a photo. The turns of the flight are those with which
/// most matches agree, unturned photos being preferred. A drone that hovers and only turns shows no difference; then
/// the tags stand.
struct TurnSearch {
  /// What one match says of one choice of turns.
  struct Evidence: Hashable {
    /// The median distance between the two places of a tie, in metres.
    var disagreement: Double
    /// From 0, which is perfect, to ``worst``.
    var cost: Double

    /// The cost of a choice that contradicts the tags beyond doubt.
    static let worst = 4.0
    static let impossible = Evidence(disagreement: .infinity, cost: worst)
  }

  /// The photos as tagged.
  let projections: [GroundProjection?]
  /// The turns that each photo may have.
  let candidates: [[PixelTurn]]
  /// The frame in which places are compared.
  let frame: LocalTangentPlane

  /// How much the matches must speak for a turn, in units of cost, before the tags are overruled.
  static let leastGain = 1.5
  /// How far two groups of places may be turned and scaled against each other, in degrees and as a ratio.
  static let rotationLimit = 30.0
  static let scaleLimit = 1.3

  /// Returns the turn of each photo, and for each match the evidence as tagged and with the turns found.
  func turns(_ matches: [PhotoMatch]) -> (turns: [PixelTurn], before: [Double], after: [Double]) {
    let tables = matches.map(table)
    let matchesOf = PhotoMatch.indices(of: matches, photoCount: projections.count)
    var chosen = projections.map { _ in PixelTurn.none }
    // Each photo for itself, its partners as they suit it best; then photo by photo, then pair by pair, while it helps.
    for index in chosen.indices {
      chosen[index] = best(index, matchesOf[index]) { match, turn in
        let table = tables[match]
        return candidates[partner(of: index, in: matches[match])].map { other in
          evidence(table, matches[match], index, turn, other).cost
        }.min() ?? Evidence.worst
      }
    }
    for _ in 0..<20 {
      let previous = chosen
      for index in chosen.indices {
        chosen[index] = best(index, matchesOf[index]) { match, turn in
          evidence(tables[match], matches[match], index, turn, chosen[partner(of: index, in: matches[match])]).cost
        }
      }
      for match in matches { improve(match, &chosen, matches, matchesOf, tables) }
      if chosen == previous { break }
    }
    for index in chosen.indices where chosen[index] != .none {
      let gain = matchesOf[index].reduce(0.0) { sum, match in
        let other = chosen[partner(of: index, in: matches[match])]
        return sum + evidence(tables[match], matches[match], index, .none, other).cost
          - evidence(tables[match], matches[match], index, chosen[index], other).cost
      }
      if gain < Self.leastGain { chosen[index] = .none }
    }
    let before = zip(matches, tables).map { match, table in table[Choice(.none, .none)]?.disagreement ?? .infinity }
    let after = zip(matches, tables).map { match, table in
      table[Choice(chosen[match.first], chosen[match.second])]?.disagreement ?? .infinity
    }
    return (chosen, before, after)
  }

  /// Tells whether two photos with their turns fit what their tags say, as far as tags can be wrong.
  func isPlausible(_ match: PhotoMatch, _ first: PixelTurn, _ second: PixelTurn) -> Bool {
    evidence(of: match, match.spreadTies(60), first, second).cost < Evidence.worst
  }

  private struct Choice: Hashable {
    var first, second: PixelTurn
    init(_ first: PixelTurn, _ second: PixelTurn) {
      self.first = first
      self.second = second
    }
  }

  private func table(of match: PhotoMatch) -> [Choice: Evidence] {
    let ties = match.spreadTies(60)
    var table: [Choice: Evidence] = [:]
    for first in candidates[match.first] {
      for second in candidates[match.second] {
        table[Choice(first, second)] = evidence(of: match, ties, first, second)
      }
    }
    return table
  }

  private func evidence(
    of match: PhotoMatch, _ ties: [PhotoMatch.Tie], _ first: PixelTurn, _ second: PixelTurn
  ) -> Evidence {
    guard let a = projections[match.first]?.turned(first), let b = projections[match.second]?.turned(second) else {
      return .impossible
    }
    var (from, to): ([SIMD2<Double>], [SIMD2<Double>]) = ([], [])
    var doubt = 0.0
    for tie in ties {
      guard let p = try? a.place(tie.first), let q = try? b.place(tie.second) else { continue }
      let (placeP, placeQ) = (frame.pointInENU(p.coordinate), frame.pointInENU(q.coordinate))
      from.append(SIMD2(placeP.x, placeP.y))
      to.append(SIMD2(placeQ.x, placeQ.y))
      doubt += hypot(p.accuracy.major, q.accuracy.major)
    }
    // Ties that cannot be placed look above the horizon: with these turns the photo would show no ground there.
    guard from.count * 2 > ties.count, let fit = Similarity(from: from, to: to) else { return .impossible }
    let distances = zip(from, to).map { ($0 - $1) * ($0 - $1) }.map { $0.sum().squareRoot() }.sorted()
    let middle = distances[distances.count / 2]
    guard abs(fit.rotation) <= Self.rotationLimit, fit.scale <= Self.scaleLimit, fit.scale >= 1 / Self.scaleLimit else {
      return Evidence(disagreement: middle, cost: Evidence.worst)
    }
    return Evidence(disagreement: middle, cost: min(Evidence.worst, middle / (doubt / Double(from.count))))
  }

  private func partner(of index: Int, in match: PhotoMatch) -> Int { match.first == index ? match.second : match.first }

  private func evidence(
    _ table: [Choice: Evidence], _ match: PhotoMatch, _ index: Int, _ turn: PixelTurn, _ other: PixelTurn
  ) -> Evidence {
    (match.first == index ? table[Choice(turn, other)] : table[Choice(other, turn)]) ?? .impossible
  }

  /// Returns the turn of a photo with the least cost over its matches; the first of equals, which is none.
  private func best(
    _ index: Int, _ own: [Int], cost: (_ match: Int, _ turn: PixelTurn) -> Double
  ) -> PixelTurn {
    var best = (turn: PixelTurn.none, cost: Double.infinity)
    for turn in candidates[index] {
      let total = own.reduce(turn == .none ? 0 : 0.5) { $0 + cost($1, turn) }
      if total < best.cost - 1e-9 { best = (turn, total) }
    }
    return best.turn
  }

  /// Turns both photos of a match where that lowers the cost of all their matches.
  private func improve(
    _ match: PhotoMatch, _ chosen: inout [PixelTurn], _ matches: [PhotoMatch], _ matchesOf: [[Int]],
    _ tables: [[Choice: Evidence]]
  ) {
    let own = Set(matchesOf[match.first] + matchesOf[match.second]).sorted()
    func cost(_ turns: [PixelTurn]) -> Double {
      own.reduce(0.5 * Double([match.first, match.second].filter { turns[$0] != .none }.count)) { sum, index in
        let choice = Choice(turns[matches[index].first], turns[matches[index].second])
        return sum + (tables[index][choice]?.cost ?? Evidence.worst)
      }
    }
    var least = cost(chosen)
    for first in candidates[match.first] {
      for second in candidates[match.second] {
        var turns = chosen
        turns[match.first] = first
        turns[match.second] = second
        let value = cost(turns)
        if value < least - 1e-9 {
          least = value
          chosen = turns
        }
      }
    }
  }
}
