import Foundation

/// The width of a dark line from its cross-section.
///
/// A line of width w and contrast C seen through a blur of standard deviation σ (lens, sensor, JPEG) darkens the section
/// by an area A = C w, and at its deepest by D = C erf(w / (2 √2 σ)). The ratio A / D = w / erf(w / (2 √2 σ)) is measured
/// without knowing C and gives w as long as w is not much smaller than the blur: for w → 0 it tends to √(2π) σ, about
/// two pixels. Below that only the area is known, and since no contrast exceeds the brightness of the ground, the
/// width is at least A / brightness. Between these two the width stays open and the interval says so.
enum WidthModel {
  /// The blur assumed, and the range it may lie in, in pixels: lens and sensor 0.8, and what sections add by interpolating.
  static let blur = 0.95
  static let blurRange = 0.65...1.3
  /// The part of the ground's brightness that the inside of a crack may lack: it is never quite black.
  static let deepestContrast = 0.9

  /// Widths in units of the blur for ratios from √(2π) upwards, a table step apart: the inverse of w / erf(w / (2 √2)).
  private static let table: [Double] = (0..<600).map { i in
    let ratio = (2 * Double.pi).squareRoot() + Double(i) * tableStep
    // The ratio grows with the width and is never below it.
    var (low, high) = (0.0, ratio)
    for _ in 0..<50 {
      let middle = (low + high) / 2
      if middle / erf(middle / (2 * 2.squareRoot())) < ratio { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
  private static let tableStep = 0.01

  /// Returns the width for a ratio of darkened area to depth at a blur; 0 when the ratio says no more than the blur.
  static func width(ratio: Double, blur: Double) -> Double {
    let place = (ratio / blur - (2 * Double.pi).squareRoot()) / tableStep
    guard place > 0 else { return 0 }
    // Beyond the table, more than eight blurs wide, the blur no longer matters.
    guard place < Double(table.count - 1) else { return ratio }
    let i = Int(place)
    return blur * (table[i] + (place - Double(i)) * (table[i + 1] - table[i]))
  }

  /// Returns the width of one section and the ends of its 90 % interval, in pixels.
  ///
  /// The lower end falls to what the darkness alone proves as soon as the softest plausible blur explains the section: a
  /// faint line three pixels wide may be a gap of half a pixel seen through a soft lens.
  static func estimate(
    area: Double, depth: Double, ground: Double
  ) -> (width: Double, low: Double, high: Double) {
    guard area > 0, depth > 0, ground > 0 else { return (0, 0, 0) }
    let least = area / (deepestContrast * ground)
    let ratio = area / depth
    let widest = max(least, width(ratio: ratio, blur: blurRange.lowerBound))
    let narrowest = max(least, width(ratio: ratio, blur: blurRange.upperBound))
    let middle = max(least, width(ratio: ratio, blur: blur))
    return (middle, narrowest, widest)
  }
}
