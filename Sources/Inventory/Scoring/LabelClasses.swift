import Detectors

/// Tells which of a detector's kinds a dataset's label means.
public enum LabelClasses {
  /// The codes of RDD2022.
  static let codes = [
    "d00": DamageClass.longitudinalCrack, "d10": .transverseCrack, "d20": .alligatorCrack, "d40": .pothole,
  ]
  /// Kinds of crack that a detector of cracks alone reports as such.
  static let cracks: Set<DamageClass> = [.longitudinalCrack, .transverseCrack, .alligatorCrack, .blockCrack]

  /// What sets of trees call crowns, how they are, and stems that lie.
  static let trees = [
    "tree": DamageClass.treeCrown, "other_tree": .treeCrown, "tree_alive": .treeCrown, "larch_healthy": .treeCrown,
    "larch_light_damage": .treeCrown, "larch_high_damage": .decliningCrown, "sick_tree": .decliningCrown,
    "dead_tree": .deadCrown, "tree_dead": .deadCrown, "standing_dead": .deadCrown, "fallen_trunk": .fallenTree,
    "fallen_stem": .fallenTree,
  ]

  /// Returns the kind, or `nil` when the detector is not meant to find it.
  ///
  /// Case, blanks and hyphens do not matter. A kind of crack is a `crack` for a detector that does not tell them apart;
  /// sealed cracks are not.
  public static func damageClass(of label: String, among classes: [DamageClass]) -> DamageClass? {
    var name = label.lowercased().replacing(" ", with: "_").replacing("-", with: "_")
    if name == "cracks" { name = "crack" }
    guard let kind = codes[name] ?? trees[name] ?? DamageClass(rawValue: name) else { return nil }
    if classes.contains(kind) { return kind }
    return cracks.contains(kind) && classes.contains(.crack) ? .crack : nil
  }
}
