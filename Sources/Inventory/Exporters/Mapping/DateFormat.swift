/// How times are written: `yyyy-MM-dd HH:mm`, `M/d/yyyy`, `RRR/MM/dd`.
///
/// `yyyy` year, `RRR` year of the Republic of China, `MM` or `M` month, `dd` or `d` day, `HH` or `H` hour, `mm` minute,
/// `ss` second, `XXX` zone (`+08:00`, empty when unknown); text between apostrophes and all signs stay. Times are those of
/// the camera's clock; nothing is converted.
struct DateFormat: Sendable, Equatable {
  private enum Part: Sendable, Equatable {
    case literal(String)
    case field(Character, Int)
  }

  private let parts: [Part]

  /// Reads a format; `nil` when it holds letters of no meaning.
  init?(_ text: String) {
    let allowed: [Character: Set<Int>] = [
      "y": [4], "R": [3], "M": [1, 2], "d": [1, 2], "H": [1, 2], "m": [2], "s": [2], "X": [3],
    ]
    var parts: [Part] = []
    var rest = Array(text)[...]
    while let first = rest.first {
      if first == "'" {
        let literal = rest.dropFirst().prefix { $0 != "'" }
        guard literal.endIndex < rest.endIndex else { return nil }
        parts.append(.literal(String(literal)))
        rest = rest[(literal.endIndex + 1)...]
      } else if first.isASCII, first.isLetter {
        let run = rest.prefix { $0 == first }
        guard allowed[first]?.contains(run.count) == true else { return nil }
        parts.append(.field(first, run.count))
        rest = rest[run.endIndex...]
      } else {
        parts.append(.literal(String(first)))
        rest = rest.dropFirst()
      }
    }
    guard parts.contains(where: { if case .field = $0 { true } else { false } }) else { return nil }
    self.parts = parts
  }

  /// Returns a time of ISO 8601 in this format; `nil` when it is none.
  func text(_ time: String) -> String? {
    guard UTCTime.seconds(ofCivil: time) != nil, time.utf8.count >= 19 else { return nil }
    func number(_ offset: Int, _ count: Int) -> Int { Int(time.dropFirst(offset).prefix(count)) ?? 0 }
    var zone = String(time.dropFirst(19))
    if zone.hasPrefix(".") { zone = String(zone.dropFirst().drop { $0.isNumber }) }
    return parts.map { part in
      switch part {
      case .literal(let text): text
      case .field("y", _): DateFormat.pad(number(0, 4), 4)
      case .field("R", _): String(number(0, 4) - 1911)
      case .field("M", let width): DateFormat.pad(number(5, 2), width)
      case .field("d", let width): DateFormat.pad(number(8, 2), width)
      case .field("H", let width): DateFormat.pad(number(11, 2), width)
      case .field("m", let width): DateFormat.pad(number(14, 2), width)
      case .field("s", let width): DateFormat.pad(number(17, 2), width)
      case .field: zone
      }
    }.joined()
  }

  private static func pad(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
