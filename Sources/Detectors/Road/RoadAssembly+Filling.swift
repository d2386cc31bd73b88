import ImageKit

/// Filled cracks: the band of bitumen is traced as a wide crack, and the road network takes it for a repair.
extension RoadAssembly {
  /// A band is at least so wide, in metres and in pixels; most cracks are finer.
  private static let bandWidth = (metres: 0.02, pixels: 3.0)
  /// The part of the box's length that bands in it must have.
  private static let leastBand = 0.5
  /// What a box must reach, whatever is reported, to take cracks away.
  ///
  /// A band is thin for a repair, so its box is never sure.
  static let leastFilled = 0.3
  /// The part of the places beside a band, so many metres off, that must be paved: the edge of a road is dark, too.
  private static let beside = (part: 0.9, metres: 0.3)

  /// Takes the bands that lie in a box about a repair for a filled crack; `false` where there is none, the repair is an area, or the scale is
  /// unknown, and with it what is wide.
  func fill(_ box: RoadBox, _ lines: inout [RoadLine], _ found: inout [Detection]) -> Bool {
    guard let gsd = tile.groundSampleDistance, box.kind == .repair, box.score >= Self.leastFilled,
      !RoadAreas(maps: maps, bounds: tile.window).isFilled(box)
    else { return false }
    let least = max(Self.bandWidth.pixels, Self.bandWidth.metres / gsd)
    let margin = 8 * maps.scale + 0.25 * min(box.along, box.across)
    func isBand(_ branch: CrackCandidate.Branch) -> Bool { branch.width >= least }
    let own = lines.indices.filter { index in
      !lines[index].isTaken && isAmidPavement(lines[index], reach: Self.beside.metres / gsd)
        && lines[index].crack.branches.contains { isBand($0) && $0.line.length(in: box, margin: margin) > 0 }
    }
    let length = own.reduce(0.0) { sum, index in
      sum + lines[index].crack.branches.filter(isBand).reduce(0) { $0 + $1.line.length(in: box, margin: margin) }
    }
    guard length >= Self.leastBand * box.length else { return false }
    for index in own {
      let line = lines[index]
      var (band, rest) = (line.crack, line.crack)
      band.branches = line.crack.branches.filter(isBand)
      rest.branches = line.crack.branches.filter { !isBand($0) }
      // Two witnesses that do not know of each other.
      let confidence = (box.score + line.probability) / 2
      lines[index].isTaken = true
      if rest.length >= Self.shortestPart { lines.append(RoadLine(rest, probability: line.probability)) }
      guard confidence >= options.threshold(of: .sealedCrack) else { continue }
      found.append(band.detection(as: .sealedCrack, confidence: confidence, bounds: tile.window))
    }
    return true
  }
}

extension RoadAssembly {
  /// Whether there is pavement on all sides of a line.
  private func isAmidPavement(_ line: RoadLine, reach: Double) -> Bool {
    let places = line.points.flatMap { point in
      [(reach, 0.0), (-reach, 0), (0, reach), (0, -reach)].map {
        PixelPoint(u: point.u + $0.0, v: point.v + $0.1)
      }
    }.filter { tile.window.holds($0) }
    return pavement.part(of: places) >= Self.beside.part
  }
}

extension Polyline {
  /// The length of the pieces whose first point lies in a box with its sides moved outwards, in pixels.
  fileprivate func length(in box: RoadBox, margin: Double) -> Double {
    zip(points, points.dropFirst()).reduce(0) { sum, pair in
      box.contains(pair.0, margin: margin) ? sum + Self.distance(pair.0, pair.1) : sum
    }
  }
}
