import Detectors
import ImageKit

/// One size of a defect from what several photos measured of it.
///
/// What is wrong with a measure is mostly the scale, and that is wrong alike in all photos of a flight: the mean of many photos is
/// better than each, and is not said to be surer than the best of them.
enum MeasureFusion {
  /// Returns the mean of measures, each counted by its precision; those without a deviation count only when no other is there.
  static func measure(_ all: [Measure]) -> Measure? {
    let known = all.compactMap { measure in measure.sigma.flatMap { $0 > 0 ? (measure.value, $0) : nil } }
    guard let least = known.map(\.1).min() else {
      return all.isEmpty ? nil : Measure(all.reduce(0) { $0 + $1.value } / Double(all.count), sigma: all.first?.sigma)
    }
    let weights = known.map { least * least / ($0.1 * $0.1) }
    let sum = weights.reduce(0, +)
    return Measure(zip(known, weights).reduce(0) { $0 + $1.0.0 * $1.1 } / sum, sigma: least)
  }

  /// Returns the width from those of several photos: the median by precision, with the half intervals of the surest photo.
  static func width(_ all: [WidthMeasure]) -> WidthMeasure? {
    func doubt(_ width: WidthMeasure) -> Double { max(width.high - width.low, 1e-9) }
    guard let best = all.min(by: { doubt($0) < doubt($1) }) else { return nil }
    guard all.count > 1 else { return best }
    var (sum, median, p95) = (0.0, 0.0, 0.0)
    for width in all {
      let weight = (doubt(best) / doubt(width)) * (doubt(best) / doubt(width))
      sum += weight
      median += weight * width.median
      p95 += weight * width.p95
    }
    median /= sum
    return WidthMeasure(
      median: median, p95: p95 / sum, low: max(0, median - (best.median - best.low)),
      high: median + (best.high - best.median), minimumGradable: best.minimumGradable)
  }
}
