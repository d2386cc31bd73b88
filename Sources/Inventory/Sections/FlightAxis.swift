import Foundation
import ImageKit

/// The straight line along which a flight without a road network is cut into stretches.
struct FlightAxis {
  /// Along the axis on the map, of unit length.
  let direction: SIMD2<Double>
  /// Where the axis starts: metres along it from the map's origin.
  let start: Double

  /// One photo's pavement.
  struct View {
    let pavement: Pavement
    let frame: PlaneFrame
    let rings: [[SIMD2<Double>]]
  }

  /// Creates the axis of a flight: the mean of the directions of its photos' pavement.
  ///
  /// Each counts as much as its pavement is long and its direction certain. The axis runs northwards or eastwards, whichever
  /// is more, from the first pavement on.
  ///
  /// - Parameters:
  ///   - views: the flight's photos, in order.
  ///   - fallback: the direction on the map where no photo shows one.
  init(of views: [View], fallback: SIMD2<Double>) {
    // Twice the angle makes opposite directions one.
    var sum = SIMD2(0.0, 0.0)
    for view in views {
      guard let azimuth = view.pavement.azimuth else { continue }
      let way = view.frame.direction(azimuth: azimuth)
      let weight = Self.extent(of: view.rings, along: way).map { $0.upperBound - $0.lowerBound } ?? 0
      let angle = 2 * atan2(way.y, way.x)
      sum += SIMD2(cos(angle), sin(angle)) * (weight * view.pavement.axisCertainty)
    }
    let length = (sum.x * sum.x + sum.y * sum.y).squareRoot()
    let half = atan2(sum.y, sum.x) / 2
    let axis = CompassAxis.oriented(length > 1e-9 ? SIMD2(cos(half), sin(half)) : fallback)
    direction = axis
    start = views.compactMap { Self.extent(of: $0.rings, along: axis)?.lowerBound }.min() ?? 0
  }

  /// Returns the metres of a point along the axis.
  func chainage(of point: SIMD2<Double>) -> Double { max(0, point.x * direction.x + point.y * direction.y - start) }

  private static func extent(of rings: [[SIMD2<Double>]], along way: SIMD2<Double>) -> ClosedRange<Double>? {
    let along = rings.joined().map { $0.x * way.x + $0.y * way.y }
    guard let low = along.min(), let high = along.max() else { return nil }
    return low...high
  }
}
