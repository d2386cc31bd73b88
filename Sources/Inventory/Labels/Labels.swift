import Detectors
import ImageKit
import Yams

/// The words that people read, in one language.
///
/// They lie in `Resources/Strings`, one file a language, one line a key. A key that is missing shows as itself, so
/// that nothing ever fails for want of a word; a test names what is missing.
public struct Labels: Sendable {
  /// The language.
  public let language: Language
  private let texts: [String: String]

  /// Creates the labels of a language.
  public init(language: Language) {
    self.language = language
    texts =
      switch language {
      case .english: Self.english
      case .traditionalChinese: Self.traditionalChinese
      }
  }

  private static let english = words(PackageResources.en_yaml)
  private static let traditionalChinese = words(PackageResources.zh_TW_yaml)

  /// Reads the words of a language; once, and by the node of each key: a decoder looks for every key among all others.
  private static func words(_ yaml: [UInt8]) -> [String: String] {
    guard let node = try? Yams.compose(yaml: String(decoding: yaml, as: UTF8.self)), let mapping = node.mapping else {
      return [:]
    }
    return Dictionary(
      mapping.compactMap { key, value in key.scalar.flatMap { key in value.scalar.map { (key.string, $0.string) } } },
      uniquingKeysWith: { first, _ in first })
  }

  /// The kind of damage.
  public func text(_ damageClass: DamageClass) -> String { text("kind.\(damageClass.rawValue)") }

  /// The level, the range of levels, or that there is none.
  public func text(_ severity: Severity) -> String {
    guard case .levels(let range) = severity.grade else { return text("severity.not_gradable") }
    let low = text("severity.\(range.lowerBound.rawValue)")
    let high = text("severity.\(range.upperBound.rawValue)")
    return low == high ? low : low + text("severity.to") + high
  }

  /// How the lines of a crack hang together.
  public func text(_ pattern: CrackPattern) -> String { text("pattern.\(pattern.rawValue)") }

  /// The side of a road.
  public func text(_ side: RoadPosition.Side) -> String { text("road_side.\(side.rawValue)") }

  /// What can be said of a tree's lean.
  public func text(_ lean: TreeLean) -> String { text("lean.\(lean.rawValue)") }

  /// How thick a stem is.
  public func text(_ stem: StemClass) -> String {
    switch stem {
    case .thin: text("stem.thin")
    case .medium: text("stem.medium")
    case .thick: text("stem.thick")
    }
  }

  /// What a tree could fall on.
  public func text(_ target: HazardTarget) -> String { text("target.\(target.rawValue)") }

  /// What a person has decided.
  public func text(_ status: DefectStatus) -> String { text("status.\(status.rawValue)") }

  /// Why something is no damage.
  public func text(_ reason: RejectionReason) -> String { text("review_reason.\(reason.rawValue)") }

  /// What to do about a defect.
  public func text(_ action: SuggestedAction) -> String { text("action.\(action.rawValue)") }

  /// How far a photo could be tied to the ground.
  public func text(_ georeference: GeoreferenceStatus) -> String { text("georeference.\(georeference.rawValue)") }

  /// Returns the words of a key, or the key itself when there are none.
  public func text(_ key: String) -> String { texts[key] ?? key }

  /// The keys that have words.
  var keys: Set<String> { Set(texts.keys) }

  /// Every key that a language needs.
  static var requiredKeys: Set<String> {
    var keys: Set<String> = [
      "severity.not_gradable", "severity.to", "re_fly.know_distance", "re_fly.measure_on_site", "re_fly.and",
      "section.to_be_checked", "stem.thin", "stem.medium", "stem.thick",
    ]
    for lean in TreeLean.allCases { keys.insert("lean.\(lean.rawValue)") }
    for target in HazardTarget.allCases { keys.insert("target.\(target.rawValue)") }
    keys.formUnion(exportKeys)
    keys.formUnion(reviewKeys)
    keys.formUnion(reasonKeys)
    keys.formUnion(comparisonKeys)
    for kind in DamageClass.allCases { keys.insert("kind.\(kind.rawValue)") }
    for pattern in CrackPattern.allCases { keys.insert("pattern.\(pattern.rawValue)") }
    for side in RoadPosition.Side.allCases { keys.insert("road_side.\(side.rawValue)") }
    for level in SeverityLevel.allCases { keys.insert("severity.\(level.rawValue)") }
    for status in DefectStatus.allCases { keys.insert("status.\(status.rawValue)") }
    for action in SuggestedAction.allCases { keys.insert("action.\(action.rawValue)") }
    for status in GeoreferenceStatus.allCases { keys.insert("georeference.\(status.rawValue)") }
    return keys
  }
}
