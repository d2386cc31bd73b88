import Detectors
import Foundation
import ImageKit

/// Makes one defect of a track: its kind, place, sizes, severity and best photo.
struct DefectFusion {
  let sightings: [Sighting]
  let observations: [Observation]
  let photos: [SurveyPhoto]
  let sites: SurveySites
  let limits: MergingLimits
  let rules: (DamageClass) -> RulePack
  let roads: RoadNetwork?

  /// Parts of a crack count for its width from this part of the longest one on.
  private static let partForWidth = 0.5

  /// Returns the defect of a track of at least two sightings.
  ///
  /// - Parameters:
  ///   - track: numbers of sightings in order; the first names the defect.
  ///   - claimed: lines of other defects that photos show as parts of this one, on the plane of the site: what lies beside them counts there.
  func defect(_ track: [Int], without claimed: [[SIMD2<Double>]] = []) -> Defect {
    let ranked = BestSighting(sightings: sightings, observations: observations, photos: photos).ranked(track)
    let best = ranked[0]
    let plane = sites.planes[sightings[best].site]
    let kind = damageClass(of: track)
    var defect = Defect(
      observation: observations[track[0]], severity: Severity(grade: .notGradable, rule: "", reason: ""),
      capturedAt: nil)
    let members = track.map { observations[$0] }
    let times = track.compactMap { photos[sightings[$0].photo].capturedAt }.sorted { $0.precedes($1) }
    defect.damageClass = kind
    defect.confidence = members.map(\.confidence).max() ?? 0
    defect.observations = members.sorted { ($0.photo, $0.uid) < ($1.photo, $1.uid) }
    defect.bestPhoto = observations[best].photo
    defect.firstSeen = times.first
    defect.lastSeen = times.last

    let linear = ranked.filter { sightings[$0].line != nil }
    if let base = linear.first, kind != .alligatorCrack || sightings[best].line != nil {
      fuseLines(of: linear, base: base, without: claimed, on: plane, into: &defect)
    } else {
      fuseAreas(of: ranked.filter { sightings[$0].line == nil }, on: plane, into: &defect)
    }
    if kind.isTree { defect.measures.tree = TreeFusion.tree(ranked.compactMap { observations[$0].measures.tree }) }
    defect.measures.paintLost = paintLost(of: ranked)
    if let point = defect.placement?.point, let roads {
      defect.road = roads.match(at: point)?.position
    } else {
      defect.road = observations[best].road
    }
    let view = GradingView(
      of: observations[best], focalLengthPixels: photos[sightings[best].photo].focalLengthPixels)
    defect.severity = rules(kind).severity(of: kind, measures: defect.measures, view: view)
    return defect
  }

  /// The part of a marking that lost its paint: what the photos say, each by how much of it it shows; `nil` for what is no marking.
  private func paintLost(of ranked: [Int]) -> Double? {
    let told = ranked.compactMap { member in
      observations[member].measures.paintLost.map { (lost: $0, weight: max(1e-9, sightings[member].size)) }
    }
    guard !told.isEmpty else { return nil }
    return told.reduce(0) { $0 + $1.lost * $1.weight } / told.reduce(0) { $0 + $1.weight }
  }

  // MARK: Kind

  /// The kind that most photos tell, each by how sure it is; one that is not told counts half.
  private func damageClass(of track: [Int]) -> DamageClass {
    var votes: [DamageClass: Double] = [:]
    for (_, members) in Dictionary(grouping: track, by: { sightings[$0].photo }).sorted(by: { $0.key < $1.key }) {
      // Of the pieces in one photo the largest one.
      let largest = members.max { (sightings[$0].size, $1) < (sightings[$1].size, $0) } ?? members[0]
      let kind = sightings[largest].damageClass
      votes[kind, default: 0] += sightings[largest].confidence * (kind == .crack ? 0.5 : 1)
    }
    return votes.max { ($0.value, $1.key.rawValue) < ($1.value, $0.key.rawValue) }?.key
      ?? sightings[track[0]].damageClass
  }

  // MARK: Lines

  private func fuseLines(
    of ranked: [Int], base: Int, without claimed: [[SIMD2<Double>]], on plane: EquirectangularPlane,
    into defect: inout Defect
  ) {
    let placement = observations[base].placement
    let first = sightings[base]
    let baseLines = placement?.lines.map { $0.map(plane.point) } ?? []
    var stitching = LineStitching(baseLines, beside: beside(first, first), without: claimed)
    let baseLength = baseLines.reduce(0) { $0 + LineStitching.length($1) }
    var outline = placement?.outline ?? []
    var offsets: [(sighting: Sighting, shift: SIMD2<Double>)] = [(first, .zero)]
    for member in ranked where member != base {
      let sighting = sightings[member]
      guard let line = sighting.line, let observed = observations[member].placement else { continue }
      let accuracy = PlaceDoubt.ofDifference(
        first.doubt, sighting.doubt, isSameFlight: first.flight == sighting.flight)
      let shift =
        sighting.photo == first.photo
        ? .zero
        : LineAlignment(accuracy: accuracy, beside: beside(first, sighting)).shift(
          of: line.samples, onto: GroundLine(stitching.lines, tolerance: 0),
          reach: limits.gate.squareRoot() * accuracy.major + beside(first, sighting))
      // Pieces in one photo are off together.
      if offsets.allSatisfy({ $0.sighting.photo != sighting.photo }) { offsets.append((sighting, shift)) }
      // A crack goes on where one photo loses it; a tree is one in each photo.
      guard defect.damageClass != .fallenTree,
        stitching.add(observed.lines.map { $0.map(plane.point) }, shiftedBy: shift)
      else { continue }
      outline += observed.outline.map { moved($0, by: shift, on: plane) }
    }
    let members = ranked.map { observations[$0] }
    // On a slope a line is longer than on the map.
    let slope = measuredPerPlan(observations[base], planLength: baseLength)
    let length = stitching.length * slope
    let relative = members.compactMap { $0.measures.length.flatMap { m in m.sigma.map { $0 / max(m.value, 1e-9) } } }
    var measures = observations[base].measures
    measures.length =
      defect.damageClass == .fallenTree
      ? MeasureFusion.measure(members.compactMap(\.measures.length))
      : Measure(length, sigma: relative.min().map { $0 * length })
    let longest = ranked.map { sightings[$0].size }.max() ?? 0
    measures.width = MeasureFusion.width(
      ranked.filter { sightings[$0].size >= Self.partForWidth * longest }.compactMap {
        observations[$0].measures.width
      })
    if let area = measures.area, baseLength > 0 {
      let factor = length / (baseLength * slope)
      measures.area = Measure(area.value * factor, sigma: area.sigma.map { $0 * factor })
    }
    measures.orientation = LineStitching.azimuth(of: stitching.lines)
    measures.pattern = members.compactMap(\.measures.pattern).max { Self.branching($0) < Self.branching($1) }
    defect.measures = measures

    // The base lies where its own photo puts it; the others pull it as much as they are sure.
    let place = fused(offsets.map { ($0.sighting, -$0.shift) })
    let lines = stitching.lines.map { line in line.map { plane.position($0 + place.mean) } }
    let middle = (LineStitching.middle(of: stitching.lines) ?? first.point) + place.mean
    defect.placement = self.placement(
      at: plane.position(middle), place.accuracy, best: observations[base],
      outline: GroundPolygon.union(outline.map { moved($0, by: place.mean, on: plane) }), lines: lines)
    defect.spread = place.spread
  }

  private func beside(_ first: Sighting, _ second: Sighting) -> Double {
    let accuracy = PlaceDoubt.ofDifference(first.doubt, second.doubt, isSameFlight: first.flight == second.flight)
    let isRegistered = first.doubt.isRegistered && second.doubt.isRegistered && first.flight == second.flight
    return limits.besidePixels * max(first.groundSampleDistance, second.groundSampleDistance)
      + (isRegistered ? 1 : 0.25) * accuracy.major
  }

  private static func branching(_ pattern: CrackPattern) -> Int { CrackPattern.allCases.firstIndex(of: pattern) ?? 0 }

  private func measuredPerPlan(_ observation: Observation, planLength: Double) -> Double {
    guard let measured = observation.measures.length?.value, planLength > 0 else { return 1 }
    let ratio = measured / planLength
    return (0.5...2).contains(ratio) ? ratio : 1
  }

  // MARK: Place

  /// A mean of places.
  struct Place {
    var mean: SIMD2<Double>
    var accuracy: PositionAccuracy
    var spread: PlaceSpread?
  }

  /// Returns the mean of places by information: the photos' own parts get smaller with their number, what they share does not.
  func fused(_ places: [(sighting: Sighting, offset: SIMD2<Double>)]) -> Place {
    var information = PositionAccuracy.exact
    var sum = SIMD2<Double>.zero
    var shared = PositionAccuracy.exact
    var weights = 0.0
    for (sighting, offset) in places {
      guard let own = sighting.doubt.own.information else { continue }
      information = information.adding(own)
      sum += own.times(offset)
      let weight = own.eastEast + own.northNorth
      shared = shared.adding(sighting.doubt.sharedAccuracy.scaled(by: weight))
      weights += weight
    }
    guard let own = information.information, weights > 0 else {
      return Place(mean: .zero, accuracy: places.first?.sighting.doubt.total ?? .exact, spread: nil)
    }
    let mean = own.times(sum)
    let photos = Set(places.map(\.sighting.photo)).count
    let chiSquared = places.reduce(0) { $0 + $1.sighting.doubt.own.squaredDistance(of: $1.offset - mean) }
    return Place(
      mean: mean, accuracy: own.adding(shared.scaled(by: 1 / weights)),
      spread: photos > 1
        ? PlaceSpread(chiSquared: chiSquared, degreesOfFreedom: 2 * (places.count - 1)) : nil)
  }

  /// Returns the placement of a defect, with what its best photo says of the rest.
  func placement(
    at point: HorizontalPosition, _ accuracy: PositionAccuracy, best: Observation, outline: [GroundPolygon],
    lines: [[HorizontalPosition]]
  ) -> Placement {
    Placement(
      point: point, method: best.placement?.method ?? "", outline: outline, lines: lines, ce90: accuracy.ce90,
      semiMajor: accuracy.major, semiMinor: accuracy.minor, azimuth: accuracy.azimuth,
      groundSampleDistance: best.placement?.groundSampleDistance)
  }
}
