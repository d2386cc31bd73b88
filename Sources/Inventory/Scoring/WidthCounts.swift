import Detectors
import ImageKit

/// Measured widths beside those of true masks, as sums: of several pictures they add up.
public struct WidthCounts: Sendable, Hashable {
  /// Pixels of found centre line whose width was compared.
  public var length = 0.0
  /// How far measured widths are off, and measured less true, in pixels × pixels of centre line.
  public var absoluteError = 0.0, error = 0.0
  /// Detections whose interval was compared, and those of them whose interval holds the mask's median width.
  public var intervals = 0, intervalsHeld = 0

  /// Creates counts of nothing.
  public init() {}

  /// Compares the widths of detections wherever their cross-sections lie within the tolerance of a true centre line.
  ///
  /// A cross-section stands for its share of the detection's centre line. An interval counts when at least half of the
  /// cross-sections could be compared: it speaks of the whole detection.
  init(_ detections: [Detection], truth: TruthWidths, tolerance: Double) {
    for detection in detections {
      guard let profile = detection.width, !profile.samples.isEmpty else { continue }
      let share = Self.length(detection.centreLines) / Double(profile.samples.count)
      var widths: [Double] = []
      for sample in profile.samples {
        guard let width = truth.width(near: sample.point, within: tolerance) else { continue }
        widths.append(width)
        length += share
        absoluteError += share * abs(sample.width - width)
        error += share * (sample.width - width)
      }
      guard 2 * widths.count >= profile.samples.count else { continue }
      intervals += 1
      if profile.low <= Self.median(widths), Self.median(widths) <= profile.high { intervalsHeld += 1 }
    }
  }

  /// Adds the counts of another picture, so many times.
  mutating func add(_ other: WidthCounts, times: Int) {
    length += other.length * Double(times)
    absoluteError += other.absoluteError * Double(times)
    error += other.error * Double(times)
    intervals += other.intervals * times
    intervalsHeld += other.intervalsHeld * times
  }

  private static func length(_ lines: [[PixelPoint]]) -> Double {
    lines.reduce(0) { sum, line in
      zip(line, line.dropFirst()).reduce(sum) { sum, ends in
        let (across, down) = (ends.1.u - ends.0.u, ends.1.v - ends.0.v)
        return sum + (across * across + down * down).squareRoot()
      }
    }
  }

  private static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    return (sorted[sorted.count / 2] + sorted[(sorted.count - 1) / 2]) / 2
  }
}
