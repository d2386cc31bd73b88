import Foundation
import ImageKit

/// Makes one record of each piece of damage from what both networks say of it.
///
/// Areas come first: the cracks of an alligator area are part of it, and the rims of potholes, covers and patches are no cracks. Then each box
/// about a line takes the traced cracks in it. What was traced and lies in no box is a crack by itself.
struct RoadAssembly {
  let tile: Tile
  let maps: RoadMaps
  let pavement: PavementMask
  let vegetation: VegetationMask
  let directions: RoadDirections
  let options: RoadDamageDetectorOptions

  /// The part of a crack that makes it part of an area, and of a line's box.
  private static let partOfArea = 0.6
  private static let partOfLine = 0.5
  /// The part of a thing that must be paved.
  private static let pavedPart = 0.5
  /// The part of what is around a cover or a hole that must be paved; at a kerb three of eight places may lie on a verge.
  private static let pavedAround = 0.6
  /// A line that lies so far within plants is the rim of a stone, a bench or a tuft, seen so many metres away, or pixels if that is more.
  ///
  /// Off the pavement less of it suffices.
  private static let enclosed = (onPavement: 0.55, elsewhere: 0.25)
  private static let enclosureReach = (metres: 0.8, pixels: 40.0)
  /// A filled crack: a patch narrower than this, in metres, and so many times as long as it is wide.
  private static let sealBreadth = 0.35
  private static let sealStretch = 4.0
  /// Pieces of ground between cracks that are larger than this make block cracking, in metres across.
  private static let blockSide = 0.3
  /// What the network alone must reach for a line that could not be traced.
  private static let leastUnseen = 0.5
  /// A net closes around at least so many pieces.
  private static let leastPieces = 4
  /// Parts of a crack that are shorter are not reported, in pixels.
  private static let shortestPart = 24.0

  /// Returns the damage: areas by kind, lines in boxes, lines by themselves.
  func detections(boxes: [RoadBox], lines: [RoadLine]) -> [Detection] {
    var lines = lines.filter { !isEnclosed($0) }.flatMap { split($0) }
    var found: [Detection] = []
    let boxes = boxes.filter { isOnRoad($0) }
    for kind in [RoadMap.utilityCover, .pothole, .repair, .alligatorCrack] {
      for box in boxes where box.kind == kind { area(box, &lines, &found) }
    }
    for box in boxes where box.kind == .lineCrack { line(box, &lines, &found) }
    for line in lines where !line.isTaken { lone(line, &found) }
    return found
  }

  // MARK: Areas

  private func area(_ box: RoadBox, _ lines: inout [RoadLine], _ found: inout [Detection]) {
    let kind = kind(of: box)
    guard box.score >= options.threshold(of: kind), !isKnown(box, among: found) else { return }
    // Stones and benches on a lawn look like covers from above.
    if box.kind == .utilityCover || box.kind == .pothole, !isOnRoad(box, spread: 2.2, least: Self.pavedAround) {
      return
    }
    let mask = RoadAreas(maps: maps, bounds: tile.window).mask(of: box)
    guard mask.area > 0 else { return }
    let margin = 4 + 0.15 * min(box.along, box.across)
    // Only what is reported by itself may take cracks away, not what a low threshold lets through.
    let isSure = box.score >= RoadDamageDetectorOptions.standard.threshold(of: kind)
    for index in lines.indices where isSure && !lines[index].isTaken {
      let isPart =
        box.kind == .repair
        ? isSeam(lines[index], of: box) : lines[index].part(in: box, margin: margin) >= Self.partOfArea
      if isPart { lines[index].isTaken = true }
    }
    found.append(
      Detection(
        damageClass: kind, confidence: box.score, mask: mask,
        outline: MaskOutline.rings(of: mask, tolerance: 0.35 * maps.stride), extent: within(box.corners)))
  }

  /// Areas of unlike kinds in one place are one thing; the kind that was asked first has it.
  private func isKnown(_ box: RoadBox, among found: [Detection]) -> Bool {
    found.contains { other in
      guard other.extent.count == 4, other.confidence >= box.score else { return false }
      let corners = other.extent
      guard PixelRing.contains(corners, box.middle) else { return false }
      let isSmall = box.kind == .pothole || box.kind == .utilityCover
      return isSmall
        ? other.damageClass != .repair : box.kind == .alligatorCrack && other.damageClass == .alligatorCrack
    }
  }

  private func kind(of box: RoadBox) -> DamageClass {
    switch box.kind {
    case .alligatorCrack: return .alligatorCrack
    case .pothole: return .pothole
    case .utilityCover: return .utilityCover
    default:
      let isStrip = tile.groundSampleDistance.map { box.breadth * $0 < Self.sealBreadth } ?? false
      return isStrip && box.length >= Self.sealStretch * box.breadth ? .sealedCrack : .repair
    }
  }

  /// Whether a crack runs along the border of a patch.
  private func isSeam(_ line: RoadLine, of box: RoadBox) -> Bool {
    let reach = 8 * maps.scale
    let near = line.points.count { point in
      let place = box.offset(of: point)
      let (a, b) = (abs(abs(place.along) - box.along), abs(abs(place.across) - box.across))
      return box.contains(point, margin: reach) && min(a, b) <= reach
    }
    return Double(near) >= 0.7 * Double(max(1, line.points.count))
  }

  // MARK: Lines

  private func line(_ box: RoadBox, _ lines: inout [RoadLine], _ found: inout [Detection]) {
    let margin = 8 * maps.scale + 0.25 * min(box.along, box.across)
    let own = lines.indices.filter { !lines[$0].isTaken && lines[$0].part(in: box, margin: margin) >= Self.partOfLine }
    guard !own.isEmpty else {
      // A longer crack runs through it, or it is part of an area: known already, or soon.
      let isCrossed = lines.contains { line in
        line.points.count { box.contains($0, margin: margin) } * 16 >= Int(box.length)
      }
      if !isCrossed { unseen(box, &found) }
      return
    }
    for index in own { lines[index].isTaken = true }
    let cracks = own.map { lines[$0] }
    let confidence = max(box.score, 0.5 * (cracks.map(\.probability).max() ?? 0))
    var whole = cracks[0].crack
    whole.branches = cracks.flatMap(\.crack.branches)
    append(whole, box: box, confidence: confidence, &found)
  }

  /// A line that the network sees and that could not be traced: a course from end to end of its box, without a width.
  private func unseen(_ box: RoadBox, _ found: inout [Detection]) {
    let isLong = box.along >= box.across
    let half = 0.9 * max(box.along, box.across)
    let ends = [-half, half].map { isLong ? box.point(along: $0, across: 0) : box.point(along: 0, across: $0) }
    guard let (kind, angle) = kind(direction: box.direction, at: box.middle, net: nil) else { return }
    guard box.score >= options.threshold ?? Self.leastUnseen else { return }
    var stroke = StrokeMask(bounds: tile.window)
    let steps = max(1, Int(box.length))
    for i in 0...steps {
      let t = Double(i) / Double(steps)
      stroke.draw(
        PixelPoint(u: ends[0].u + t * (ends[1].u - ends[0].u), v: ends[0].v + t * (ends[1].v - ends[0].v)), radius: 2)
    }
    let mask = stroke.mask
    guard mask.area > 0 else { return }
    found.append(
      Detection(
        damageClass: kind, confidence: box.score, mask: mask, outline: MaskOutline.rings(of: mask, tolerance: 0.5),
        centreLines: [ends], pattern: .single, angleToRoad: angle, extent: within(box.corners)))
  }

  private func lone(_ line: RoadLine, _ found: inout [Detection]) {
    guard pavement.part(of: line.points) >= Self.pavedPart else {
      guard options.reportsCracksElsewhere, line.probability >= options.threshold(of: .crack) else { return }
      found.append(line.crack.detection(as: .crack, confidence: line.probability, bounds: tile.window))
      return
    }
    let confidence = line.probability * (0.5 + 0.5 * min(1, 2 * heard(along: line.points)))
    append(line.crack, box: nil, confidence: confidence, &found)
  }

  private func isEnclosed(_ line: RoadLine) -> Bool {
    let reach = max(Self.enclosureReach.pixels, Self.enclosureReach.metres / (tile.groundSampleDistance ?? .infinity))
    let isPaved = pavement.part(of: line.points) >= Self.pavedPart
    let most = isPaved ? Self.enclosed.onPavement : Self.enclosed.elsewhere
    return vegetation.enclosure(of: line.points, reach: reach) > most
  }

  /// A crack's parts along the road and across it; a net stays one.
  private func split(_ line: RoadLine) -> [RoadLine] {
    guard pavement.part(of: line.points) >= Self.pavedPart else { return [line] }
    let whole = line.crack.detection(as: .crack, confidence: line.probability, bounds: tile.window)
    guard let axis = directions.axis(at: whole.boundingBox.middle), netKind(of: whole) == nil else { return [line] }
    let parts = line.crack.parts(by: axis.angle)
    guard parts.count > 1 else { return [line] }
    return parts.filter { $0.length >= Self.shortestPart }.map { RoadLine($0, probability: line.probability) }
  }

  /// How sure the road network is of a crack somewhere along points: the second witness beside the line itself.
  private func heard(along points: [PixelPoint]) -> Double {
    points.reduce(0.0) { best, point in
      let cell = maps.cell(of: point)
      return max(best, maps.probability(.lineCrack, x: cell.x, y: cell.y))
    }
  }

  /// What a net of cracks is: alligator cracking with small pieces of ground between them, block cracking with larger ones; `nil` for less
  /// than a net.
  private func netKind(of detection: Detection) -> DamageClass? {
    let holes = detection.outline.map(PixelRing.signedArea).filter { $0 < -60 }
    guard detection.pattern == .map, holes.count >= Self.leastPieces else { return nil }
    let side = (-holes.reduce(0, +) / Double(holes.count)).squareRoot()
    let isSmall = tile.groundSampleDistance.map { side * $0 < Self.blockSide } ?? true
    return isSmall ? .alligatorCrack : .blockCrack
  }

  private func append(_ crack: CrackCandidate, box: RoadBox?, confidence: Double, _ found: inout [Detection]) {
    var detection = crack.detection(as: .crack, confidence: confidence, bounds: tile.window)
    let middle = box?.middle ?? detection.boundingBox.middle
    let direction = box?.direction ?? RoadLine.direction(of: crack.branches) ?? 0
    guard let known = kind(direction: direction, at: middle, net: netKind(of: detection)) else {
      if options.reportsCracksElsewhere, confidence >= options.threshold(of: .crack) { found.append(detection) }
      return
    }
    detection.damageClass = known.kind
    detection.angleToRoad = known.angle
    guard confidence >= options.threshold(of: known.kind) else { return }
    detection.extent = extent(of: detection, box: box)
    found.append(detection)
  }

  /// Returns the kind of a crack and its angle to the road; `nil` where there is no road.
  private func kind(
    direction: Double, at point: PixelPoint, net: DamageClass?
  ) -> (kind: DamageClass, angle: Double?)? {
    guard let axis = directions.axis(at: point) else { return nil }
    if let net { return (net, nil) }
    let angle = asin(min(1, abs(sin(direction - axis.angle)))) * 180 / .pi
    return (angle <= 45 ? .longitudinalCrack : .transverseCrack, angle)
  }

  /// The part of the photo that a crack takes up: half what was traced, half what the network's box says; with a margin where there is no box.
  private func extent(of detection: Detection, box: RoadBox?) -> [PixelPoint] {
    let mask = detection.mask.boundingBox
    let margin = 4 * maps.scale
    let low = PixelPoint(u: Double(mask.x) - margin, v: Double(mask.y) - margin)
    let high = PixelPoint(u: Double(mask.endX) + margin, v: Double(mask.endY) + margin)
    guard let box else { return within([low, PixelPoint(u: high.u, v: low.v), high, PixelPoint(u: low.u, v: high.v)]) }
    let corners = box.corners
    func mean(_ traced: Double, _ of: (PixelPoint) -> Double, _ pick: ([Double]) -> Double?) -> Double {
      (traced + (pick(corners.map(of)) ?? traced)) / 2
    }
    let left = mean(low.u, \.u) { $0.min() }
    let top = mean(low.v, \.v) { $0.min() }
    let right = mean(high.u, \.u) { $0.max() }
    let bottom = mean(high.v, \.v) { $0.max() }
    return within([
      PixelPoint(u: left, v: top), PixelPoint(u: right, v: top), PixelPoint(u: right, v: bottom),
      PixelPoint(u: left, v: bottom),
    ])
  }

  // MARK: The photo

  private func isOnRoad(_ box: RoadBox, spread: Double = 0.7, least: Double = pavedPart) -> Bool {
    let points = [-spread, 0.0, spread].flatMap { a in
      [-spread, 0.0, spread].map { box.point(along: a * box.along, across: $0 * box.across) }
    }.filter { tile.window.holds($0) }
    guard pavement.part(of: points) >= least else { return false }
    return directions.axis(at: box.middle) != nil
  }

  /// Points moved to the photo's border where they lie beyond it.
  private func within(_ points: [PixelPoint]) -> [PixelPoint] {
    points.map {
      PixelPoint(
        u: min(Double(tile.window.endX), max(Double(tile.window.x), $0.u)),
        v: min(Double(tile.window.endY), max(Double(tile.window.y), $0.v)))
    }
  }
}

extension Window {
  /// Whether a point lies in the window.
  fileprivate func holds(_ point: PixelPoint) -> Bool {
    point.u >= Double(x) && point.v >= Double(y) && point.u < Double(endX) && point.v < Double(endY)
  }

  /// The point in the middle.
  fileprivate var middle: PixelPoint { PixelPoint(u: Double(x) + Double(width) / 2, v: Double(y) + Double(height) / 2) }
}
