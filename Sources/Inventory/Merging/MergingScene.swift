import Detectors
import ImageKit

/// All observations and photos of an inventory, laid out for merging.
struct MergingScene {
  /// The observations in order, each once.
  let observations: [Observation]
  /// The photos by key.
  let photos: [SurveyPhoto]
  /// The photo of each observation.
  let photoOf: [Int?]
  let sites: SurveySites
  /// What can be compared; `number` is that of the observation, and sightings come in its order.
  let sightings: [Sighting]
  let limits: MergingLimits
  /// What each photo covers, on the plane of the site that most of it lies in.
  private let views: [SurveyPhoto.View]
  private let siteOfPhoto: [Int?]
  private let density: [DamageFamily: Double]

  init(_ all: [Observation], photos records: [PhotoRecord], limits: MergingLimits) {
    self.limits = limits
    let photos = records.sorted { $0.key < $1.key }.map(SurveyPhoto.init)
    let numbers = Dictionary(photos.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
    let observations = Self.ordered(all, photos: photos, numbers: numbers)
    let photoOf = observations.map { numbers[$0.photo] }
    let places = records.compactMap(\.position) + observations.compactMap(\.placement?.point)
    let sites = SurveySites(places)
    let siteOfPhoto = photos.map { photo in photo.anchor.flatMap(sites.site) }
    let empty = EquirectangularPlane(origin: HorizontalPosition(latitude: 0, longitude: 0))
    let views = zip(photos, siteOfPhoto).map { photo, site in
      SurveyPhoto.View(photo, on: site.map { sites.planes[$0] } ?? empty)
    }
    var flights: [String: Int] = [:]
    for photo in photos where flights[photo.key.flight] == nil { flights[photo.key.flight] = flights.count }
    let sightings = observations.indices.compactMap { number -> Sighting? in
      guard let photo = photoOf[number], let place = observations[number].placement?.point,
        let site = sites.site(of: place), siteOfPhoto[photo] == site
      else { return nil }
      return Sighting(
        observations[number], number: number, photo: photo, flight: flights[photos[photo].key.flight] ?? 0,
        site: site, plane: sites.planes[site], view: views[photo], record: photos[photo])
    }
    self.observations = observations
    self.photos = photos
    self.photoOf = photoOf
    self.sites = sites
    self.sightings = sightings
    self.siteOfPhoto = siteOfPhoto
    self.views = views
    let area = views.reduce(0) { $0 + $1.area }
    var counts: [DamageFamily: Double] = [:]
    for sighting in sightings { counts[sighting.family, default: 0] += 1 }
    density = area > 0 ? counts.mapValues { $0 / area } : [:]
  }

  /// Returns the observation behind a sighting.
  func observation(of sighting: Int) -> Observation { observations[sightings[sighting].number] }

  /// The judge of pairs.
  var judge: PairJudge { PairJudge(limits: limits, views: views, density: density) }

  /// Returns all pairs that are one defect by themselves, and those of cracks of which one is as much larger as only a whole is than a part.
  ///
  /// - Parameter chosen: the sightings that are asked about; `nil` for all.
  func pairs(among chosen: Set<Int>? = nil) -> [TrackBuilding.Pair] {
    let judge = judge
    let limits = limits
    let index = SightingIndex(sightings) { PairJudge.reach(of: $0, limits) }
    var pairs: [TrackBuilding.Pair] = []
    for first in sightings.indices where chosen?.contains(first) ?? true {
      for second in index.neighbours(of: first, in: sightings, reach: PairJudge.reach(of: sightings[first], limits)) {
        guard chosen?.contains(second) ?? true, let finding = judge.finding(sightings[first], sightings[second])
        else { continue }
        let isPart =
          finding.evidence.verdict == .size && sightings[first].family == .cracking
          && finding.cover.max() >= limits.partOfWhole
        guard finding.evidence.verdict == .same || isPart else { continue }
        pairs.append(
          TrackBuilding.Pair(first: first, second: second, evidence: finding.evidence, cover: finding.cover))
      }
    }
    return pairs
  }

  /// Returns what photos say of parts, by pairs of sightings.
  func votes(_ pairs: [TrackBuilding.Pair]) -> PartVotes {
    PartVotes(sightings, pairs: pairs, views: views, limits: limits)
  }

  /// Returns the photos that should show a defect: those that do, and those that cover most of it, not at their border and in
  /// pixels about as small as the best photo's.
  func photosThatShouldShow(_ defect: Defect) -> [PhotoKey] {
    let shown = Set(defect.photos)
    guard let placement = defect.placement, placement.method != "camera_only",
      let pixel = placement.groundSampleDistance, let site = sites.site(of: placement.point)
    else { return shown.sorted() }
    let plane = sites.planes[site]
    let lines = placement.lines.map { $0.map(plane.point) }
    let points =
      lines.isEmpty
      ? [plane.point(placement.point)] : GroundLine(lines, tolerance: pixel).samples.map(\.point)
    var expected = shown
    for (number, view) in views.enumerated() where siteOfPhoto[number] == site && !shown.contains(photos[number].key) {
      if view.sight(of: points, pixel: pixel) == .adequate { expected.insert(photos[number].key) }
    }
    return expected.sorted()
  }

  /// Orders observations by capture time, photo, box and name, each name once.
  private static func ordered(
    _ observations: [Observation], photos: [SurveyPhoto], numbers: [PhotoKey: Int]
  ) -> [Observation] {
    struct Place {
      let index: Int
      let time: String
      let u, v: Double
    }
    let places = observations.indices.map { index -> Place in
      let box = observations[index].pixelBox.low
      let time = numbers[observations[index].photo].map { photos[$0].time } ?? ""
      return Place(index: index, time: time, u: box.u, v: box.v)
    }
    let sorted = places.sorted { left, right in
      // What has no time comes last.
      if left.time.isEmpty != right.time.isEmpty { return right.time.isEmpty }
      if left.time != right.time { return left.time < right.time }
      let (one, other) = (observations[left.index], observations[right.index])
      if one.photo != other.photo { return one.photo < other.photo }
      return (left.v, left.u, one.uid) < (right.v, right.u, other.uid)
    }
    var seen: Set<String> = []
    return sorted.compactMap { seen.insert(observations[$0.index].uid).inserted ? observations[$0.index] : nil }
  }
}
