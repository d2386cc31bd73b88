import Detectors
import Foundation
import ImageKit

/// What it does to a place and a size that a crown stands above the ground on which it is placed.
///
/// A pixel of a crown is placed where its line of sight meets the ground behind it. What stands h above ground that the camera
/// sees from the height H, at the angle i from the vertical, is shown h·tan i too far from the camera and H/(H − h) too large.
/// How tall a tree is no photo from above tells. The rim of a street tree's crown is taken to be 3 to 12 m up, all heights alike:
/// √(mean of h²) is 7.9 m. Nothing is corrected by it; it is a doubt of places (along the view), of lengths (h/H) and of areas (2 h/H).
enum CrownHeight {
  /// The root of the mean square of the height, in metres.
  static let sigma = 7.9

  /// Whether a kind stands above the ground.
  static func matters(to damageClass: DamageClass) -> Bool { damageClass.isTree && damageClass != .fallenTree }

  /// Returns a place's accuracy with the doubt of the height in it.
  static func accuracy(at point: GroundPoint) -> PositionAccuracy {
    let (east, north) = shift(at: point)
    return point.accuracy.adding(
      PositionAccuracy(eastEast: east * east, eastNorth: east * north, northNorth: north * north))
  }

  /// Returns by how many metres a place may be shifted, one standard deviation.
  static func displacement(at point: GroundPoint) -> Double {
    let (east, north) = shift(at: point)
    return (east * east + north * north).squareRoot()
  }

  /// Returns a length or area with the doubt of the height in it; the power is 1 for a length, 2 for an area.
  static func widened(_ measure: Measure?, at point: GroundPoint?, power: Double, shift: Double = 0) -> Measure? {
    guard let measure else { return nil }
    guard let point, point.offset.z < 0 else { return measure }
    let own = measure.sigma ?? 0
    let scale = measure.value * power * sigma / -point.offset.z
    return Measure(measure.value, sigma: (own * own + scale * scale + shift * shift).squareRoot())
  }

  private static func shift(at point: GroundPoint) -> (east: Double, north: Double) {
    guard point.offset.z < 0 else { return (0, 0) }
    return (sigma * point.offset.x / -point.offset.z, sigma * point.offset.y / -point.offset.z)
  }
}
