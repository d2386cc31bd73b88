import Foundation
import ImageKit

/// Moves one line onto another as far as the doubt of their places allows.
///
/// Each point is drawn towards the nearest place on the other line, across it only: along a straight line nothing tells how far to
/// move, and the move stays what the doubt expects, none. A few rounds of least squares with ever less reach.
struct LineAlignment {
  /// The doubt of the difference of the places.
  let accuracy: PositionAccuracy
  /// How far beside each other one line may be drawn twice, in metres.
  let beside: Double

  /// Points of a line say no more than so many independent ones.
  private static let mostIndependent = 10.0

  /// Returns the move, in metres to the east and north.
  func shift(
    of samples: [GroundLine.Sample], onto line: GroundLine, reach: Double
  ) -> SIMD2<Double> { solution(of: samples, onto: line, reach: reach).shift }

  /// Returns the move, and how much the lines alone say of it: nothing along a straight line.
  func solution(
    of samples: [GroundLine.Sample], onto line: GroundLine, reach: Double
  ) -> (shift: SIMD2<Double>, information: PositionAccuracy) {
    guard let prior = accuracy.information, !samples.isEmpty else { return (.zero, .exact) }
    var information = PositionAccuracy.exact
    var shift = SIMD2<Double>.zero
    let sigma = beside / 3
    let weight = min(1, Self.mostIndependent / Double(samples.count)) / (sigma * sigma)
    for part in [1, 0.5, 0.25] {
      let limit = max(part * reach, beside)
      var normal = prior
      var right = SIMD2<Double>.zero
      for sample in samples {
        let place = sample.point + shift
        guard let near = line.nearest(to: place, along: sample.along, within: limit) else { continue }
        let across = SIMD2(-near.along.y, near.along.x)
        let way = (across * (near.point - sample.point)).sum()
        normal.eastEast += weight * across.x * across.x
        normal.eastNorth += weight * across.x * across.y
        normal.northNorth += weight * across.y * across.y
        right += across * (weight * way)
      }
      guard let solved = normal.information else { break }
      shift = solved.times(right)
      information = normal.adding(prior.scaled(by: -1))
      if limit == beside { break }
    }
    return (shift, information)
  }
}
