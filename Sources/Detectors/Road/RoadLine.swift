import Foundation
import ImageKit

/// A traced crack while it is decided what it is part of.
struct RoadLine {
  /// The crack.
  let crack: CrackCandidate
  /// The crack detector's confidence in it.
  let probability: Double
  /// Points along its lines, about eight pixels apart.
  let points: [PixelPoint]
  /// Whether it is part of something already.
  var isTaken = false

  /// Creates a line.
  init(_ crack: CrackCandidate, probability: Double) {
    self.crack = crack
    self.probability = probability
    points = crack.branches.flatMap { branch in
      let all = branch.line.points
      return Swift.stride(from: 0, to: all.count, by: 8).map { all[$0] } + all.suffix(1)
    }
  }

  /// The part of it that lies in a box with its sides moved outwards, 0…1.
  func part(in box: RoadBox, margin: Double) -> Double {
    points.isEmpty ? 0 : Double(points.count { box.contains($0, margin: margin) }) / Double(points.count)
  }

  /// Its direction: radians from growing u towards growing v, modulo π; the axis of its pieces, weighted by length.
  static func direction(of branches: [CrackCandidate.Branch]) -> Double? {
    var sum = SIMD2<Double>()
    for branch in branches {
      guard let first = branch.line.points.first, let last = branch.line.points.last else { continue }
      let (u, v) = (last.u - first.u, last.v - first.v)
      let length = (u * u + v * v).squareRoot()
      // Twice the angle makes opposite directions one.
      if length > 0 { sum += SIMD2(u * u - v * v, 2 * u * v) / length }
    }
    return sum == .zero ? nil : atan2(sum.y, sum.x) / 2
  }
}
