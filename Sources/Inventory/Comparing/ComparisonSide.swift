import Detectors
import ImageKit

/// One of the two inventories as comparing sees it: its defects on the plane of their site, and what its photos cover.
struct ComparisonSide {
  /// The defects that count, by name; what a person rejected does not.
  let defects: [Defect]
  /// Each defect's place and shape; `nil` for those that have none to be compared by.
  let sightings: [Sighting?]
  /// The flight of each defect, by its number in ``flights``.
  let flightOf: [Int]
  let flights: [String]
  let rate: DetectionRate
  /// How many things of a family are to be expected on a square metre of one photo.
  let density: [DamageFamily: Double]
  /// What the detectors of the inventory look for; `nil` when it does not say.
  private let lookedFor: Set<DamageFamily>?
  /// The photos by flight, each with its site and what it covers there.
  private let views: [[(site: Int, view: SurveyPhoto.View)]]

  init(_ inventory: Inventory, sites: SurveySites) {
    let defects = inventory.defects.filter { $0.status != .rejected }.sorted { $0.uid < $1.uid }
    let photos = inventory.photos.map(SurveyPhoto.init)
    let numbers = Dictionary(photos.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
    let siteOfPhoto = photos.map { $0.anchor.flatMap(sites.site) }
    let empty = EquirectangularPlane(origin: HorizontalPosition(latitude: 0, longitude: 0))
    let all = zip(photos, siteOfPhoto).map { photo, site in
      SurveyPhoto.View(photo, on: site.map { sites.planes[$0] } ?? empty)
    }
    let names = Set(photos.map(\.key.flight)).union(defects.map(\.flight))
    flights = names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    var flightNumbers: [String: Int] = [:]
    for (number, name) in flights.enumerated() { flightNumbers[name] = number }
    flightOf = defects.map { flightNumbers[$0.flight] ?? 0 }
    sightings = defects.enumerated().map { number, defect in
      guard let photo = numbers[defect.bestPhoto], let observation = Self.observation(of: defect),
        let place = observation.placement?.point, let site = sites.site(of: place)
      else { return nil }
      return Sighting(
        observation, number: number, photo: photo, flight: 0, site: site, plane: sites.planes[site], view: all[photo],
        record: photos[photo], isUpright: defect.observations.count > 1)
    }
    var byFlight: [[(site: Int, view: SurveyPhoto.View)]] = flights.map { _ in [] }
    for (number, photo) in photos.enumerated() {
      guard let site = siteOfPhoto[number], let flight = flightNumbers[photo.key.flight] else { continue }
      byFlight[flight].append((site, all[number]))
    }
    views = byFlight
    rate = DetectionRate(defects)
    let area = all.reduce(0) { $0 + $1.area }
    var counts: [DamageFamily: Double] = [:]
    for defect in defects { counts[DamageFamily(defect.damageClass), default: 0] += Double(defect.observations.count) }
    density = area > 0 ? counts.mapValues { $0 / area } : [:]
    lookedFor = inventory.provenance.map { provenance in
      let known = provenance.detectors.compactMap { detector in
        DetectorList.all.first { $0.name == detector.name }?.damageClasses
      }
      return Set(known.joined().map(DamageFamily.init)).union(defects.map { DamageFamily($0.damageClass) })
    }
    self.defects = defects
  }

  /// Whether a detector that finds such things looked.
  func looksFor(_ damageClass: DamageClass) -> Bool { lookedFor?.contains(DamageFamily(damageClass)) ?? true }

  /// Returns a defect as one observation: its best photo's, with the defect's own place, kind and sizes.
  private static func observation(of defect: Defect) -> Observation? {
    let best = defect.observations.filter { $0.photo == defect.bestPhoto }
    guard var observation = best.max(by: { ($0.maskArea, $1.uid) < ($1.maskArea, $0.uid) }) else { return nil }
    // What the doubt is made of is the best photo's: a little more than that of the mean of all.
    observation.placeDoubt = observation.placement.flatMap { observation.doubt(of: $0) } ?? observation.placeDoubt
    observation.placement = defect.placement
    observation.damageClass = defect.damageClass
    observation.measures = defect.measures
    return observation
  }

  /// The defects of a flight that have a place.
  func placed(inFlight flight: Int) -> [Int] {
    defects.indices.filter { flightOf[$0] == flight && sightings[$0] != nil }
  }

  /// Returns some defects, the largest first; those with most photos where size says nothing.
  func largestFirst(_ numbers: [Int]) -> [Int] {
    func rank(_ number: Int) -> (Double, Int, Int) {
      (-(sightings[number]?.size ?? 0), -defects[number].photos.count, number)
    }
    return numbers.sorted { rank($0) < rank($1) }
  }

  /// Whether a flight covers something that a flight of the other inventory covers, as far as receivers are off.
  func meets(flight: Int, of other: ComparisonSide, flight theirs: Int) -> Bool {
    let reach = 10.0
    return views[flight].contains { site, view in
      view.border.count >= 3
        && other.views[theirs].contains { otherSite, second in
          site == otherSite && second.border.count >= 3 && view.low.x - reach < second.high.x
            && second.low.x < view.high.x + reach && view.low.y - reach < second.high.y
            && second.low.y < view.high.y + reach
        }
    }
  }

  /// How a flight shows a place.
  struct Coverage {
    /// How many photos should show what lies there.
    var photos = 0
    /// The best sight that a photo has.
    var best = SurveyPhoto.View.Sight.outside
  }

  /// Returns how a flight shows a thing.
  ///
  /// - Parameters:
  ///   - points: of the thing, in this flight's places.
  ///   - pixel: the size of the pixels it was seen in, in metres.
  ///   - doubt: how far off the points may be, in metres.
  func coverage(
    of points: [SIMD2<Double>], site: Int, flight: Int, pixel: Double, doubt: Double
  ) -> Coverage {
    guard let first = points.first else { return Coverage() }
    let low = points.reduce(first) { pointwiseMin($0, $1) }
    let high = points.reduce(first) { pointwiseMax($0, $1) }
    var coverage = Coverage()
    for (photoSite, view) in views[flight] where photoSite == site {
      guard low.x < view.high.x, view.low.x < high.x, low.y < view.high.y, view.low.y < high.y else { continue }
      let sight = view.sight(of: points, pixel: pixel, doubt: doubt)
      coverage.best = max(coverage.best, sight)
      if sight == .adequate { coverage.photos += 1 }
    }
    return coverage
  }

  /// Returns the part of some points that a flight shows finely enough, 0…1.
  func share(of points: [SIMD2<Double>], site: Int, flight: Int, pixel: Double) -> Double {
    guard let first = points.first else { return 0 }
    let low = points.reduce(first) { pointwiseMin($0, $1) }
    let high = points.reduce(first) { pointwiseMax($0, $1) }
    let near = views[flight].filter { photoSite, view in
      photoSite == site && low.x < view.high.x && view.low.x < high.x && low.y < view.high.y && view.low.y < high.y
    }
    let seen = points.count { point in
      near.contains { $0.view.sight(of: point, pixel: pixel, doubt: 0) == .adequate }
    }
    return Double(seen) / Double(points.count)
  }
}

extension Sighting {
  /// Points that stand for all of it: along its lines, else its corners and the place itself.
  var coveragePoints: [SIMD2<Double>] {
    if let line { return line.samples.map(\.point) }
    return [point]
      + (area?.rings.first.map { ring in ring.indices.filter { $0 % max(1, ring.count / 8) == 0 }.map { ring[$0] } }
        ?? [])
  }
}
