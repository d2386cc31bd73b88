import ImageKit

/// Areas: alligator cracking, potholes, patches and covers.
extension RoadAssembly {
  /// A filled crack: a patch narrower than this, in metres, and so many times as long as it is wide.
  private static let sealBreadth = 0.35
  private static let sealStretch = 4.0

  func area(_ box: RoadBox, _ lines: inout [RoadLine], _ found: inout [Detection]) {
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
}
