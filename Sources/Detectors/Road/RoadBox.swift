import Foundation
import ImageKit

/// A box that the road network found: where a thing is and how large.
struct RoadBox {
  /// What it is: one of ``RoadMap/things``.
  var kind: RoadMap
  /// 0…1.
  var score: Double
  /// The middle, in pixels of the photo.
  var middle: PixelPoint
  /// Half the sides, in pixels: along `angle` and across it.
  var along, across: Double
  /// The direction of the first side: radians from growing u towards growing v.
  var angle: Double

  /// The direction of the longer side.
  var direction: Double { along >= across ? angle : angle + .pi / 2 }
  /// The length of the longer side, in pixels.
  var length: Double { 2 * max(along, across) }
  /// The length of the shorter side, in pixels.
  var breadth: Double { 2 * min(along, across) }

  /// Where a point lies from the middle: along the first side and across it.
  func offset(of point: PixelPoint) -> (along: Double, across: Double) {
    let (u, v) = (point.u - middle.u, point.v - middle.v)
    return (u * cos(angle) + v * sin(angle), v * cos(angle) - u * sin(angle))
  }

  /// The point with an offset.
  func point(along: Double, across: Double) -> PixelPoint {
    PixelPoint(
      u: middle.u + along * cos(angle) - across * sin(angle), v: middle.v + along * sin(angle) + across * cos(angle))
  }

  /// Whether a point lies in the box with its sides moved outwards by `margin` pixels.
  func contains(_ point: PixelPoint, margin: Double = 0) -> Bool {
    let place = offset(of: point)
    return abs(place.along) <= along + margin && abs(place.across) <= across + margin
  }

  /// Returns the box with its longer side moved outwards at either end as far as points reach.
  func lengthened(toHold points: [PixelPoint]) -> RoadBox {
    let isLong = along >= across
    let offsets = points.map { isLong ? offset(of: $0).along : offset(of: $0).across }
    let (low, high) = (min(-length / 2, offsets.min() ?? 0), max(length / 2, offsets.max() ?? 0))
    var box = self
    box.middle = isLong ? point(along: (low + high) / 2, across: 0) : point(along: 0, across: (low + high) / 2)
    if isLong { box.along = (high - low) / 2 } else { box.across = (high - low) / 2 }
    return box
  }

  /// The corners, clockwise on screen.
  var corners: [PixelPoint] {
    [(-1.0, -1.0), (1, -1), (1, 1), (-1, 1)].map { point(along: $0.0 * along, across: $0.1 * across) }
  }

  /// Returns the area shared with another box over that of both, as if the other lay at the same angle.
  func overlap(_ other: RoadBox) -> Double {
    let place = offset(of: other.middle)
    // A quarter turn exchanges the sides.
    let isTurned = abs(sin(other.angle - angle)) > 0.5.squareRoot()
    let (long, wide) = isTurned ? (other.across, other.along) : (other.along, other.across)
    let shared =
      max(0, min(along, place.along + long) - max(-along, place.along - long))
      * max(0, min(across, place.across + wide) - max(-across, place.across - wide))
    return shared / max(1e-9, 4 * along * across + 4 * long * wide - shared)
  }
}
