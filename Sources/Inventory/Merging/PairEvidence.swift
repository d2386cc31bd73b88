/// What speaks for two detections being one defect, and what against it.
public struct PairEvidence: Sendable, Hashable {
  /// What was found.
  public enum Verdict: String, Sendable, Hashable, Codable, CaseIterable {
    /// They are one defect.
    case same
    /// They lie too far apart for the doubt of their places.
    case tooFar = "too_far"
    /// They lie near each other and do not cover each other.
    case noOverlap = "no_overlap"
    /// One is too large for the other.
    case size
    /// Both photos hardly show the same part.
    case notSeenTogether = "not_seen_together"
    /// So many other things lie about that nearness says too little.
    case crowded
    /// One photo shows both.
    case samePhoto = "same_photo"
    /// They are of kinds that are never taken for one another.
    case otherKind = "other_kind"
    /// They were seen in different flights, whose places are not known well enough to compare.
    case otherFlight = "other_flight"
    /// They fit, but what each belongs to does not: both are seen side by side in one photo, or belong better to others.
    case otherTrack = "other_track"
    /// One photo shows both, and others that show them as one are too few.
    case toldApart = "told_apart"
  }

  /// What was found.
  public var verdict: Verdict
  /// The distance in squared standard deviations of the doubt that they do not share.
  public var squaredDistance: Double
  /// How far the one had to be moved onto the other, in metres.
  public var offset: Double
  /// The part of the smaller that lies on the other, 0…1; `nil` when only places could be compared.
  public var overlap: Double?
  /// The larger size over the smaller one, of lines as far as both photos show them; `nil` when unknown.
  public var sizeRatio: Double?
  /// Whether both photos were compared with each other's neighbours, which cancels what their tags are wrong by.
  public var isRegistered: Bool
  /// The logarithm of how much more likely one defect is than two; pairs are joined from the largest on.
  public var weight: Double
}
