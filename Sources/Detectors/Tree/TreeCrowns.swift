import Foundation
import ImageKit

/// Reads crowns off the maps of the tree network.
struct TreeCrowns {
  let maps: TreeMaps
  /// Boxes that share more of their area than this are one crown.
  static let sameCrown = 0.45
  /// What a crown is, is read in the middle of it: within this part of its half sides.
  static let core = 0.5

  /// A dead crown takes the place of a crown that is at most this many times as likely there: one that is missed costs more.
  static let deadCounts = 2.0
  /// The part of a dead crown that must be canopy.
  static let leastCanopy = 0.6
  /// Of two crowns whose boxes hardly cover each other, the one is the other if its middle lies within this part of the other's half sides.
  static let sameMiddle = 0.7

  /// Returns the crowns with at least a score, living or not, best first, each once.
  func crowns(from lowest: Double) -> [TreeCrown] { once(peaks(of: .crown, from: lowest)).map(judged) }

  /// Returns the dead crowns with at least a score, best first, each once.
  ///
  /// They have a map of their own: in woods whose crowns cannot be told apart, the dead ones can. Where there is no canopy, grey is a rock, gravel
  /// or a worn lawn.
  func deadCrowns(from lowest: Double) -> [TreeCrown] {
    let canopy = maps.cells(.canopy)
    return once(peaks(of: .dead, from: lowest)).filter { part(of: $0, in: canopy) >= Self.leastCanopy }.map { found in
      var crown = found
      (crown.declining, crown.dead) = (0, 1)
      return crown
    }
  }

  /// Returns crowns and dead crowns together, best first, each once: what is likelier at a place stays.
  static func together(_ crowns: [TreeCrown], _ dead: [TreeCrown]) -> [TreeCrown] {
    let kept = dead.filter { one in
      crowns.allSatisfy { !isSame($0, one) || $0.score <= deadCounts * one.score }
    }
    let others = crowns.filter { one in kept.allSatisfy { !isSame(one, $0) } }
    let all = kept + others
    return all.indices.sorted { (all[$1].score, $0) < (all[$0].score, $1) }.map { all[$0] }
  }

  private static func isSame(_ one: TreeCrown, _ other: TreeCrown) -> Bool {
    if one.overlap(other) > sameCrown { return true }
    return max(one.depth(of: other.middle), other.depth(of: one.middle)) < sameMiddle
  }

  private func peaks(of map: TreeMap, from lowest: Double) -> [TreeCrown] {
    MapPeaks.peaks(of: maps.bytes[map.rawValue], lowest: TreeMaps.byte(of: lowest)).map { peak in
      let found = crown(x: peak.x, y: peak.y, of: map)
      return map == .dead ? shaped(found, asBellAt: peak.x, peak.y) : found
    }
  }

  /// A dead crown as large as its box, of the shape of its bell and in the middle of it.
  ///
  /// Sides are learned mostly of living crowns, which are round; how a dead one's own bell falls off to its sides tells whether it is.
  private func shaped(_ crown: TreeCrown, asBellAt x: Int, _ y: Int) -> TreeCrown {
    let (across, down) = (DeadBell(maps, x: x, y: y, step: (1, 0)), DeadBell(maps, x: x, y: y, step: (0, 1)))
    let stretch = max(-1, min(1, log(across.spread / down.spread)))
    let size = (crown.halfU * crown.halfV).squareRoot()
    var shaped = crown
    shaped.middle = PixelPoint(
      u: maps.middle(x: x, y: y).u + across.shift * maps.stride, v: maps.middle(x: x, y: y).v + down.shift * maps.stride
    )
    (shaped.halfU, shaped.halfV) = (size * exp(stretch / 2), size * exp(-stretch / 2))
    return shaped
  }

  private func once(_ found: [TreeCrown]) -> [TreeCrown] {
    let order = found.indices.sorted { (found[$1].score, $0) < (found[$0].score, $1) }
    var kept: [TreeCrown] = []
    for index in order where kept.allSatisfy({ $0.overlap(found[index]) <= Self.sameCrown }) {
      kept.append(found[index])
    }
    return kept
  }

  /// The crown of a peak: the mean of what the cells about it say, each as much as it is sure.
  private func crown(x: Int, y: Int, of map: TreeMap) -> TreeCrown {
    var sum = (weight: 0.0, u: 0.0, v: 0.0, sideU: 0.0, sideV: 0.0)
    for y in max(0, y - 1)...min(maps.height - 1, y + 1) {
      for x in max(0, x - 1)...min(maps.width - 1, x + 1) {
        let weight = maps.probability(map, x: x, y: y)
        let place = maps.middle(x: x, y: y)
        sum.weight += weight
        sum.u += weight * (place.u + maps.scale * TreeMap.offsetUnit * maps.value(.offsetU, x: x, y: y))
        sum.v += weight * (place.v + maps.scale * TreeMap.offsetUnit * maps.value(.offsetV, x: x, y: y))
        sum.sideU += weight * maps.value(.sideU, x: x, y: y)
        sum.sideV += weight * maps.value(.sideV, x: x, y: y)
      }
    }
    func side(_ logarithm: Double) -> Double { maps.scale * TreeMap.sideUnit * exp2(logarithm / sum.weight) }
    return TreeCrown(
      score: maps.probability(map, x: x, y: y),
      middle: PixelPoint(u: sum.u / sum.weight, v: sum.v / sum.weight), halfU: side(sum.sideU), halfV: side(sum.sideV),
      declining: maps.probability(.declining, x: x, y: y), dead: maps.probability(.dead, x: x, y: y))
  }

  /// The crown, judged by all cells of its core: about a dead crown's middle they are more than half dead in the mean.
  private func judged(_ crown: TreeCrown) -> TreeCrown {
    var crown = crown
    let (declining, dead) = (mean(.declining, of: crown), mean(.dead, of: crown))
    if let declining, let dead { (crown.declining, crown.dead) = (declining, dead) }
    return crown
  }

  private func mean(_ map: TreeMap, of crown: TreeCrown) -> Double? {
    var (sum, count) = (0.0, 0.0)
    forEachCell(of: crown, within: Self.core) { x, y in
      sum += maps.probability(map, x: x, y: y)
      count += 1
    }
    return count > 0 ? sum / count : nil
  }

  /// The part of a crown's cells that belongs to a set, 0…1.
  func part(of crown: TreeCrown, in set: CellMask) -> Double {
    var (inside, count) = (0, 0)
    forEachCell(of: crown, within: 1) { x, y in
      count += 1
      if set[x, y] { inside += 1 }
    }
    return count > 0 ? Double(inside) / Double(count) : 0
  }

  /// The cells of a crown's ellipse, in reading order.
  func cells(of crown: TreeCrown) -> [Int] {
    var cells: [Int] = []
    forEachCell(of: crown, within: 1) { x, y in cells.append(y * maps.width + x) }
    return cells
  }

  private func forEachCell(of crown: TreeCrown, within part: Double, _ body: (Int, Int) -> Void) {
    let (a, b) = (part * crown.halfU, part * crown.halfV)
    let first = maps.cell(of: PixelPoint(u: crown.middle.u - a, v: crown.middle.v - b))
    let last = maps.cell(of: PixelPoint(u: crown.middle.u + a, v: crown.middle.v + b))
    for y in first.y...last.y {
      for x in first.x...last.x {
        let place = maps.middle(x: x, y: y)
        let (u, v) = ((place.u - crown.middle.u) / max(a, 1e-9), (place.v - crown.middle.v) / max(b, 1e-9))
        if u * u + v * v <= 1 { body(x, y) }
      }
    }
  }
}
