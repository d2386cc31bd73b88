/// Numbers and coordinates as makers write them in text.
enum MetadataText {
  /// Returns a number, which may have a plus sign or be a fraction; `nil` for anything else and for what is not finite.
  ///
  /// - Parameter commaFound: set when the number had a decimal comma, which no standard allows.
  static func number(_ text: String, commaFound: inout Bool) -> Double? {
    let text = text.trimmingWhitespace()
    if let slash = text.firstIndex(of: "/") {
      var ignored = false
      guard let numerator = number(String(text[..<slash]), commaFound: &ignored),
        let denominator = number(String(text[text.index(after: slash)...]), commaFound: &ignored), denominator != 0
      else { return nil }
      return numerator / denominator
    }
    if text.filter({ $0 == "," }).count == 1 && !text.contains(".") {
      let value = plain(text.replacing(",", with: "."))
      if value != nil { commaFound = true }
      return value
    }
    return plain(text)
  }

  /// Returns a number, which may have a plus sign or be a fraction.
  static func number(_ text: String) -> Double? {
    var ignored = false
    return number(text, commaFound: &ignored)
  }

  /// Returns numbers between commas; `nil` when one of them is none.
  static func numbers(_ text: some StringProtocol) -> [Double]? {
    var result: [Double] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let value = plain(part.trimmingWhitespace()) else { return nil }
      result.append(value)
    }
    return result
  }

  /// Returns degrees from a decimal number, or from degrees, minutes and seconds with or without a hemisphere letter.
  static func degrees(_ text: String, commaFound: inout Bool) -> Double? {
    if let value = number(text, commaFound: &commaFound) { return value }
    let text = text.trimmingWhitespace()
    let isNegative = text.hasPrefix("-") || "SsWw".contains(text.last ?? " ")
    let hemisphere = "NSEWnsew".contains(text.last ?? " ")
    let parts = (hemisphere ? String(text.dropLast()) : text).split { !$0.isASCII || !($0.isNumber || $0 == ".") }
      .map { plain(String($0)) }
    guard (1...3).contains(parts.count), hemisphere || parts.count > 1, parts.allSatisfy({ $0 != nil }) else {
      return nil
    }
    let values = parts.compactMap { $0 } + [0, 0]
    guard values[1] < 60, values[2] < 60 else { return nil }
    let magnitude = values[0] + values[1] / 60 + values[2] / 3600
    return isNegative ? -magnitude : magnitude
  }

  /// Returns a decimal number; hexadecimal, NaN and infinity, which the standard library also reads, are none.
  private static func plain(_ text: String) -> Double? {
    guard !text.isEmpty, text.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) }), let value = Double(text),
      value.isFinite
    else { return nil }
    return value
  }
}

extension StringProtocol {
  /// The text without blanks, line ends and NUL at both ends.
  func trimmingWhitespace() -> String {
    // On bytes: character properties would cost a third of the time of reading a photo's header.
    let isPadding: (UInt8) -> Bool = { $0 <= 0x20 }
    var text = Substring(self).utf8
    text = text.drop(while: isPadding)
    while let last = text.last, isPadding(last) { text.removeLast() }
    return String(Substring(text))
  }
}
