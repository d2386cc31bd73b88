import Detectors
import ImageKit

/// A detection placed on the ground: what one photo says about one piece of damage.
public struct Observation: Sendable, Equatable {
  /// A name that the same detection in the same photo always gets.
  public var uid: String
  /// The photo that shows it.
  public var photo: PhotoKey
  /// What found it.
  public var detector: DetectorIdentity
  /// The kind of damage.
  public var damageClass: DamageClass
  /// 0…1; what it means is said by the detector.
  public var confidence: Double
  /// Closed rings in the photo without a repeated last point: outer rings clockwise on screen, holes the other way.
  public var outline: [[PixelPoint]]
  /// The centre lines in the photo; empty for area damage.
  public var centreLines: [[PixelPoint]]
  /// The number of pixels that belong to the damage.
  public var maskArea: Int
  /// Where it lies; `nil` when the photo could not be tied to the ground.
  public var placement: Placement?
  /// Its sizes.
  public var measures: Measures
  /// Where along a road it lies; `nil` off the roads and without a network of them.
  public var road: RoadPosition?
  /// What the doubt of its place is made of; `nil` when that is not known.
  public var placeDoubt: PlaceDoubt?

  /// Creates an observation.
  ///
  /// - Parameter photoSHA256: the hash of the photo's file, from which the name is made.
  public init(
    photo: PhotoKey, photoSHA256: String, detector: DetectorIdentity, damageClass: DamageClass, confidence: Double,
    outline: [[PixelPoint]], centreLines: [[PixelPoint]], maskArea: Int, placement: Placement?, measures: Measures,
    road: RoadPosition? = nil, placeDoubt: PlaceDoubt? = nil
  ) {
    let uid = StableIdentifier.observation(
      photoSHA256: photoSHA256, detector: detector, damageClass: damageClass, outline: outline)
    self.init(
      uid: uid, photo: photo, detector: detector, damageClass: damageClass, confidence: confidence, outline: outline,
      centreLines: centreLines, maskArea: maskArea, placement: placement, measures: measures,
      road: road, placeDoubt: placeDoubt)
  }

  /// Creates an observation that already has its name, as read from a store.
  init(
    uid: String, photo: PhotoKey, detector: DetectorIdentity, damageClass: DamageClass, confidence: Double,
    outline: [[PixelPoint]], centreLines: [[PixelPoint]], maskArea: Int, placement: Placement?, measures: Measures,
    road: RoadPosition? = nil, placeDoubt: PlaceDoubt? = nil
  ) {
    self.uid = uid
    self.photo = photo
    self.detector = detector
    self.damageClass = damageClass
    self.confidence = confidence
    self.outline = outline
    self.centreLines = centreLines
    self.maskArea = maskArea
    self.placement = placement
    self.measures = measures
    self.road = road
    self.placeDoubt = placeDoubt
  }
}
