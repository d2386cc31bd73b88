import Detectors

/// Kinds of damage that two photos may take for one another.
///
/// A crack that one photo shows whole may be called longitudinal, and a part of it in the next photo just a crack; a pothole is
/// never a cover.
enum DamageFamily: Hashable {
  /// Cracks of all kinds, filled ones and areas of them among them.
  case cracking
  /// Crowns, in whatever state, and dead parts of them: where one photo does not show the living rest, a bare branch is a dead crown.
  case crown
  /// A kind that is like no other.
  case only(DamageClass)

  init(_ damageClass: DamageClass) {
    self =
      switch damageClass {
      case .crack, .longitudinalCrack, .transverseCrack, .alligatorCrack, .blockCrack, .sealedCrack: .cracking
      case .treeCrown, .decliningCrown, .deadCrown, .bareBranch: .crown
      case .pothole, .repair, .ravelling, .utilityCover, .fadedMarking, .spalling, .exposedRebar, .efflorescence,
        .fallenTree, .leaningTree, .canopyOverPavement:
        .only(damageClass)
      }
  }

  /// About how high above the ground the rim of a crown is, and how uncertain that is, in metres: 3 to 12 m, all heights alike, as
  /// ``CrownHeight`` takes it.
  ///
  /// What stands above the ground is placed behind it, seen from the camera.
  static let crownHeight = (metres: 7.5, sigma: 2.6)
}

extension DamageClass {
  /// Whether it is a net of cracks that meet.
  var isNetwork: Bool { self == .alligatorCrack || self == .blockCrack }

  /// Whether two photos' pieces of one photo may be pieces of one crack: of one kind, or of one that is not told.
  func canContinue(_ other: DamageClass) -> Bool { self == other || self == .crack || other == .crack }
}
