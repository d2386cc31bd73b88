/// The built-in detectors.
///
/// To add one: write its file, add its type to ``all`` and its case to ``make(named:threshold:model:)``; a test names the line
/// that was forgotten.
public enum DetectorList {
  /// Every built-in detector, in the order that `inspect list` shows.
  public static let all: [any Detector.Type] = [CrackDetector.self, RoadDamageDetector.self, TreeHazardDetector.self]

  /// The names of those that run when nobody names any.
  ///
  /// Trees are looked for on request: lying trees are not told well enough yet from what resembles them (see the tree model's card).
  public static let standardNames = [CrackDetector.name, RoadDamageDetector.name]

  /// Returns the detectors for some names, each kind of damage with one of them.
  ///
  /// The road detector finds cracks by the crack detector's own means. Where both are asked for it does the work of both: cracks on roads by
  /// their kind, all others as `crack`.
  ///
  /// - Throws: as ``make(named:threshold:model:)``.
  public static func detectors(
    named names: [String], threshold: Double? = nil, model: ModelChoice = .builtIn
  ) throws -> [any Detector] {
    guard names.contains(CrackDetector.name), names.contains(RoadDamageDetector.name) else {
      return try names.map { try make(named: $0, threshold: threshold, model: model) }
    }
    return try names.filter { $0 != CrackDetector.name }.map { name in
      guard name == RoadDamageDetector.name else { return try make(named: name, threshold: threshold, model: model) }
      return RoadDamageDetector(options: RoadDamageDetectorOptions(threshold: threshold, reportsCracksElsewhere: true))
    }
  }

  /// Returns a detector by its name on the command line.
  ///
  /// - Parameters:
  ///   - name: One of the names in ``all``.
  ///   - threshold: The confidence from which to report, 0…1; `nil` is the detector's own operating point.
  ///   - model: The network to work with.
  /// - Throws: `UnknownDetectorError`, or `ModelError` when the model finds something else.
  public static func make(
    named name: String, threshold: Double? = nil, model: ModelChoice = .builtIn
  ) throws -> any Detector {
    if case .custom(let model) = model, let type = all.first(where: { $0.name == name }) { try model.checkFits(type) }
    switch name {
    case CrackDetector.name:
      let options = threshold.map { CrackDetectorOptions(threshold: $0) } ?? .standard
      return switch model {
      case .builtIn: CrackDetector(options: options)
      case .custom(let model): try CrackDetector(options: options, model: model)
      case .classical: CrackDetector(options: options, crackMap: RidgeCrackMap())
      }
    case RoadDamageDetector.name:
      try checkOwnNetworks(name, model)
      return RoadDamageDetector(options: RoadDamageDetectorOptions(threshold: threshold))
    case TreeHazardDetector.name:
      try checkOwnNetworks(name, model)
      return TreeHazardDetector(options: TreeHazardDetectorOptions(threshold: threshold))
    default: throw UnknownDetectorError(name: name)
    }
  }

  /// Throws when a detector that has its own networks is to work with another.
  private static func checkOwnNetworks(_ name: String, _ model: ModelChoice) throws(ModelError) {
    guard case .builtIn = model else {
      throw .unsupported(
        "the detector '\(name)'", "it works with its own networks; --model goes with --detectors \(CrackDetector.name)")
    }
  }
}
