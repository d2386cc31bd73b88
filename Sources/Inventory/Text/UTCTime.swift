import ImageKit

/// Times as text, in the calendar of ISO 8601 and without the machine's time zone.
enum UTCTime {
  /// Returns a time as `2020-06-23T07:17:15.250Z`; `nil` outside the years 0 to 9999.
  static func text(seconds: Double) -> String? {
    let scaled = (seconds * 1000).rounded()
    guard scaled.isFinite, scaled >= -62_167_219_200_000, scaled < 253_402_300_800_000 else { return nil }
    let milliseconds = Int(scaled)
    let fraction = pad(floorModulo(milliseconds, 1000), 3)
    return civil(floorDivide(milliseconds, 1000)) + "." + fraction + "Z"
  }

  /// Returns when a photo was taken, to the second, with the zone if it is known: `2020-06-23T15:17:15+08:00`.
  ///
  /// The zone is what the camera's own clock is ahead of UTC, to a quarter of an hour. Without UTC there is no zone,
  /// without a local clock the time is UTC with a `Z`.
  static func text(_ time: CaptureTime) -> String? {
    let local = String(time.local.prefix(19))
    guard let utc = time.utc, text(seconds: utc) != nil else { return local.isEmpty ? nil : local }
    guard let localSeconds = seconds(ofCivil: local) else {
      return civil(Int(utc.rounded(.down))) + "Z"
    }
    let quarters = ((Double(localSeconds) - utc.rounded(.down)) / 900).rounded()
    guard abs(quarters) <= 60 else { return civil(Int(utc.rounded(.down))) + "Z" }
    let minutes = Int(quarters) * 15
    let sign = minutes < 0 ? "-" : "+"
    return local + sign + pad(abs(minutes) / 60, 2) + ":" + pad(abs(minutes) % 60, 2)
  }

  /// Returns the seconds since 1970 of `2020-06-23T15:17:15`, read as if it were UTC.
  static func seconds(ofCivil text: String) -> Int? {
    let bytes = Array(text.utf8)
    guard bytes.count >= 19, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":")
    else { return nil }
    func number(_ range: Range<Int>) -> Int? {
      var value = 0
      for byte in bytes[range] {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
        value = value * 10 + Int(byte - UInt8(ascii: "0"))
      }
      return value
    }
    guard let year = number(0..<4), let month = number(5..<7), (1...12).contains(month),
      let day = number(8..<10), (1...31).contains(day), let hour = number(11..<13), hour < 24,
      let minute = number(14..<16), minute < 60, let second = number(17..<19), second < 61
    else { return nil }
    // Days from the civil date: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", 2013.
    let shifted = month <= 2 ? year - 1 : year
    let era = floorDivide(shifted, 400)
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let days = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    return days * 86_400 + hour * 3600 + minute * 60 + second
  }

  /// Returns `2020-06-23T15:17:15` for seconds since 1970.
  static func civil(_ seconds: Int) -> String {
    let days = floorDivide(seconds, 86_400)
    let time = floorModulo(seconds, 86_400)
    let z = days + 719_468
    let era = floorDivide(z, 146_097)
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shifted + 2) / 5 + 1
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return pad(year, 4) + "-" + pad(month, 2) + "-" + pad(day, 2) + "T" + pad(time / 3600, 2) + ":"
      + pad(time / 60 % 60, 2) + ":" + pad(time % 60, 2)
  }

  private static func pad(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  private static func floorDivide(_ value: Int, _ divisor: Int) -> Int {
    let quotient = value / divisor
    return value % divisor < 0 ? quotient - 1 : quotient
  }

  private static func floorModulo(_ value: Int, _ divisor: Int) -> Int {
    let remainder = value % divisor
    return remainder < 0 ? remainder + divisor : remainder
  }
}
