/// Within which time something has to be done.
enum ResponseTime: Sendable, Hashable {
  /// So many hours later.
  case hours(Int)
  /// By the end of the day so many calendar days later.
  case days(Int)
  /// By the end of the day so many working days later: not Saturdays, Sundays and the table's holidays.
  case workingDays(Int)

  /// Returns the end, in the form and zone of the start; `nil` when the start is no time.
  ///
  /// - Parameters:
  ///   - start: `2026-07-01T15:17:15+08:00`, with or without a zone.
  ///   - holidays: days off, as `2026-10-10`.
  func end(from start: String, holidays: Set<String>) -> String? {
    guard let seconds = UTCTime.seconds(ofCivil: start) else { return nil }
    var zone = start.dropFirst(19)
    if zone.first == "." { zone = zone.dropFirst().drop { $0.isNumber } }
    switch self {
    case .hours(let count):
      return UTCTime.civil(seconds + count * 3600) + zone
    case .days(let count):
      return Self.endOfDay(seconds + count * 86_400) + zone
    case .workingDays(let count):
      var day = seconds
      var left = count
      // Ten years of days off are a table without working days.
      for _ in 0..<(3660 + 2 * count) where left > 0 {
        day += 86_400
        if Self.isWorkingDay(day, holidays: holidays) { left -= 1 }
      }
      return left == 0 ? Self.endOfDay(day) + zone : nil
    }
  }

  private static func endOfDay(_ seconds: Int) -> String { UTCTime.civil(seconds).prefix(10) + "T23:59:59" }

  private static func isWorkingDay(_ seconds: Int, holidays: Set<String>) -> Bool {
    let days = Int((Double(seconds) / 86_400).rounded(.down))
    // 1970-01-01 was a Thursday: 0 is Monday.
    let weekday = ((days + 3) % 7 + 7) % 7
    return weekday < 5 && !holidays.contains(String(UTCTime.civil(seconds).prefix(10)))
  }
}
