import Foundation
import ImageKit

/// Lines: cracks in boxes and by themselves, and the nets they form.
extension RoadAssembly {
  /// A line that lies so far within plants is the rim of a stone, a bench or a tuft, seen so many metres away, or pixels if that is more.
  ///
  /// Off the pavement less of it suffices.
  private static let enclosed = (onPavement: 0.55, elsewhere: 0.25)
  private static let enclosureReach = (metres: 0.8, pixels: 40.0)
  /// Pieces of ground between cracks that are larger than this make block cracking, in metres across.
  private static let blockSide = 0.3
  /// What the network alone must reach for a line that could not be traced.
  private static let leastUnseen = 0.5
  /// What a crack without a box is worth on the scale of the boxes' scores, which also tell how well a box fits: with 0.6 the ones and the
  /// others are ranked best on tiles kept back.
  private static let aloneAsBox = 0.6
  /// A net closes around at least so many pieces.
  private static let leastPieces = 4
  /// Parts of a crack that are shorter are not reported, in pixels.
  static let shortestPart = 24.0

  func line(_ box: RoadBox, _ lines: inout [RoadLine], _ found: inout [Detection]) {
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
    // A box that is less sure than its crack gets half of the way: its score tells how well it fits, too.
    let confidence = (box.score + max(box.score, cracks.map(confidence(of:)).max() ?? 0)) / 2
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

  func lone(_ line: RoadLine, _ found: inout [Detection]) {
    guard pavement.part(of: line.points) >= Self.pavedPart else {
      guard options.reportsCracksElsewhere, line.probability >= options.threshold(of: .crack) else { return }
      found.append(line.crack.detection(as: .crack, confidence: line.probability, bounds: tile.window))
      return
    }
    append(line.crack, box: nil, confidence: confidence(of: line), &found)
  }

  /// How sure it is that a traced crack is one: what the crack detector says, and half of that where the road network hears nothing.
  private func confidence(of line: RoadLine) -> Double {
    Self.aloneAsBox * line.probability * (0.5 + 0.5 * min(1, 2 * heard(along: line.points)))
  }

  func isEnclosed(_ line: RoadLine) -> Bool {
    let reach = max(Self.enclosureReach.pixels, Self.enclosureReach.metres / (tile.groundSampleDistance ?? .infinity))
    let isPaved = pavement.part(of: line.points) >= Self.pavedPart
    let most = isPaved ? Self.enclosed.onPavement : Self.enclosed.elsewhere
    return vegetation.enclosure(of: line.points, reach: reach) > most
  }

  /// A crack's parts along the road and across it; a net stays one.
  func split(_ line: RoadLine) -> [RoadLine] {
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

  /// The part of the photo that a crack takes up: what the network's box says, lengthened to hold what was traced; that with a margin where
  /// there is no box.
  private func extent(of detection: Detection, box: RoadBox?) -> [PixelPoint] {
    if let box { return within(box.lengthened(toHold: detection.centreLines.flatMap { $0 }).corners) }
    let mask = detection.mask.boundingBox
    let margin = 4 * maps.scale
    let low = PixelPoint(u: Double(mask.x) - margin, v: Double(mask.y) - margin)
    let high = PixelPoint(u: Double(mask.endX) + margin, v: Double(mask.endY) + margin)
    return within([low, PixelPoint(u: high.u, v: low.v), high, PixelPoint(u: low.u, v: high.v)])
  }
}
