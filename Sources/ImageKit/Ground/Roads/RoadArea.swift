import Foundation

/// A section of road that is given as an area, with the axis that chainage is counted along.
///
/// The axis is the area's own: it goes through its centre in the direction in which it is longest, by the second moments of
/// the area. It starts at the area's southern end where it runs more north than east, else at its western end.
struct RoadArea: Sendable {
  /// The position of its section in the network.
  let section: Int
  /// The rings of all parts, outer ones and holes, in longitude and latitude.
  let rings: [[SIMD2<Double>]]
  /// Metres along the axis from end to end.
  let length: Double
  /// The plane about the area's centre.
  private let plane: EquirectangularPlane
  /// East and north along the axis, of unit length.
  let direction: SIMD2<Double>
  /// Where the axis starts: metres along it from the centre, negative.
  private let start: Double

  /// Creates an area from the rings of its parts, each an outer ring and its holes; `nil` when it covers nothing.
  init?(section: Int, polygons: [[[SIMD2<Double>]]]) {
    guard let corner = polygons.first?.first?.first else { return nil }
    let first = EquirectangularPlane(origin: HorizontalPosition(latitude: corner.y, longitude: corner.x))
    guard let centre = Self.moments(of: polygons, in: first)?.centre else { return nil }
    plane = EquirectangularPlane(origin: first.position(centre))
    guard let moments = Self.moments(of: polygons, in: plane) else { return nil }
    direction = moments.axis
    rings = polygons.flatMap { $0 }
    self.section = section
    var (low, high) = (Double.infinity, -Double.infinity)
    for point in rings.joined() {
      let offset = plane.point(degrees: point)
      let along = offset.x * direction.x + offset.y * direction.y
      (low, high) = (min(low, along), max(high, along))
    }
    guard high > low else { return nil }
    start = low
    length = high - low
  }

  /// Whether a place lies in the area: x is longitude, y latitude.
  func contains(_ place: SIMD2<Double>) -> Bool {
    var inside = false
    for ring in rings {
      guard var previous = ring.last else { continue }
      for current in ring {
        if (current.y > place.y) != (previous.y > place.y) {
          let crossing =
            current.x + (place.y - current.y) / (previous.y - current.y) * (previous.x - current.x)
          if place.x < crossing { inside.toggle() }
        }
        previous = current
      }
    }
    return inside
  }

  /// Whether the border of the area is within some metres of the origin of a plane.
  func isWithin(_ metres: Double, ofOrigin plane: EquirectangularPlane) -> Bool {
    rings.contains { ring in
      guard var start = ring.last.map({ plane.point(degrees: $0) }) else { return false }
      for corner in ring {
        let end = plane.point(degrees: corner)
        let way = end - start
        let squared = way.x * way.x + way.y * way.y
        let part = squared > 0 ? min(1, max(0, -(start.x * way.x + start.y * way.y) / squared)) : 0
        let nearest = start + way * part
        if nearest.x * nearest.x + nearest.y * nearest.y <= metres * metres { return true }
        start = end
      }
      return false
    }
  }

  /// Returns metres along the axis and beside it, negative on its left.
  func offset(of place: SIMD2<Double>) -> (chainage: Double, lateral: Double) {
    let point = plane.point(degrees: place)
    let along = point.x * direction.x + point.y * direction.y
    return (min(length, max(0, along - start)), point.x * direction.y - point.y * direction.x)
  }

  /// The centre of an area and the direction in which it is longest; `nil` when it covers nothing.
  private static func moments(
    of polygons: [[[SIMD2<Double>]]], in plane: EquirectangularPlane
  ) -> (centre: SIMD2<Double>, axis: SIMD2<Double>)? {
    var sum = (area: 0.0, x: 0.0, y: 0.0, xx: 0.0, xy: 0.0, yy: 0.0)
    for polygon in polygons {
      for (index, ring) in polygon.enumerated() {
        let points = ring.map { plane.point(degrees: $0) }
        var own = (area: 0.0, x: 0.0, y: 0.0, xx: 0.0, xy: 0.0, yy: 0.0)
        for (a, b) in zip(points, points.dropFirst() + points.prefix(1)) {
          let cross = a.x * b.y - b.x * a.y
          own.area += cross / 2
          own.x += cross * (a.x + b.x) / 6
          own.y += cross * (a.y + b.y) / 6
          own.xx += cross * (a.x * a.x + a.x * b.x + b.x * b.x) / 12
          own.yy += cross * (a.y * a.y + a.y * b.y + b.y * b.y) / 12
          own.xy += cross * (2 * a.x * a.y + a.x * b.y + b.x * a.y + 2 * b.x * b.y) / 24
        }
        // Outer rings count and holes are taken off, whichever way round the file has them.
        let sign = (own.area < 0) == (index == 0) ? -1.0 : 1.0
        sum.area += sign * own.area
        sum.x += sign * own.x
        sum.y += sign * own.y
        sum.xx += sign * own.xx
        sum.xy += sign * own.xy
        sum.yy += sign * own.yy
      }
    }
    guard sum.area > 0.01 else { return nil }
    let centre = SIMD2(sum.x / sum.area, sum.y / sum.area)
    let xx = sum.xx / sum.area - centre.x * centre.x
    let yy = sum.yy / sum.area - centre.y * centre.y
    let xy = sum.xy / sum.area - centre.x * centre.y
    let angle = atan2(2 * xy, xx - yy) / 2
    return (centre, CompassAxis.oriented(SIMD2(cos(angle), sin(angle))))
  }
}
