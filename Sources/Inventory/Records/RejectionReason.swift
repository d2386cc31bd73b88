/// Why a person says that something is no damage: a short list, so that reasons can be counted and detectors learn from them.
public enum RejectionReason: String, Sendable, Hashable, Codable, CaseIterable {
  /// A shadow.
  case shadow
  /// A joint that is meant to be there.
  case joint
  /// A stain, a wet place or dirt.
  case stain
  /// Leaves, grass or a branch.
  case vegetation
  /// A marking on the road or wall.
  case marking
  /// The same defect stands in another row.
  case duplicate
  /// A vehicle, or something on one.
  case vehicle
  /// Anything else; the note says what.
  case other
}
