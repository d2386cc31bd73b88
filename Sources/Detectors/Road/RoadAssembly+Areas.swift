import ImageKit

/// Areas: alligator cracking, potholes, patches and covers.
extension RoadAssembly {
  /// A filled crack: a patch narrower than this, in metres, and so many times as long as it is wide.
  private static let sealBreadth = 0.35
  private static let sealStretch = 4.0

  /// How sure the crack network must be of a built surface in and about a hole, 0…1: of stones under water it is less.
  private static let sureOfSurface = 0.95

  /// The kinds of areas, in the order in which they are asked: a hole's rim is no crack.
  static let areas = [RoadMap.utilityCover, .pothole, .repair, .alligatorCrack]

  func area(_ box: RoadBox, _ lines: inout [RoadLine], _ found: inout [Detection]) {
    let kind = kind(of: box)
    guard box.score >= options.threshold(of: kind), !isKnown(box, among: found) else { return }
    // Stones and benches on a lawn look like covers from above.
    if box.kind == .utilityCover || box.kind == .pothole, !isOnRoad(box, spread: 2.2, least: Self.pavedAround) {
      return
    }
    if box.kind == .pothole, surface(about: box) < Self.sureOfSurface { return }
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

  /// The mean of what the crack network says of a built surface in a box four times as long and wide, 0…1.
  private func surface(about box: RoadBox) -> Double {
    let reach = Swift.stride(from: -4.0, through: 4, by: 1)
    let seen = reach.flatMap { a in
      reach.compactMap { b -> Double? in
        let point = box.point(along: a * box.along, across: b * box.across)
        guard tile.window.holds(point) else { return nil }
        return Double(maps.surface.value(x: Int(point.u), y: Int(point.v))) / 255
      }
    }
    return seen.isEmpty ? 0 : seen.reduce(0, +) / Double(seen.count)
  }

  /// Whether an area of another kind is surer of the very place of a box: one thing is not a hole and a patch.
  ///
  /// Only what is reported by itself may take a box away, not what a low threshold lets through.
  func isBetter(_ others: [RoadBox], than box: RoadBox) -> Bool {
    others.contains { other in
      other.kind != box.kind && other.score > box.score
        && other.score >= RoadDamageDetectorOptions.standard.threshold(of: kind(of: other))
        && other.overlap(box) > RoadBoxes.sameThing
    }
  }

  /// Whether a surer area that was asked before reaches over the middle of a box: a hole or a cover in it, or a part of the same alligator area.
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
}
