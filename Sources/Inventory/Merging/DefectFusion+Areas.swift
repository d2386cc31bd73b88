import Detectors
import ImageKit

/// Areas that several photos show.
extension DefectFusion {
  /// Photos of which all parts together are smaller than this part of the largest show it not whole.
  private static let whole = 0.5

  /// Fuses areas: the outline of the best photo, and the mean of the sizes and places in all that show it whole.
  ///
  /// Where a photo shows it in parts, all its parts are one measure.
  func fuseAreas(of ranked: [Int], on plane: EquirectangularPlane, into defect: inout Defect) {
    let best = ranked[0]
    // Where the border of the photo cuts it, the measure is of a part.
    let whole = ranked.filter { !sightings[$0].isCut }
    let counted = photosParts(of: whole.isEmpty ? [best] : whole)
    var measures = observations[best].measures
    measures.area = MeasureFusion.measure(counted.compactMap(area))
    let isRound = defect.damageClass == .pothole || defect.damageClass.isCrown
    if observations[best].damageClass == .pothole || isRound {
      measures.diameter = measures.area.flatMap(Measure.init(diameterOfCircleOf:))
    }
    defect.measures = measures
    let place = fused(counted.map { (sightings[$0[0]], middle($0) - sightings[best].point) })
    let observed = observations[best].placement
    // What stands up is placed where it stands: the sighting's own point, not where the line of sight meets the ground.
    let point = sightings[best].point + place.mean
    let move = point - (observed.map { plane.point($0.point) } ?? sightings[best].point)
    let parts = ranked.filter { sightings[$0].photo == sightings[best].photo }
    let outline = parts.flatMap { observations[$0].placement?.outline ?? [] }.map { moved($0, by: move, on: plane) }
    defect.placement = placement(
      at: plane.position(point), place.accuracy, best: observations[best],
      outline: parts.count > 1 ? GroundPolygon.union(outline) : outline, lines: [])
    defect.spread = place.spread
  }

  /// Returns the areas by photo, each photo where its first one stands, without photos that show too little of the whole.
  private func photosParts(of ranked: [Int]) -> [[Int]] {
    var groups: [[Int]] = []
    var places: [Int: Int] = [:]
    for member in ranked {
      if let place = places[sightings[member].photo] {
        groups[place].append(member)
      } else {
        places[sightings[member].photo] = groups.count
        groups.append([member])
      }
    }
    guard groups.contains(where: { $0.count > 1 }) else { return groups }
    let sizes = groups.map { group in group.reduce(0) { $0 + sightings[$1].size * sightings[$1].size } }
    let least = Self.whole * (sizes.max() ?? 0)
    return zip(groups, sizes).filter { $0.1 >= least }.map(\.0)
  }

  /// The area of all parts in one photo: what its scale is wrong by is wrong alike in all.
  private func area(of parts: [Int]) -> Measure? {
    let measures = parts.compactMap { observations[$0].measures.area }
    guard parts.count > 1, let first = measures.first else { return measures.first }
    return measures.dropFirst().reduce(first) { sum, area in
      Measure(sum.value + area.value, sigma: sum.sigma.flatMap { sigma in area.sigma.map { sigma + $0 } })
    }
  }

  /// The middle of all parts in one photo, by their sizes.
  private func middle(_ parts: [Int]) -> SIMD2<Double> {
    let weights = parts.map { max(sightings[$0].size * sightings[$0].size, 1e-9) }
    guard parts.count > 1 else { return sightings[parts[0]].point }
    let sum = zip(parts, weights).reduce(SIMD2<Double>.zero) { $0 + sightings[$1.0].point * $1.1 }
    return sum / weights.reduce(0, +)
  }

  func moved(
    _ polygon: GroundPolygon, by move: SIMD2<Double>, on plane: EquirectangularPlane
  ) -> GroundPolygon {
    func moved(_ ring: [HorizontalPosition]) -> [HorizontalPosition] {
      ring.map { plane.position(plane.point($0) + move) }
    }
    return GroundPolygon(outer: moved(polygon.outer), holes: polygon.holes.map(moved))
  }
}
