import Detectors
import ImageKit

/// The steps of a comparison, between the two sides and the rows.
struct ComparisonWork {
  let before, after: ComparisonSide
  let sites: SurveySites
  /// The pairs of flights that cover the same places.
  let meetings: [Meeting]
  private let groups: ComparisonGroups

  /// An earlier and a later flight over the same places.
  struct Meeting {
    let old, new: Int
    let shift: FlightShift
    /// The defects of both, by their numbers in the scene.
    let scene: ComparisonPairs
    let numbers: [Int]
    /// What of the other flight lies near each, by the numbers in the scene.
    let near: [[Int]]

    /// The earlier ones with what lies near them.
    var nearEarlier: [(before: Int, after: [Int])] { near.prefix(scene.count).enumerated().map { ($0, $1) } }
  }

  init(before: ComparisonSide, after: ComparisonSide, sites: SurveySites) {
    self.before = before
    self.after = after
    self.sites = sites
    let density = before.density.merging(after.density, uniquingKeysWith: max)
    var meetings: [Meeting] = []
    var groups = ComparisonGroups(before: before.defects.count, after: after.defects.count)
    for old in before.flights.indices {
      for new in after.flights.indices where before.meets(flight: old, of: after, flight: new) {
        let (first, second) = (before.placed(inFlight: old), after.placed(inFlight: new))
        let (one, other) = (first.compactMap { before.sightings[$0] }, second.compactMap { after.sightings[$0] })
        let shift = ShiftEstimation(before: one, after: other, density: density).shift(
          before: before.flights[old], after: after.flights[new])
        let scene = ComparisonPairs(
          before: one, after: other, shift: shift.vector, doubt: shift.accuracy, disagreement: shift.disagreement,
          density: density)
        var near = [[Int]](repeating: [], count: scene.sightings.count)
        for (number, others) in scene.neighbours(of: one.indices) {
          near[number] = others
          for other in others { near[other].append(number) }
        }
        let meeting = Meeting(old: old, new: new, shift: shift, scene: scene, numbers: first + second, near: near)
        for (one, other) in Self.partners(in: meeting, before, after, sites) { groups.join(before: one, after: other) }
        meetings.append(meeting)
      }
    }
    self.meetings = meetings
    self.groups = groups
  }

  /// Returns which defects of two flights are one thing, each earlier one with each later one that is.
  private static func partners(
    in meeting: Meeting, _ before: ComparisonSide, _ after: ComparisonSide, _ sites: SurveySites
  ) -> [(Int, Int)] {
    let scene = meeting.scene
    let best = scene.best(scene.pairs(among: meeting.nearEarlier))
    var joined = best.map { ($0.before, $0.after) }
    let taken = Set(joined.flatMap { [$0.0, $0.1] })
    let pieces = meeting.pieces(before, after, sites)
    for number in scene.sightings.indices where !taken.contains(number) {
      guard let whole = pieces.whole(of: number, among: meeting.near[number]) else { continue }
      joined.append(number < scene.count ? (number, whole) : (whole, number))
    }
    return joined.map { (meeting.numbers[$0.0], meeting.numbers[$0.1]) }
  }

  // MARK: Rows

  /// Returns a row for each thing, in no order.
  func rows() -> [DefectComparison] {
    let groups = groups.all
    let mended = patches(groups)
    var rows: [DefectComparison] = []
    for group in groups {
      if group.after.isEmpty, let old = group.before.first {
        rows.append(mended.of[old].map { patched(old, by: $0) } ?? missing(old))
      } else if group.before.isEmpty, let new = group.after.first {
        if !mended.used.contains(new) { rows.append(added(new)) }
      } else {
        rows.append(pair(group.before, group.after))
      }
    }
    let repeatability = SizeRepeatability(rows.flatMap(\.sizes))
    return rows.map { judged($0, repeatability) }
  }

  private func row(
    _ change: DefectChange, _ reason: ChangeReason? = nil, before old: [Defect] = [], after new: [Defect] = []
  ) -> DefectComparison {
    DefectComparison(
      change: change, reason: reason, before: old, after: new, sizes: [], placement: new.first?.placement)
  }

  /// A thing that both show.
  private func pair(_ old: [Int], _ new: [Int]) -> DefectComparison {
    let (one, other) = (before.largestFirst(old), after.largestFirst(new))
    var row = row(.unchanged, before: one.map { before.defects[$0] }, after: other.map { after.defects[$0] })
    row.sizes = SizeComparison.changes(
      from: pieces(one, of: before, isBefore: true), to: pieces(other, of: after, isBefore: false))
    row.severity = SeverityChange(from: row.before[0], to: row.after[0])
    let filling = Filling(from: row.before, to: row.after)
    if filling == .filled { (row.change, row.reason) = (.repaired, .filled) }
    if filling == .reopened { (row.change, row.reason) = (.grown, .reopened) }
    return row
  }

  /// Decides whether a thing that both show has changed its size.
  private func judged(_ row: DefectComparison, _ repeatability: SizeRepeatability) -> DefectComparison {
    var row = row
    row.sizes = row.sizes.map(repeatability.widened)
    guard row.change == .unchanged else { return row }
    let directions = Set(row.sizes.map(\.direction))
    if directions.contains(1) {
      row.change = .grown
    } else if directions.contains(-1) {
      row.change = .shrunk
    } else if row.sizes.isEmpty {
      row.reason = .noSize
    }
    return row
  }

  /// What a patch lies on now.
  private func patched(_ old: Int, by new: Int) -> DefectComparison {
    var row = row(.repaired, .patched, before: [before.defects[old]], after: [after.defects[new]])
    row.placement = placement(of: old)
    return row
  }

  /// What only the earlier inventory has.
  private func missing(_ old: Int) -> DefectComparison {
    let defect = before.defects[old]
    var row = row(.notObserved, before: [defect])
    guard let sighting = before.sightings[old] else { return without(place: defect, row) }
    let covered = meetings.filter { $0.old == before.flightOf[old] }.map { meeting in
      after.coverage(
        of: sighting.coveragePoints.map { $0 + meeting.shift.vector }, site: sighting.site, flight: meeting.new,
        pixel: sighting.groundSampleDistance, doubt: Self.margin(of: meeting.shift))
    }
    judge(&row, defect, covered, by: after, change: .gone)
    row.placement = placement(of: old)
    return row
  }

  /// What only the later inventory has.
  private func added(_ new: Int) -> DefectComparison {
    let defect = after.defects[new]
    var row = row(.firstSeen, after: [defect])
    guard let sighting = after.sightings[new] else { return without(place: defect, row) }
    let covered = meetings.filter { $0.new == after.flightOf[new] }.map { meeting in
      before.coverage(
        of: sighting.coveragePoints.map { $0 - meeting.shift.vector }, site: sighting.site, flight: meeting.old,
        pixel: sighting.groundSampleDistance, doubt: Self.margin(of: meeting.shift))
    }
    judge(&row, defect, covered, by: before, change: .new)
    return row
  }

  /// Says whether the other flights would have shown a thing.
  private func judge(
    _ row: inout DefectComparison, _ defect: Defect, _ covered: [ComparisonSide.Coverage], by other: ComparisonSide,
    change: DefectChange
  ) {
    let photos = covered.reduce(0) { $0 + $1.photos }
    row.coveringPhotos = photos
    guard other.looksFor(defect.damageClass) else {
      row.reason = .notLookedFor
      return
    }
    guard photos > 0 else {
      switch covered.map(\.best).max() ?? .outside {
      case .tooCoarse: row.reason = .tooCoarse
      case .atBorder: row.reason = .atBorder
      case .outside, .adequate: row.reason = .notCovered
      }
      return
    }
    let overlooked = other.rate.overlooked(defect, in: photos)
    row.overlooked = overlooked
    if photos >= InventoryComparison.leastPhotos, overlooked <= InventoryComparison.mostOverlooked {
      row.change = change
    } else {
      row.reason = .mayBeOverlooked
    }
  }

  private func without(place defect: Defect, _ row: DefectComparison) -> DefectComparison {
    var row = row
    row.change = .notCompared
    row.reason = defect.placement?.method.hasSuffix("wall") == true ? .onWall : .noPlace
    row.placement = defect.placement
    return row
  }

  /// How far from its border a photo has to show a thing for the doubt of the shift: 90 % to one side.
  private static func margin(of shift: FlightShift) -> Double { 1.28 * shift.accuracy.major }

  // MARK: Repairs

  /// Returns which later repair, one that was not there before, lies on what only the earlier inventory has.
  private func patches(
    _ groups: [(before: [Int], after: [Int])]
  ) -> (of: [Int: Int], used: Set<Int>) {
    let alone = Set(groups.filter { $0.after.isEmpty }.flatMap(\.before))
    let fresh = Set(groups.filter { $0.before.isEmpty }.flatMap(\.after))
    var found: [Int: Int] = [:]
    for meeting in meetings {
      for (one, others) in meeting.nearEarlier {
        let old = meeting.numbers[one]
        guard found[old] == nil, alone.contains(old), before.defects[old].damageClass.isMended else { continue }
        let points = meeting.scene.sightings[one].coveragePoints
        found[old] = others.first { other in
          let number = meeting.numbers[other]
          guard fresh.contains(number), after.defects[number].damageClass == .repair,
            let area = meeting.scene.sightings[other].area
          else { return false }
          // Shifted by the doubt at most, half of it lies under the patch.
          let reach = meeting.scene.beside(one, other)
          return 2 * points.count { area.covers($0, within: reach) } >= points.count
        }.map { meeting.numbers[$0] }
      }
    }
    return (found, Set(found.values))
  }

  // MARK: Sizes and places

  /// Returns the pieces of one flight, in the earlier places; of several flights those of the one that shows most.
  private func pieces(_ numbers: [Int], of side: ComparisonSide, isBefore: Bool) -> SizeComparison.Pieces {
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
        guard let first = chosen.first else { return 0 }
        let shares = met.compactMap { meeting -> Double? in
          let numbers = meeting.numbers
          guard
            let own = meeting.scene.sightings.indices.first(where: {
              numbers[$0] == first && ($0 < meeting.scene.count) == isBefore
            })
          else { return nil }
          let move = isBefore ? SIMD2<Double>.zero : -meeting.shift.vector
          let moved = samples.map { GroundLine.Sample(point: $0.point + move, along: $0.along) }
          return meeting.pieces(before, after, sites).fresh(moved, of: own, among: meeting.near[own])
        }
        return shares.min() ?? 0
      })
  }

  /// Returns where an earlier defect lies in the later places.
  private func placement(of old: Int) -> Placement? {
    guard let placement = before.defects[old].placement, let sighting = before.sightings[old],
      let meeting = meetings.first(where: { $0.old == before.flightOf[old] })
    else { return before.defects[old].placement }
    return placement.moved(by: meeting.shift.vector, on: sites.planes[sighting.site])
  }
}

extension ComparisonWork.Meeting {
  /// What is told of pieces of one thing.
  fileprivate func pieces(
    _ before: ComparisonSide, _ after: ComparisonSide, _ sites: SurveySites
  ) -> ComparisonPieces {
    ComparisonPieces(
      scene: scene, before: before, after: after, number: numbers, shift: shift.vector,
      plane: { site in { placement in placement.lines.map { $0.map(sites.planes[site].point) } } })
  }
}

extension DamageClass {
  /// Whether a patch may be laid on it.
  fileprivate var isMended: Bool {
    switch self {
    case .crack, .longitudinalCrack, .transverseCrack, .alligatorCrack, .blockCrack, .sealedCrack, .pothole, .spalling,
      .exposedRebar:
      true
    case .repair, .utilityCover, .fadedMarking, .efflorescence, .treeCrown, .decliningCrown, .deadCrown, .bareBranch,
      .fallenTree, .leaningTree, .canopyOverPavement:
      false
    }
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
