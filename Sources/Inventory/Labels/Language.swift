/// A language in which labels are written.
public enum Language: String, Sendable, Hashable, Codable, CaseIterable {
  /// English.
  case english = "en"
  /// Chinese in traditional characters, as used in Taiwan.
  case traditionalChinese = "zh-TW"
}
