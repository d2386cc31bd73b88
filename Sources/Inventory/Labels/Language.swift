/// A language in which labels are written.
public enum Language: String, Sendable, Hashable, Codable, CaseIterable {
  /// English.
  case english = "en"
  /// Chinese in traditional characters, as used in Taiwan.
  case traditionalChinese = "zh-TW"

  /// What its speakers call it.
  public var ownName: String {
    switch self {
    case .english: "English"
    case .traditionalChinese: "繁體中文"
    }
  }
}
