extension [Double] {
  /// The value below which a part of the values lies, one of them; 0 for none.
  func quantile(_ part: Double) -> Double {
    isEmpty ? 0 : sorted()[Swift.min(count - 1, Int(Double(count) * part))]
  }

  /// The value in the middle, of an even number the upper one; 0 for none.
  var median: Double { quantile(0.5) }
}
