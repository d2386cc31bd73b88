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
    } else if row.sizes.contains(where: \.wouldCount) {
      row.reason = .mayBeOverlooked
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
    row.overlooked = other.rate.overlooked(defect, in: photos)
    if Self.isClear(defect, in: photos, of: other) { row.change = change } else { row.reason = .mayBeOverlooked }
  }

  /// Whether so many photos of the other flight would have shown what they do not.
  static func isClear(_ defect: Defect, in photos: Int, of other: ComparisonSide) -> Bool {
    photos >= InventoryComparison.leastPhotos && DetectionRate.isSure(defect)
      && other.rate.overlooked(defect, in: photos) <= InventoryComparison.mostOverlooked
  }

  private func without(place defect: Defect, _ row: DefectComparison) -> DefectComparison {
    var row = row
    row.change = .notCompared
    row.reason = defect.placement?.method.hasSuffix("wall") == true ? .onWall : .noPlace
    row.placement = defect.placement
    return row
  }

  /// How far from its border a photo has to show a thing for the doubt of the shift: 90 % to one side.
  static func margin(of shift: FlightShift) -> Double { 1.28 * shift.accuracy.major }
}

extension ComparisonWork.Meeting {
  /// Returns the number in the scene of a defect of either inventory; `nil` when it is not in these flights.
  func number(of defect: Int, isBefore: Bool) -> Int? {
    scene.sightings.indices.first { numbers[$0] == defect && ($0 < scene.count) == isBefore }
  }

  /// What is told of pieces of one thing.
  func pieces(
    _ before: ComparisonSide, _ after: ComparisonSide, _ sites: SurveySites
  ) -> ComparisonPieces {
    ComparisonPieces(
      scene: scene, before: before, after: after, number: numbers, shift: shift.vector,
      plane: { site in { placement in placement.lines.map { $0.map(sites.planes[site].point) } } })
  }
}
