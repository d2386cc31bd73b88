/// A kind of damage, hazard or piece of road furniture, by the name it has in every output.
public enum DamageClass: String, Hashable, Sendable, Codable, CaseIterable {
  case crack
  case longitudinalCrack = "longitudinal_crack"
  case transverseCrack = "transverse_crack"
  case alligatorCrack = "alligator_crack"
  case blockCrack = "block_crack"
  case sealedCrack = "sealed_crack"
  case pothole
  case repair
  case ravelling
  case utilityCover = "utility_cover"
  case fadedMarking = "faded_marking"
  case spalling
  case exposedRebar = "exposed_rebar"
  case efflorescence
  case treeCrown = "tree_crown"
  case decliningCrown = "declining_crown"
  case deadCrown = "dead_crown"
  case bareBranch = "bare_branch"
  case fallenTree = "fallen_tree"
  case leaningTree = "leaning_tree"
  case canopyOverPavement = "canopy_over_pavement"

  /// Whether what is of this kind is of another, too: a dead crown is a crown.
  public func isKind(of other: DamageClass) -> Bool {
    self == other || other == .treeCrown && (self == .decliningCrown || self == .deadCrown)
  }
}

extension DamageClass {
  /// Whether it is a tree or a part of one.
  public var isTree: Bool {
    switch self {
    case .treeCrown, .decliningCrown, .deadCrown, .bareBranch, .fallenTree, .leaningTree, .canopyOverPavement: true
    case .crack, .longitudinalCrack, .transverseCrack, .alligatorCrack, .blockCrack, .sealedCrack, .pothole, .repair,
      .ravelling, .utilityCover, .fadedMarking, .spalling, .exposedRebar, .efflorescence:
      false
    }
  }

  /// Whether its outline shows it better than its centre line, which would hide what is left of it.
  public var isDrawnByOutline: Bool { self == .fadedMarking }

  /// Whether it is a whole crown seen from above.
  public var isCrown: Bool { self == .treeCrown || self == .decliningCrown || self == .deadCrown }
}
