/// Dates and times as cameras write them.
struct TimeText: Equatable {
  private var days: Int
  private var seconds: Int
  private var fraction: String
  /// Seconds east of Greenwich; `nil` when the text has no zone.
  var offset: Int?

  /// Reads `2020:06:23 15:17:15.25+09:00` and its kin: hyphens for colons, `T` for the blank, fraction and zone optional.
  ///
  /// A leap second and 24:00:00 are moved to the next second and day. `nil` for anything else, above all for the
  /// `0000:00:00 00:00:00` of a camera that does not know the time.
  init?(_ text: String) {
    let text = Array(text.trimmingWhitespace().utf8)
    guard text.count >= 19 else { return nil }
    func number(_ range: Range<Int>) -> Int? {
      text[range].reduce(into: Int?.some(0)) { value, byte in
        value = (0x30...0x39).contains(byte) ? value.map { $0 * 10 + Int(byte) - 0x30 } : nil
      }
    }
    func isOne(of characters: String, at index: Int) -> Bool { characters.utf8.contains(text[index]) }
    guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10), let hour = number(11..<13),
      let minute = number(14..<16), let second = number(17..<19), isOne(of: ":-/.", at: 4), isOne(of: ":-/.", at: 7),
      isOne(of: " T", at: 10), isOne(of: ":", at: 13), isOne(of: ":", at: 16), year > 0, (1...12).contains(month),
      (1...Self.length(of: month, in: year)).contains(day), minute < 60, second <= 60,
      hour < 24 || (hour == 24 && minute == 0 && second == 0)
    else { return nil }
    var rest = text[19...]
    fraction = ""
    if rest.first == UInt8(ascii: ".") {
      let digits = rest.dropFirst().prefix { (0x30...0x39).contains($0) }
      fraction = String(decoding: digits, as: UTF8.self)
      rest = rest.dropFirst(digits.count + 1)
    }
    days = Self.days(year: year, month: month, day: day)
    seconds = hour * 3600 + minute * 60 + second
    days += seconds / 86_400
    seconds %= 86_400
    offset = rest.isEmpty ? nil : Self.offset(String(decoding: rest, as: UTF8.self))
  }

  /// Sets the fraction of the second from the digits of a sub-second tag.
  mutating func setFraction(_ digits: String) {
    fraction = String(digits.trimmingWhitespace().prefix { $0.isASCII && $0.isNumber })
  }

  /// Seconds from 1970-01-01 by the clock as written, whatever its zone.
  var secondsByItsClock: Double {
    Double(days) * 86_400 + Double(seconds) + (Double("0." + (fraction.isEmpty ? "0" : fraction)) ?? 0)
  }

  /// Seconds since 1970-01-01 UTC; `nil` without a zone.
  var utc: Double? { offset.map { secondsByItsClock - Double($0) } }

  /// The time by its clock in ISO 8601, without zone.
  var iso8601: String {
    let (year, month, day) = Self.date(days: days)
    func padded(_ value: Int, _ width: Int) -> String {
      let digits = String(value)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    let date = "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    let time = "\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
    return "\(date)T\(time)" + (fraction.isEmpty ? "" : ".\(fraction)")
  }

  /// Reads a zone: `+09:00`, `+0530`, `+5:30`, `-3`, `Z`; in seconds east of Greenwich.
  static func offset(_ text: String) -> Int? {
    let text = text.trimmingWhitespace()
    if text.uppercased() == "Z" { return 0 }
    guard let sign = text.first, sign == "+" || sign == "-" || sign == "−" else { return nil }
    let digits = text.dropFirst()
    var hours = digits
    var minutes: Substring = "0"
    if let colon = digits.firstIndex(of: ":") {
      hours = digits[..<colon]
      minutes = digits[digits.index(after: colon)...].prefix(2)
    } else if digits.count > 2 {
      hours = digits.dropLast(2)
      minutes = digits.suffix(2)
    }
    guard let hour = Int(hours), let minute = Int(minutes), (0...14).contains(hour), (0..<60).contains(minute) else {
      return nil
    }
    // The sign belongs to the whole: −03:30 is three and a half hours west.
    return (hour * 3600 + minute * 60) * (sign == "+" ? 1 : -1)
  }

  private static func length(of month: Int, in year: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  // Both ways between dates and days after Howard Hinnant, "chrono-compatible low-level date algorithms", 2013: the
  // year starts in March, so that the leap day is its last.
  private static func days(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func date(days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * month + 2) / 5 + 1
    return (yearOfEra + era * 400 + (month >= 10 ? 1 : 0), month < 10 ? month + 3 : month - 9, day)
  }
}
