/// Numbers as text with a fixed number of decimals, the same on every machine and in every language.
enum FixedDecimal {
  /// Returns the number rounded half away from zero, with exactly so many decimals, and never as `-0`.
  ///
  /// Returns `nil` for a number that is not finite or too large to be written exactly: 2⁵³ units of the last decimal.
  static func text(_ value: Double, places: Int) -> String? {
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    let scaled = (value * scale).rounded(.toNearestOrAwayFromZero)
    guard scaled.isFinite, abs(scaled) <= 9_007_199_254_740_992 else { return nil }
    let units = Int(scaled)
    let digits = String(units.magnitude)
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    let whole = padded.dropLast(places)
    let sign = units < 0 ? "-" : ""
    return places == 0 ? sign + whole : sign + whole + "." + padded.suffix(places)
  }

  /// Returns the number with at most so many decimals and no trailing zeros.
  static func trimmed(_ value: Double, places: Int) -> String? {
    guard var text = text(value, places: places), text.contains(".") else { return text(value, places: places) }
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text == "-0" ? "0" : text
  }

  /// Returns the largest number of so many decimals that is no larger: for what is allowed at most.
  ///
  /// A billionth of a unit is let pass, so that 1.5 does not become 1.4 for how it is stored.
  static func roundedDown(_ value: Double, places: Int) -> Double {
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    return (value * scale + 1e-9).rounded(.down) / scale
  }
}
