import Detectors
import ImageKit

/// Makes defects of what single photos show: what several photos show of one thing is one defect.
///
/// A pure function of photos and observations, in whatever order they come:
///
/// 1. Observations are put in the order of capture time, photo and box; the first of a defect names it.
/// 2. Pairs in different photos are judged by the doubt of their places that they do not share, by kind, size and shape.
/// 3. Pairs that fit are joined to tracks, the surest first, with no photo showing a thing twice, except in parts that others show whole.
/// 4. Each track becomes one defect; lines are stitched, places fused, sizes taken together.
///
/// Photos without a place of their own and findings on walls stay one defect each.
public struct DefectMerging: Sendable {
  /// When two detections count as one.
  public var limits: MergingLimits
  /// Whether anything is merged; without, each observation is a defect.
  public var isOn: Bool
  /// The rules that severity follows.
  public var rules: RulePack
  /// The rules for trees that those have none for.
  public var treeRules: RulePack?
  /// The roads that defects are tied to; `nil` keeps what their best photo says.
  public var roads: RoadNetwork?

  /// Creates a merging.
  public init(
    rules: RulePack, treeRules: RulePack? = nil, roads: RoadNetwork? = nil, isOn: Bool = true,
    limits: MergingLimits = .standard
  ) {
    self.rules = rules
    self.treeRules = treeRules
    self.roads = roads
    self.isOn = isOn
    self.limits = limits
  }

  /// What an inventory is told by to be the work of this merging.
  var identity: String { isOn ? "merging \(MergingLimits.version)" : "off" }

  /// Why two observations became one defect.
  public struct Link: Sendable, Hashable {
    /// The observations, by their names; the first one is the earlier.
    public var first, second: String
    /// What spoke for it.
    public var evidence: PairEvidence
    /// What photos said of the parts that it brought together; `nil` when no photo shows two of its parts.
    public var whole: Whole?
  }

  /// Why parts in one photo are one defect: another photo shows them as one.
  public struct Whole: Sendable, Hashable {
    /// The detection that covers them, by its name.
    public var detection: String
    /// How many photos show them as one, and how many that see them as well show them apart.
    public var photosAsOne, photosApart: Int
  }

  /// What comes of merging.
  public struct Result: Sendable {
    /// The defects, by their first observations.
    public var defects: [Defect]
    /// The pairs that made them.
    public var links: [Link]
  }

  /// Merges what photos show.
  ///
  /// - Parameters:
  ///   - observations: of these photos; one that repeats an earlier one's name is left out.
  ///   - photos: in any order.
  public func callAsFunction(_ observations: [Observation], photos: [PhotoRecord]) -> Result {
    let scene = MergingScene(observations, photos: photos, limits: limits)
    var tracks: [[Int]] = []
    var links: [Link] = []
    var conflicts: [Int: Set<Int>] = [:]
    if isOn {
      let pairs = scene.pairs()
      let found = TrackBuilding(scene.sightings, pairs: pairs, votes: scene.votes(pairs), limits: limits)
      tracks = found.tracks
      conflicts = Self.conflicts(pairs, in: found, scene.sightings)
      links = found.joints.map { Link($0, in: scene) }
    }
    let fusion = DefectFusion(
      sightings: scene.sightings, observations: scene.sightings.indices.map(scene.observation), photos: scene.photos,
      sites: scene.sites, limits: limits, rules: rules(for:), roads: roads)
    var defects: [(order: Int, defect: Defect)] = []
    var isMerged = [Bool](repeating: false, count: scene.observations.count)
    // What two defects could claim counts for the shorter one: the long network is what a photo saw of many.
    let longest = tracks.map { track in track.map { scene.sightings[$0].line?.length ?? 0 }.max() ?? 0 }
    var claims: [Int: [[SIMD2<Double>]]] = [:]
    for number in tracks.indices.sorted(by: { (longest[$0], $0) < (longest[$1], $1) }) {
      let track = tracks[number]
      let first = scene.sightings[track[0]]
      guard track.count > 1 else {
        claims[number] = first.line?.lines
        continue
      }
      for member in track { isMerged[scene.sightings[member].number] = true }
      let claimed = (conflicts[number] ?? []).sorted().flatMap { claims[$0] ?? [] }
      let defect = fusion.defect(track, without: claimed)
      let plane = scene.sites.planes[first.site]
      claims[number] = defect.placement?.lines.map { $0.map(plane.point) }
      defects.append((first.number, defect))
    }
    for (number, observation) in scene.observations.enumerated() where !isMerged[number] {
      let photo = scene.photoOf[number].map { scene.photos[$0] }
      let severity = rules(for: observation.damageClass).severity(
        of: observation.damageClass, measures: observation.measures,
        view: GradingView(of: observation, focalLengthPixels: photo?.focalLengthPixels))
      defects.append(
        (number, Defect(observation: observation, severity: severity, capturedAt: photo?.capturedAt)))
    }
    defects.sort { $0.order < $1.order }
    if isOn {
      let compared = Set(scene.sightings.filter(\.doubt.isRegistered).map(\.number))
      for index in defects.indices {
        defects[index].defect.expectedPhotoCount = scene.photosThatShouldShow(defects[index].defect).count
        Corroboration.judge(&defects[index].defect, areCompared: compared.contains(defects[index].order))
      }
    }
    return Result(defects: defects.map(\.defect), links: links)
  }

  /// Returns the rules that grade a kind.
  func rules(for damageClass: DamageClass) -> RulePack {
    guard damageClass.isTree, rules.rule(for: damageClass) == nil else { return rules }
    return treeRules ?? rules
  }

  /// Returns by track which others share lines with it and are another defect all the same.
  private static func conflicts(
    _ pairs: [TrackBuilding.Pair], in tracks: TrackBuilding, _ sightings: [Sighting]
  ) -> [Int: Set<Int>] {
    var trackOf: [Int: Int] = [:]
    for (number, track) in tracks.tracks.enumerated() { for member in track { trackOf[member] = number } }
    var conflicts: [Int: Set<Int>] = [:]
    for pair in pairs where pair.evidence.verdict == .same && !tracks.isJoined(pair.first, pair.second) {
      guard sightings[pair.first].line != nil, sightings[pair.second].line != nil, let one = trackOf[pair.first],
        let other = trackOf[pair.second]
      else { continue }
      conflicts[one, default: []].insert(other)
      conflicts[other, default: []].insert(one)
    }
    return conflicts
  }
}

extension DefectMerging.Link {
  fileprivate init(_ joint: TrackBuilding.Joint, in scene: MergingScene) {
    first = scene.observation(of: joint.pair.first).uid
    second = scene.observation(of: joint.pair.second).uid
    evidence = joint.pair.evidence
    evidence.verdict = .same
    whole = joint.vote.map { vote in
      DefectMerging.Whole(
        detection: scene.observation(of: vote.whole).uid, photosAsOne: vote.asOne, photosApart: vote.apart)
    }
  }
}
