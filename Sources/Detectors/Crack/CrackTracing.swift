import ImageKit

/// Follows the lines of a crack map: hysteresis, thinning, branches, gaps bridged, sections measured.
///
/// It knows nothing of how the map was made. Memory goes with the number of candidate pixels, not with the photo.
package struct CrackTracing {
  /// Free ends on a junction shorter than this are thorns of the thinning, in pixels.
  var spur = 8
  /// Lines shorter than this are not reported, in pixels.
  var minimumLength = 24.0
  /// The widest gap between two ends that is bridged, in pixels, and how far off straight it may lead, as a cosine.
  var widestGap = 14.0
  var straightness = 0.8
  /// Pieces smaller than this are dropped at once, in pixels across.
  var smallestPiece: Int32 = 10

  /// Creates a tracing with its standard constants.
  package init() {}

  /// Returns the cracks of a map with their probabilities, in the order of their first pixels.
  func cracks(
    in map: Image<Gray8>, surface: CellMap? = nil, tile: Tile, hysteresis: (low: UInt8, high: UInt8),
    model: CrackConfidence, threshold: Double
  ) -> [(crack: CrackCandidate, probability: Double)] {
    let runs = CandidateRuns(of: map, low: hysteresis.low)
    var extents = [PieceExtent](repeating: PieceExtent(), count: runs.runs.count)
    for (index, run) in runs.runs.enumerated() { extents[Int(runs.roots[index])].add(run) }
    let pieces = pieces(of: runs, extents: extents, hysteresis: hysteresis, width: map.width, height: map.height)
    let density = CandidateDensity(runs: runs.runs, width: map.width, height: map.height)
    let measuring = CrackMeasuring(map: map, tile: tile, surface: surface, density: density)
    return cracks(of: pieces, measuring: measuring) { candidate, highest in
      guard highest >= hysteresis.high, candidate.length >= minimumLength else { return nil }
      let probability = model.probability(candidate.features)
      return probability >= threshold ? probability : nil
    }
  }

  /// Joins pieces and judges them; what holds made lines is taken apart and the rest judged again by itself.
  private func cracks(
    of pieces: [CrackPiece], measuring: CrackMeasuring, judge: (CrackCandidate, UInt8) -> Double?
  ) -> [(crack: CrackCandidate, probability: Double)] {
    let bridging = GapBridging(widestGap: widestGap, straightness: straightness)
    let groups = bridging.groups(of: pieces, width: measuring.map.width)
    var found: [(crack: CrackCandidate, probability: Double)] = []
    for group in groups {
      let members = group.pieces.map { pieces[$0] }
      let pixels = members.reduce(0) { $0 + $1.skeleton.pixels.count }
      guard Double(pixels) >= 0.7 * minimumLength else { continue }
      let candidate = measuring.candidate(members, bridges: group.bridges)
      guard let probability = judge(candidate, members.reduce(0) { max($0, $1.highest) }) else { continue }
      let refined = measuring.refined(candidate)
      let made = madeLines(of: refined, groundSampleDistance: measuring.tile.groundSampleDistance)
      guard !made.isEmpty else {
        found.append((refined, probability))
        continue
      }
      // Bridges may join the parts anew; fewer pixels are left each time, so this ends.
      let gone = Set(made)
      let parts = members.flatMap { $0.parts(without: gone, map: measuring.map, spur: spur) }
      var rest = measuring
      let area = members.reduce(0) { $0 + $1.area }
      rest.density.remove(made, width: measuring.map.width, areaOfEach: Double(area) / Double(pixels))
      found += cracks(of: parts, measuring: rest, judge: judge)
    }
    return found
  }

  /// The positions of the lines that are joints, seams, covers or shadows.
  private func madeLines(of candidate: CrackCandidate, groundSampleDistance: Double?) -> [Int] {
    let ruled = RuledLine(groundSampleDistance: groundSampleDistance)
    let shadow = ShadowBand()
    return candidate.branches.filter { ruled.isMade($0.line) || shadow.isShadow($0.sections) }.flatMap(\.pixels)
  }

  /// The components that can be part of a crack, thinned, in reading order of their first runs.
  private func pieces(
    of runs: CandidateRuns, extents: [PieceExtent], hysteresis: (low: UInt8, high: UInt8), width: Int, height: Int
  ) -> [CrackPiece] {
    // A piece that does not reach the upper threshold may still continue one that does, across a gap.
    let faint = UInt8((Int(hysteresis.low) + Int(hysteresis.high)) / 2)
    let kept = extents.map { $0.highest >= faint && $0.across >= smallestPiece }
    var members: [CandidateRuns.Run] = []
    var rootOfRun: [Int] = []
    for (index, run) in runs.runs.enumerated() where kept[Int(runs.roots[index])] {
      members.append(run)
      rootOfRun.append(Int(runs.roots[index]))
    }
    // All pieces are thinned together; then each line pixel goes back to the piece whose run it lies in.
    let skeleton = Thinning.skeleton(of: members, width: width, height: height)
    var pixels = [Int: [Int]]()
    var run = 0
    for position in skeleton {
      while Int(members[run].y) * width + Int(members[run].x + members[run].length) <= position { run += 1 }
      pixels[rootOfRun[run], default: []].append(position)
    }
    return pixels.sorted { $0.key < $1.key }.map { root, pixels in
      CrackPiece(
        skeleton: Skeleton(pixels: pixels, width: width, spur: spur), area: extents[root].area,
        highest: extents[root].highest)
    }
  }
}

/// How far a component reaches and how strong it is.
private struct PieceExtent {
  var (left, right, top, bottom) = (Int32.max, Int32.min, Int32.max, Int32.min)
  var area = 0
  var highest: UInt8 = 0

  var across: Int32 { area == 0 ? 0 : max(right - left, bottom - top) }

  mutating func add(_ run: CandidateRuns.Run) {
    left = min(left, run.x)
    right = max(right, run.x + run.length)
    top = min(top, run.y)
    bottom = max(bottom, run.y + 1)
    area += Int(run.length)
    highest = max(highest, run.highest)
  }
}
