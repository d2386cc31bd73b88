import ImageKit

/// The colours of severities, the same in maps, drawings and reports: yellow, orange, red, and blue for unknown.
enum SeverityColor {
  /// The levels in the order of a legend; `nil` stands for not gradable.
  static let levels: [SeverityLevel?] = [.high, .medium, .low, nil]

  /// Returns the colour by the highest level that the measures allow, as `#RRGGBB`.
  static func css(of severity: Severity) -> String { css(of: severity.worst) }

  /// Returns the colour of a level, as `#RRGGBB`.
  static func css(of level: SeverityLevel?) -> String {
    let color = rgb(of: level)
    return "#" + [color.red, color.green, color.blue].map(hexadecimal).joined()
  }

  /// Returns the colour as KML writes it: opacity, blue, green, red.
  static func kml(of level: SeverityLevel?, opacity: UInt8) -> String {
    let color = rgb(of: level)
    return [opacity, color.blue, color.green, color.red].map(hexadecimal).joined()
  }

  /// Returns the colour by the highest level that the measures allow.
  static func rgb(of severity: Severity) -> RGB8 { rgb(of: severity.worst) }

  /// Returns the name of a level in styles: `high`, `unknown`.
  static func name(of level: SeverityLevel?) -> String { level?.rawValue ?? "unknown" }

  private static func rgb(of level: SeverityLevel?) -> RGB8 {
    switch level {
    case nil: RGB8(red: 0x2A, green: 0x7F, blue: 0xB8)
    case .low: RGB8(red: 0xE6, green: 0xB8, blue: 0x00)
    case .medium: RGB8(red: 0xF0, green: 0x7D, blue: 0x00)
    case .high: RGB8(red: 0xD7, green: 0x19, blue: 0x1C)
    }
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return digits.count == 1 ? "0" + digits : digits
  }
}
