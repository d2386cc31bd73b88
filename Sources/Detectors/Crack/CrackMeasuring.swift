import Foundation
import ImageKit

/// Measures the lines of a crack in the photo: centre lines, cross-sections, widths, features.
struct CrackMeasuring {
  /// The map the lines were traced in, and the tile it covers.
  let map: Image<Gray8>
  let tile: Tile
  /// Where there is a built surface, if that is known.
  var surface: CellMap?
  /// How crowded the map is.
  var density: CandidateDensity
  /// Pixels from one section to the next, and the most sections of one branch.
  var spacing = 4
  var mostSections = 64
  /// Pixels to each side over which a centre line is smoothed.
  var smoothing = 2

  /// Returns pieces and bridges as one candidate.
  func candidate(_ pieces: [CrackPiece], bridges: [Polyline]) -> CrackCandidate {
    var branches: [CrackCandidate.Branch] = []
    for piece in pieces {
      for branch in piece.skeleton.branches {
        let line = centreLine(branch, of: piece.skeleton)
        guard line.points.count > 1 else { continue }
        let sections = sections(along: line, halfWidth: piece.halfWidth)
        branches.append(
          .init(
            pixels: branch.pixels, line: line, sections: sections, width: sections.map(\.width).median,
            halfWidth: piece.halfWidth,
            startIsFree: branch.start == nil && !branch.isLoop, endIsFree: branch.end == nil && !branch.isLoop))
      }
    }
    let typical = branches.map(\.width).median
    branches += bridges.map {
      .init(
        line: Polyline(points: $0.points.map(inPhoto)), sections: [], width: typical, halfWidth: typical / 2,
        startIsFree: false, endIsFree: false)
    }
    return CrackCandidate(branches: branches, features: features(branches, pieces: pieces))
  }

  private func inPhoto(_ point: PixelPoint) -> PixelPoint {
    PixelPoint(u: point.u + Double(tile.window.x), v: point.v + Double(tile.window.y))
  }

  /// The branch with its nodes, from pixel centre to pixel centre, smoothed, in pixels of the photo.
  private func centreLine(_ branch: Skeleton.Branch, of skeleton: Skeleton) -> Polyline {
    func centre(_ pixels: [Int]) -> PixelPoint {
      let u = pixels.reduce(0.0) { $0 + Double($1 % map.width) } / Double(pixels.count)
      let v = pixels.reduce(0.0) { $0 + Double($1 / map.width) } / Double(pixels.count)
      return inPhoto(PixelPoint(u: u + 0.5, v: v + 0.5))
    }
    var points = branch.pixels.map { centre([$0]) }
    if let start = branch.start { points.insert(centre(skeleton.nodes[start]), at: 0) }
    if let end = branch.end { points.append(centre(skeleton.nodes[end])) }
    if branch.isLoop, let first = points.first { points.append(first) }
    return Polyline(points: points).smoothed(radius: smoothing)
  }

  /// Returns a candidate with its lines moved onto the middle of the darkness, its free ends cut where the darkness
  /// ends, and its sections measured again; for what is reported.
  func refined(_ candidate: CrackCandidate) -> CrackCandidate {
    var result = candidate
    result.branches = candidate.branches.map { $0.sections.isEmpty ? $0 : refined($0) }
    return result
  }

  private func refined(_ branch: CrackCandidate.Branch) -> CrackCandidate.Branch {
    let first = branch.sections
    let depth = first.map(\.section.depth).median
    var line = centred(branch.line, first, farthest: max(1.5, branch.halfWidth), least: 0.4 * depth)
    line = line.smoothed(radius: smoothing)
    // The map's lines run on by up to half a filter's length.
    let dark = first.filter { $0.section.depth >= 0.4 * depth }
    let margin = self.spacing(along: line) / 2
    let last = line.points.count - 1
    let start = branch.startIsFree ? max(0, (dark.first?.index ?? 0) - margin) : 0
    let end = branch.endIsFree ? min(last, (dark.last?.index ?? last) + margin) : last
    if end > start + 1 { line = Polyline(points: Array(line.points[start...end])) }
    // The flat bottom of a blurred line is about three pixels narrower than the line.
    let sections = sections(along: line, halfWidth: branch.halfWidth, alignment: max(0, (branch.width - 3) / 2))
    var refined = branch
    refined.line = line
    refined.sections = sections
    refined.width = sections.map(\.width).median
    return refined
  }

  private func spacing(along line: Polyline) -> Int { max(spacing, line.points.count / mostSections + 1) }

  /// Moves each point along the normal by the offsets of the sections around it.
  private func centred(
    _ line: Polyline, _ sections: [CrackCandidate.MeasuredSection], farthest: Double, least: Double
  ) -> Polyline {
    let dark = sections.filter { $0.section.depth >= least }
    guard !dark.isEmpty else { return line }
    // The median of three keeps a stone beside the line from pulling it over.
    let offsets = dark.indices.map { i in
      let near = dark[max(0, i - 1)...min(dark.count - 1, i + 1)].map(\.section.offset)
      return min(farthest, max(-farthest, near.median))
    }
    var points = line.points
    var right = 0
    for i in points.indices {
      while right < dark.count - 1, dark[right].index < i { right += 1 }
      let left = dark[right].index > i && right > 0 ? right - 1 : right
      let span = dark[right].index - dark[left].index
      let t = span > 0 ? Double(i - dark[left].index) / Double(span) : 0
      let offset = offsets[left] + t * (offsets[right] - offsets[left])
      points[i].u += offset * dark[right].normalU
      points[i].v += offset * dark[right].normalV
    }
    return Polyline(points: points)
  }

  private func sections(
    along line: Polyline, halfWidth: Double, alignment: Double? = nil
  ) -> [CrackCandidate.MeasuredSection] {
    let spacing = spacing(along: line)
    var sections: [CrackCandidate.MeasuredSection] = []
    for i in stride(from: min(spacing / 2, line.points.count / 2), to: line.points.count, by: spacing) {
      let (a, b) = (line.points[max(0, i - 5)], line.points[min(line.points.count - 1, i + 5)])
      let length = Polyline.distance(a, b)
      guard length > 0 else { continue }
      let (normalU, normalV) = (-(b.v - a.v) / length, (b.u - a.u) / length)
      // Wide lines are read in whole pixels. The ground on both sides must fit.
      let step = halfWidth > 4.5 ? 1 : 0.5
      let reach = min(24, Int(((halfWidth + 7) / step).rounded(.up)))
      let cut = CrossSection(
        of: tile.photo, at: line.points[i], normalU: normalU, normalV: normalV, step: step, reach: reach,
        alignment: alignment)
      let section = LineSection(cut, halfWidth: min(halfWidth, 14))
      let estimate = WidthModel.estimate(area: section.area, depth: section.depth, ground: section.ground)
      let noise = section.depth > 0 ? 1.645 * estimate.width * section.texture / section.depth : estimate.width
      sections.append(
        .init(
          index: i, point: line.points[i], normalU: normalU, normalV: normalV, section: section, width: estimate.width,
          low: max(0, estimate.width - Self.norm(estimate.width - estimate.low, noise)),
          high: estimate.width + Self.norm(estimate.high - estimate.width, noise),
          blueShift: cut.blueShift))
    }
    return sections
  }

  private static func norm(_ a: Double, _ b: Double) -> Double { (a * a + b * b).squareRoot() }

  private func features(_ branches: [CrackCandidate.Branch], pieces: [CrackPiece]) -> CrackFeatures {
    var features = CrackFeatures()
    let sections = branches.flatMap(\.sections)
    let pixels = pieces.flatMap(\.skeleton.pixels)
    let length = branches.reduce(0) { $0 + $1.line.length }
    guard !sections.isEmpty, !pixels.isEmpty, length > 0 else { return features }
    func medianOf(_ value: (LineSection) -> Double) -> Double { sections.map { value($0.section) }.median }
    func meanOf(_ value: (LineSection) -> Double) -> Double {
      sections.reduce(0) { $0 + value($1.section) } / Double(sections.count)
    }
    features.logLength = log(min(length, 300) / 50)
    features.response = response(pixels)
    features.contrast = medianOf { $0.depth / max(1, $0.ground) }
    features.asymmetry = medianOf { $0.sideDifference / max(1, $0.depth + $0.sideDifference) }
    features.green = min(1, max(0, (meanOf(\.excessGreen) - 0.03) / 0.05))
    features.texture = medianOf { $0.texture / max(1, $0.ground) }
    features.clutter = clutter(pixels, area: pieces.reduce(0) { $0 + $1.area })
    features.branching = 50 * Double(max(0, branches.count - pieces.count)) / length
    let tortuosity = length / max(1, branches.reduce(0) { $0 + $1.line.chord }) - 1
    features.wander = min(2, max(-1.6, log((max(0, tortuosity) + 0.002) / 0.01)))
    let width = sections.map(\.width).median
    features.width = min(6, width)
    features.widthVariation = sections.map { abs($0.width - width) }.median / max(0.5, width)
    features.signalToNoise = medianOf { min(10, $0.depth / max(0.5, $0.texture)) }
    features.misfit = meanOf { $0.depth <= $0.sideDifference / 2 ? 1 : 0 }
    if let surface {
      let sum = pixels.reduce(0) { $0 + Int(surface.value(x: $1 % map.width, y: $1 / map.width)) }
      features.surface = Double(sum) / Double(255 * pixels.count)
    }
    return features
  }

  private func response(_ pixels: [Int]) -> Double {
    let sum = pixels.reduce(0) { $0 + Int(map[$1 % map.width, $1 / map.width].value) }
    return Double(sum) / Double(255 * pixels.count)
  }

  /// The candidates in the cells the line runs through, less the line's own, over the cells.
  private func clutter(_ pixels: [Int], area: Int) -> Double {
    let cells = Set(pixels.map { density.cell(x: $0 % map.width, y: $0 / map.width) })
    let taken = cells.sorted().reduce(0) { $0 + density.share($1) }
    let own = Double(area) / Double(CandidateDensity.side * CandidateDensity.side)
    return max(0, taken - own) / Double(cells.count)
  }
}
