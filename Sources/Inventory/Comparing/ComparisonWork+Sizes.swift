import Detectors
import ImageKit

extension ComparisonWork {
  /// Returns the pieces of one flight, in the earlier places; of several flights those of the one that shows most.
  func pieces(_ numbers: [Int], of side: ComparisonSide, isBefore: Bool) -> SizeComparison.Pieces {
    let flight = numbers.first.map { side.flightOf[$0] }
    let chosen = numbers.filter { side.flightOf[$0] == flight }
    let other = isBefore ? after : before
    let met = meetings.filter { (isBefore ? $0.old : $0.new) == flight }
    let pixel = chosen.compactMap { side.sightings[$0]?.groundSampleDistance }.max() ?? 0.01
    let site = chosen.lazy.compactMap { side.sightings[$0]?.site }.first ?? 0
    return SizeComparison.Pieces(
      defects: chosen.map { side.defects[$0] }, sightings: chosen.compactMap { side.sightings[$0] },
      share: { points in
        let shares = met.map { meeting in
          let move = isBefore ? meeting.shift.vector : -meeting.shift.vector
          return other.share(
            of: points.map { $0 + move }, site: site, flight: isBefore ? meeting.new : meeting.old, pixel: pixel)
        }
        return shares.max() ?? 0
      },
      fresh: { samples in
        guard let first = chosen.first else { return [] }
        var fresh = Array(samples.indices)
        for meeting in met {
          guard let own = meeting.number(of: first, isBefore: isBefore) else { continue }
          let move = isBefore ? SIMD2<Double>.zero : -meeting.shift.vector
          let moved = samples.map { GroundLine.Sample(point: $0.point + move, along: $0.along) }
          let found = Set(meeting.pieces(before, after, sites).fresh(moved, of: own, among: meeting.near[own]))
          fresh = fresh.filter(found.contains)
        }
        return fresh.map { samples[$0] }
      },
      wouldShow: { points in
        guard let first = chosen.first else { return false }
        let covered = met.map { meeting in
          let move = isBefore ? meeting.shift.vector : -meeting.shift.vector
          return other.coverage(
            of: points.map { $0 + move }, site: site, flight: isBefore ? meeting.new : meeting.old, pixel: pixel,
            doubt: Self.margin(of: meeting.shift))
        }
        return Self.isClear(side.defects[first], in: covered.reduce(0) { $0 + $1.photos }, of: other)
      })
  }

  /// Returns where an earlier defect lies in the later places.
  func placement(of old: Int) -> Placement? {
    guard let placement = before.defects[old].placement, let sighting = before.sightings[old],
      let meeting = meetings.first(where: { $0.old == before.flightOf[old] })
    else { return before.defects[old].placement }
    return placement.moved(by: meeting.shift.vector, on: sites.planes[sighting.site])
  }
}

extension Placement {
  /// Returns the place moved on a plane, by metres to the east and north.
  func moved(by move: SIMD2<Double>, on plane: EquirectangularPlane) -> Placement {
    func moved(_ ring: [HorizontalPosition]) -> [HorizontalPosition] {
      ring.map { plane.position(plane.point($0) + move) }
    }
    var copy = self
    copy.point = plane.position(plane.point(point) + move)
    copy.lines = lines.map(moved)
    copy.outline = outline.map { GroundPolygon(outer: moved($0.outer), holes: $0.holes.map(moved)) }
    return copy
  }
}
