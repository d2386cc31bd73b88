import Detectors
import ImageKit

/// One real piece of damage, with everything that was seen of it.
public struct Defect: Sendable, Equatable {
  /// A name that survives repeated runs over the same photos.
  public var uid: String
  /// The kind of damage.
  public var damageClass: DamageClass
  /// What a person has decided; the store fills it from the reviews.
  public var status: DefectStatus
  /// The last decision; `nil` when nobody has looked.
  public var review: Review?
  /// How bad it is, by which rule and why.
  public var severity: Severity
  /// What detector and rules said, where a person gave another kind or severity; else `nil`.
  public var found: Finding?
  /// 0…1, the best of its observations.
  public var confidence: Double
  /// Where it lies; `nil` when no photo of it could be tied to the ground.
  public var placement: Placement?
  /// Its sizes.
  public var measures: Measures
  /// Where along a road it lies; `nil` off the roads and without a network of them.
  public var road: RoadPosition?
  /// What was seen of it, in the order of the photos.
  public var observations: [Observation]
  /// The photo that shows it best.
  public var bestPhoto: PhotoKey
  /// When it was first and last seen.
  public var firstSeen, lastSeen: CaptureTime?
  /// How many photos should show it: those that do, and those that cover its place as finely and not at their border; `nil` before
  /// detections were merged.
  public var expectedPhotoCount: Int?
  /// How well the places of its photos agree; `nil` when one photo shows it.
  public var spread: PlaceSpread?

  /// Creates a defect that is known by one observation.
  ///
  /// - Parameters:
  ///   - observation: what was seen.
  ///   - severity: the grade of its measures.
  ///   - capturedAt: when the photo was taken.
  public init(observation: Observation, severity: Severity, capturedAt: CaptureTime?) {
    uid = StableIdentifier.defect(observationUID: observation.uid)
    damageClass = observation.damageClass
    status = .new
    self.severity = severity
    confidence = observation.confidence
    placement = observation.placement
    measures = observation.measures
    road = observation.road
    observations = [observation]
    bestPhoto = observation.photo
    firstSeen = capturedAt
    lastSeen = capturedAt
  }

  /// The photos that show it, each once, in order.
  public var photos: [PhotoKey] { Set(observations.map(\.photo)).sorted() }

  /// What found it, each once, as `crack@1` joined by blanks.
  public var detectors: String {
    Set(observations.map(\.detector.identifier)).sorted().joined(separator: " ")
  }

  /// The flight in which it was seen best.
  public var flight: String { bestPhoto.flight }

  /// Whether it is a fallen tree that blocks a carriageway, as far as nobody has said otherwise: what comes first everywhere.
  public var blocksCarriageway: Bool {
    damageClass == .fallenTree && status != .rejected && measures.tree?.blocksCarriageway == true
  }

  /// How many metres of a carriageway it blocks; 0 when that is not known.
  var blockedWidth: Double {
    guard let width = measures.tree?.blockedWidth?.value, width.isFinite else { return 0 }
    return width
  }
}
