import Detectors
import ImageKit

/// What the best pairs leave over: pieces of what is paired already, or things of their own.
///
/// A crack that one flight shows in pieces, or twice, lies along what the other flight shows of it. What counts there is not the
/// other's fused line alone but all that its photos drew of it.
struct ComparisonPieces {
  let scene: ComparisonPairs
  let before, after: ComparisonSide
  /// The numbers of the scene's sightings in their inventories.
  let number: [Int]
  let shift: SIMD2<Double>
  let plane: (Int) -> (Placement) -> [[SIMD2<Double>]]

  /// The part of a thing that must lie on others to be a piece of them.
  private static let share = 0.5

  /// Returns the thing of the other flight that one is a piece of; `nil` for one of its own.
  ///
  /// - Parameters:
  ///   - piece: a sighting of the scene.
  ///   - others: sightings of the other flight that lie near it.
  func whole(of piece: Int, among others: [Int]) -> Int? {
    let own = scene.sightings[piece]
    let others = others.filter { scene.sightings[$0].family == own.family && scene.sightings[$0].site == own.site }
    guard !others.isEmpty else { return nil }
    return own.line.map { whole(of: $0, piece, among: others) } ?? own.area.flatMap { whole(of: $0, among: others) }
  }

  private func whole(of line: GroundLine, _ piece: Int, among others: [Int]) -> Int? {
    var isCovered = [Bool](repeating: false, count: line.samples.count)
    var best: (other: Int, count: Int)?
    for other in others {
      let reach = scene.beside(piece, other)
      let drawn = GroundLine(lines(of: other), tolerance: 0)
      let area = scene.sightings[other].area.flatMap { scene.sightings[other].line == nil ? $0 : nil }
      var count = 0
      for (index, sample) in line.samples.enumerated()
      where drawn.covers(sample, shiftedBy: .zero, within: reach) || area?.contains(sample.point) == true {
        isCovered[index] = true
        count += 1
      }
      if count > best?.count ?? 0 { best = (other, count) }
    }
    let covered = isCovered.count { $0 }
    return Double(covered) >= Self.share * Double(line.samples.count) ? best?.other : nil
  }

  private func whole(of area: GroundArea, among others: [Int]) -> Int? {
    var best: (other: Int, part: Double)?
    for other in others {
      let sighting = scene.sightings[other]
      let part: Double
      if let line = sighting.line {
        let inside = line.samples.count { area.contains($0.point) }
        part = Double(inside) / Double(max(1, line.samples.count))
      } else if let theirs = sighting.area {
        part = area.intersectionOverSmaller(theirs, shift: .zero)
      } else {
        continue
      }
      if part >= Self.share, part > best?.part ?? 0 { best = (other, part) }
    }
    return best?.other
  }

  /// Returns which points of a line lie along nothing that photos of the other flight drew, by their numbers.
  ///
  /// - Parameters:
  ///   - samples: along the line, in the earlier places.
  ///   - piece: the sighting it belongs to.
  ///   - others: sightings of the other flight that lie near it.
  func fresh(_ samples: [GroundLine.Sample], of piece: Int, among others: [Int]) -> [Int] {
    let like = others.filter { scene.sightings[$0].family == scene.sightings[piece].family }
    let drawn = like.map { (line: GroundLine(lines(of: $0), tolerance: 0), reach: scene.beside(piece, $0)) }
    let areas = like.compactMap { scene.sightings[$0].line == nil ? scene.sightings[$0].area : nil }
    return samples.indices.filter { index in
      !drawn.contains { $0.line.covers(samples[index], shiftedBy: .zero, within: $0.reach) }
        && !areas.contains { $0.contains(samples[index].point) }
    }
  }

  /// All that photos drew of a thing, in the earlier places.
  private func lines(of sighting: Int) -> [[SIMD2<Double>]] {
    let isBefore = sighting < scene.count
    let defect = (isBefore ? before : after).defects[number[sighting]]
    let points = plane(scene.sightings[sighting].site)
    let move = isBefore ? SIMD2<Double>.zero : -shift
    let drawn = ([defect.placement] + defect.observations.map(\.placement)).compactMap { $0 }.flatMap(points)
    return drawn.map { line in line.map { $0 + move } }
  }
}

/// Defects of both inventories that are one thing: a forest of numbers, the earlier inventory's first.
struct ComparisonGroups {
  private var parent: [Int]
  let count: Int

  /// - Parameters:
  ///   - before, after: how many defects there are.
  init(before: Int, after: Int) {
    count = before
    parent = Array(0..<(before + after))
  }

  private func root(_ number: Int) -> Int {
    var number = number
    while parent[number] != number { number = parent[number] }
    return number
  }

  /// Makes one group of an earlier and a later defect's.
  mutating func join(before: Int, after: Int) {
    let (one, other) = (root(before), root(count + after))
    if one != other { parent[max(one, other)] = min(one, other) }
  }

  /// The groups, by their first members.
  var all: [(before: [Int], after: [Int])] {
    var groups: [Int: (before: [Int], after: [Int])] = [:]
    for number in parent.indices {
      var group = groups[root(number)] ?? ([], [])
      if number < count { group.before.append(number) } else { group.after.append(number - count) }
      groups[root(number)] = group
    }
    return groups.sorted { $0.key < $1.key }.map(\.value)
  }
}
