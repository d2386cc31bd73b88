import Detectors

/// Asks the photos whether two cracks of one photo are parts of one thing.
///
/// A network of cracks that one photo shows whole, another may show in parts. The first speaks for one thing: one of its detections covers both
/// parts nearly whole. Each photo speaks for two that sees both parts well and has a detection for each, none for both; for pieces in
/// line with each other that counts nothing. Asked are only photos that were compared with one another; those that miss a part say nothing.
struct PartVotes {
  /// What the photos say of two parts.
  struct Vote {
    /// The sighting that shows them as one best.
    let whole: Int
    /// How many photos show them as one, and how many apart.
    let asOne, apart: Int
    /// By how many photos it is one thing; negative when it is two.
    let margin: Int

    /// Whether they are one thing.
    var isOne: Bool { margin >= 0 }
  }

  /// What one sighting has to do with another one.
  private struct Edge {
    let other: Int32
    /// The part of this one that lies on the other, and of the other that lies on this.
    let own, its: Float
    /// Whether the two are one defect by themselves.
    let isSame: Bool
  }

  /// A photo that shows less of a part says nothing of it.
  private static let most: Float = 0.5

  private let sightings: [Sighting]
  private let views: [SurveyPhoto.View]
  private let limits: MergingLimits
  private var edges: [Int: [Edge]] = [:]

  /// - Parameters:
  ///   - pairs: all pairs that are one defect by themselves, and those of which one is a part of the other.
  ///   - views: what each photo covers, by its number.
  init(_ sightings: [Sighting], pairs: [TrackBuilding.Pair], views: [SurveyPhoto.View], limits: MergingLimits) {
    self.sightings = sightings
    self.views = views
    self.limits = limits
    // Only what one photo shows twice is ever asked about.
    for pair in pairs where pair.evidence.isRegistered && sightings[pair.first].family == .cracking {
      let isSame = pair.evidence.verdict == .same
      let (own, its) = (Float(pair.cover.x), Float(pair.cover.y))
      edges[pair.first, default: []].append(Edge(other: Int32(pair.second), own: own, its: its, isSame: isSame))
      edges[pair.second, default: []].append(Edge(other: Int32(pair.first), own: its, its: own, isSame: isSame))
    }
  }

  /// Returns what the photos say of two sightings of one photo; `nil` when none shows both as one.
  func vote(_ first: Int, _ second: Int) -> Vote? {
    guard sightings[first].family == .cracking, sightings[second].family == .cracking else { return nil }
    let wholes = wholes(of: first, second)
    guard let whole = wholes.min(by: { rank($0) < rank($1) })?.sighting else { return nil }
    let photos = Set(wholes.map { sightings[$0.sighting].photo })
    let pixel = wholes.map { sightings[$0.sighting].groundSampleDistance }.min() ?? 0
    let apart = photosApart(first, second, pixel: pixel, except: photos)
    let needed =
      if tellsApart(first, second, whole: sightings[whole]) {
        apart + 1
      } else if sightings[first].continues(sightings[second]) {
        // Detectors lose a crack here and there, and find it again in line.
        0
      } else {
        apart
      }
    return Vote(whole: whole, asOne: photos.count, apart: apart, margin: photos.count - needed)
  }

  /// Returns whether a sighting is a part of another one that shows a second part of the same photo as well, and both are one thing.
  func isPart(_ part: Int, of whole: Int) -> Bool {
    guard let cover = edge(part, whole)?.own, cover >= Float(limits.partOfWhole) else { return false }
    return (edges[whole] ?? []).contains { edge in
      let other = Int(edge.other)
      return other != part && sightings[other].photo == sightings[part].photo
        && edge.its >= Float(limits.partOfWhole) && vote(part, other)?.isOne == true
    }
  }

  // MARK: One

  private typealias Whole = (sighting: Int, cover: Float)

  /// The sightings of other photos that cover both nearly whole, and better than anything else in their photo does.
  private func wholes(of first: Int, _ second: Int) -> [Whole] {
    let least = Float(limits.partOfWhole)
    return (edges[first] ?? []).compactMap { edge in
      let whole = Int(edge.other)
      guard edge.own >= least, let other = self.edge(second, whole)?.own, other >= least,
        isBest(whole, for: first, edge.own), isBest(whole, for: second, other)
      else { return nil }
      return (whole, min(edge.own, other))
    }
  }

  /// Returns the lines of other photos that a line lies on nearly whole, and better than on anything else in their photo.
  func lines(under part: Int) -> [Int] {
    guard sightings[part].line != nil else { return [] }
    return (edges[part] ?? []).filter { edge in
      edge.isSame && edge.own >= Float(limits.partOfWhole) && sightings[Int(edge.other)].line != nil
        && isBest(Int(edge.other), for: part, edge.own)
    }.map { Int($0.other) }
  }

  /// Whether a photo sees some sightings as well as others that have pixels of a size.
  func sees(_ parts: [Int], in photo: Int, pixel: Double) -> Bool {
    views[photo].sight(of: parts.flatMap { sightings[$0].points }, pixel: pixel) == .adequate
  }

  private func isBest(_ whole: Int, for part: Int, _ cover: Float) -> Bool {
    !(edges[part] ?? []).contains { edge in
      Int(edge.other) != whole && sightings[Int(edge.other)].photo == sightings[whole].photo && edge.own > cover
    }
  }

  /// Lines before areas, networks before single cracks, then what covers most.
  private func rank(_ whole: Whole) -> (Int, Int, Float, Int) {
    let sighting = sightings[whole.sighting]
    return (
      sighting.line == nil ? 1 : 0, sighting.damageClass.isNetwork ? 0 : 1, -whole.cover, whole.sighting
    )
  }

  /// Whether it takes more photos that show one thing than such that show two, and not only as many.
  ///
  /// A crack along the road is told from one across it, unless what shows both was found to be a network, line by line. An area tells nothing
  /// of how lines in it meet.
  private func tellsApart(_ first: Int, _ second: Int, whole: Sighting) -> Bool {
    let (one, other) = (sightings[first], sightings[second])
    guard !one.damageClass.canContinue(other.damageClass) else { return false }
    return whole.line == nil ? one.line != nil || other.line != nil : !whole.damageClass.isNetwork
  }

  // MARK: Two

  /// How many photos see both parts as well as that which shows them as one, and show most of each apart from the other.
  private func photosApart(_ first: Int, _ second: Int, pixel: Double, except photos: Set<Int>) -> Int {
    let (here, there) = (twins(of: first, not: second), twins(of: second, not: first))
    return Set(here.keys).subtracting(photos).count { photo in
      guard let one = here[photo], let other = there[photo], min(one, other) >= Self.most else { return false }
      return sees([first, second], in: photo, pixel: pixel)
    }
  }

  /// How much of a part photos show without the other one, its own photo among them.
  private func twins(of part: Int, not other: Int) -> [Int: Float] {
    var twins: [Int: Float] = [sightings[part].photo: 1]
    for edge in edges[part] ?? [] where edge.isSame && self.edge(other, Int(edge.other)) == nil {
      twins[sightings[Int(edge.other)].photo, default: 0] += edge.own
    }
    return twins
  }

  private func edge(_ first: Int, _ second: Int) -> Edge? { edges[first]?.first { Int($0.other) == second } }
}

extension Sighting {
  /// Points all over it, on the plane.
  fileprivate var points: [SIMD2<Double>] {
    line.map { $0.samples.map(\.point) } ?? area.map { $0.rings.flatMap(\.self) } ?? [point]
  }
}
