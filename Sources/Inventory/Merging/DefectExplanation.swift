import Detectors
import ImageKit

/// Why a defect is one defect: what each photo shows, what joined it, what lies near and is not part of it, and which photos should
/// show it and do not.
public struct DefectExplanation: Sendable {
  /// What one photo shows of it.
  public struct Sight: Sendable {
    /// The detection.
    public let observation: Observation
    /// The corners of the box about it, in pixels of the stored photo.
    public let low, high: PixelPoint
    /// What the doubt of its place is made of; `nil` when it has no place of its own.
    public let doubt: PlaceDoubt?
  }

  /// What lies near.
  public struct Neighbour: Sendable {
    /// The detection of this defect that it was compared with, and the other one.
    public let own, other: Observation
    /// The defect that the other one belongs to.
    public let defectUID: String
    /// How far apart the boxes about both are on the ground, in metres.
    public let gap: Double
    /// Why it is not part of the defect.
    public let verdict: PairEvidence.Verdict
    /// What was compared; `nil` when nothing was.
    public let evidence: PairEvidence?
  }

  /// The defect.
  public let defect: Defect
  /// What was seen of it, in the order of the photos.
  public let sights: [Sight]
  /// The pairs that joined it, in the order in which they did.
  public let links: [DefectMerging.Link]
  /// What lies near and is not part of it, nearest first.
  public let neighbours: [Neighbour]
  /// The photos that cover it as finely and not at their border, and do not show it.
  public let silentPhotos: [PhotoRecord]

  /// Whether its places could be compared with others; not on walls, nor in photos without angles.
  public let isCompared: Bool

  /// Things farther away than this are no neighbours, in metres.
  public static let reach = 3.0
  /// At most so many.
  public static let mostNeighbours = 12

  /// Explains one defect of an inventory.
  ///
  /// - Parameter links: the pairs that joined it, as the store keeps them.
  public init(
    _ defect: Defect, in inventory: Inventory, links: [DefectMerging.Link], limits: MergingLimits = .standard
  ) {
    self.defect = defect
    self.links = links
    sights = defect.observations.map { observation in
      let box = observation.pixelBox
      return Sight(
        observation: observation, low: box.low, high: box.high,
        doubt: observation.placement.flatMap { observation.doubt(of: $0) })
    }
    let scene = MergingScene(
      inventory.defects.flatMap(\.observations), photos: inventory.photos, limits: limits)
    let shown = Set(defect.photos)
    let expected = Set(scene.photosThatShouldShow(defect)).subtracting(shown)
    silentPhotos = inventory.photos.filter { expected.contains($0.key) }
    let owner = Dictionary(
      inventory.defects.flatMap { defect in defect.observations.map { ($0.uid, defect.uid) } },
      uniquingKeysWith: { first, _ in first })
    let own = Set(defect.observations.map(\.uid))
    isCompared = scene.sightings.indices.contains { own.contains(scene.observation(of: $0).uid) }
    neighbours = Self.neighbours(of: defect, in: scene, owner: owner)
  }

  private static func neighbours(
    of defect: Defect, in scene: MergingScene, owner: [String: String]
  ) -> [Neighbour] {
    let own = Set(defect.observations.map(\.uid))
    let members = scene.sightings.indices.filter { own.contains(scene.observation(of: $0).uid) }
    var nearest: [String: (neighbour: Neighbour, weight: Double)] = [:]
    let judge = scene.judge
    let near = Self.about(members, in: scene)
    let votes = scene.votes(scene.pairs(among: near))
    // The defects that more photos show apart from this one than as one with it.
    let apart = Set(
      near.filter { other in
        members.contains { member in
          member != other && scene.sightings[member].photo == scene.sightings[other].photo
            && votes.vote(member, other)?.isOne == false
        }
      }.compactMap { owner[scene.observation(of: $0).uid] })
    for other in scene.sightings.indices where !own.contains(scene.observation(of: other).uid) {
      let uid = scene.observation(of: other).uid
      guard let defectUID = owner[uid] else { continue }
      for member in members {
        let (first, second) = (scene.sightings[min(member, other)], scene.sightings[max(member, other)])
        guard first.site == second.site else { continue }
        let gap = Self.gap(first, second)
        guard gap <= Self.reach else { continue }
        let evidence = judge.evidence(first, second)
        let verdict: PairEvidence.Verdict =
          if let evidence {
            evidence.verdict == .same ? apart.contains(defectUID) ? .toldApart : .otherTrack : evidence.verdict
          } else if first.photo == second.photo {
            .samePhoto
          } else if first.family != second.family {
            .otherKind
          } else if first.flight != second.flight {
            .otherFlight
          } else {
            .tooFar
          }
        // Of what was compared the likeliest pair tells most; else the nearest.
        let weight = evidence.map(\.weight) ?? -1e3 - gap
        if let known = nearest[defectUID], known.weight >= weight { continue }
        nearest[defectUID] = (
          Neighbour(
            own: scene.observation(of: member), other: scene.observation(of: other), defectUID: defectUID, gap: gap,
            verdict: verdict, evidence: evidence), weight
        )
      }
    }
    let sorted = nearest.values.map(\.neighbour).sorted { left, right in
      let (one, two) = (left.evidence?.weight ?? -.infinity, right.evidence?.weight ?? -.infinity)
      if one != two { return one > two }
      return (left.gap, left.defectUID) < (right.gap, right.defectUID)
    }
    return Array(sorted.prefix(Self.mostNeighbours))
  }

  /// The sightings that may have something to do with some: those near them and what lies near those.
  private static func about(_ members: [Int], in scene: MergingScene) -> Set<Int> {
    let own = Set(members)
    let reached = scene.sightings.indices.filter { other in
      own.contains(other)
        || members.contains {
          scene.sightings[$0].site == scene.sightings[other].site
            && gap(scene.sightings[$0], scene.sightings[other]) <= reach
        }
    }
    return Set(reached)
  }

  /// The distance between the boxes about two sightings, in metres.
  private static func gap(_ first: Sighting, _ second: Sighting) -> Double {
    let apart = pointwiseMax(pointwiseMax(first.low - second.high, second.low - first.high), .zero)
    return (apart * apart).sum().squareRoot()
  }
}
