import ImageKit
import Testing

/// How far sampled places scatter about the one that was told, held against the accuracy that was told with it.
struct SampledScatter {
  private var sums = (ee: 0.0, en: 0.0, nn: 0.0, east: 0.0, north: 0.0)
  private var count = 0
  private var inside = 0
  private let told: PositionAccuracy
  private let ce90: Double

  init(about told: PositionAccuracy) {
    self.told = told
    ce90 = told.ce90
  }

  /// Adds one sample's error, in metres east and north.
  mutating func add(_ error: SIMD3<Double>) {
    sums.ee += error.x * error.x
    sums.en += error.x * error.y
    sums.nn += error.y * error.y
    sums.east += error.x
    sums.north += error.y
    count += 1
    if (error.x * error.x + error.y * error.y).squareRoot() <= ce90 { inside += 1 }
  }

  /// Expects both axes within a share of what was told, the correlation, the mean as a share of the longer axis, and
  /// the share inside CE90.
  func expectTold(axes: Double, correlation slack: Double, mean: Double, inside range: ClosedRange<Double>) {
    let n = Double(count)
    let sampled = PositionAccuracy(eastEast: sums.ee / n, eastNorth: sums.en / n, northNorth: sums.nn / n)
    #expect(abs(sampled.major / told.major - 1) < axes, "\(sampled.major) for \(told.major)")
    #expect(abs(sampled.minor / told.minor - 1) < axes, "\(sampled.minor) for \(told.minor)")
    #expect(abs(Self.correlation(told) - Self.correlation(sampled)) < slack)
    #expect(abs(sums.east / n) < mean * told.major && abs(sums.north / n) < mean * told.major)
    #expect(range.contains(Double(inside) / n), "\(inside) of \(count) inside CE90")
  }

  private static func correlation(_ accuracy: PositionAccuracy) -> Double {
    accuracy.eastNorth / (accuracy.eastEast * accuracy.northNorth).squareRoot()
  }
}
