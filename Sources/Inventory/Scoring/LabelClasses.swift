import Detectors

/// Tells which of a detector's kinds a dataset's label means.
public enum LabelClasses {
  /// The codes of RDD2022.
  static let codes = [
    "d00": DamageClass.longitudinalCrack, "d10": .transverseCrack, "d20": .alligatorCrack, "d40": .pothole,
  ]
  /// Kinds of crack that a detector of cracks alone reports as such.
  static let cracks: Set<DamageClass> = [.longitudinalCrack, .transverseCrack, .alligatorCrack, .blockCrack]

  /// Returns the kind, or `nil` when the detector is not meant to find it.
  ///
  /// Case, blanks and hyphens do not matter. A kind of crack is a `crack` for a detector that does not tell them apart;
  /// sealed cracks are not.
  public static func damageClass(of label: String, among classes: [DamageClass]) -> DamageClass? {
    var name = label.lowercased().replacing(" ", with: "_").replacing("-", with: "_")
    if name == "cracks" { name = "crack" }
    guard let kind = codes[name] ?? DamageClass(rawValue: name) else { return nil }
    if classes.contains(kind) { return kind }
    return cracks.contains(kind) && classes.contains(.crack) ? .crack : nil
  }
}
