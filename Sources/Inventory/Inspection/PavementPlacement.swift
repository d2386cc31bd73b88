import Detectors
import Foundation
import ImageKit

/// Brings the pavement that a photo shows to the ground.
struct PavementPlacement {
  let projection: GroundProjection
  /// What saw it.
  let detector: DetectorIdentity
  /// How far apart places are tried along an edge of which not all can be placed, in pixels.
  private static let step = 8.0

  /// Returns the pavement on the ground; `nil` when nothing of it can be placed, and on walls.
  ///
  /// What lies too near the horizon or too far away to be placed is cut off.
  func pavement(of view: PavementView) -> Pavement? {
    let rings = view.outline.map(ground)
    let outline = GroundPolygon.polygons(pixelRings: view.outline, groundRings: rings)
    let area = outline.reduce(0) { $0 + $1.area }
    guard area > 0 else { return nil }
    return Pavement(
      detector: detector, outline: outline, area: area, azimuth: azimuth(of: view),
      axisCertainty: min(1, max(0, view.axisCertainty)))
  }

  private func ground(_ ring: [PixelPoint]) -> [HorizontalPosition] {
    let places = ring.compactMap(place)
    guard places.count < ring.count else { return places }
    // Where it ends inside an edge, the end is found between its corners.
    var all: [HorizontalPosition] = []
    for index in ring.indices {
      let (from, to) = (ring[index], ring[index + 1 == ring.count ? 0 : index + 1])
      let count = max(1, Int((hypot(to.u - from.u, to.v - from.v) / Self.step).rounded(.up)))
      for piece in 0..<count {
        let part = Double(piece) / Double(count)
        if let place = place(PixelPoint(u: from.u + part * (to.u - from.u), v: from.v + part * (to.v - from.v))) {
          all.append(place)
        }
      }
    }
    return all
  }

  private func place(_ pixel: PixelPoint) -> HorizontalPosition? {
    guard let point = try? projection.place(pixel), !point.isUpright else { return nil }
    return point.coordinate.horizontal
  }

  /// The direction of the road where the middle of the pavement lies in the photo.
  private func azimuth(of view: PavementView) -> Double? {
    guard let axis = view.axis,
      let ring = view.outline.max(by: { PixelRing.signedArea($0) < PixelRing.signedArea($1) }),
      let first = ring.first
    else { return nil }
    var (low, high) = (first, first)
    for point in ring {
      low = PixelPoint(u: min(low.u, point.u), v: min(low.v, point.v))
      high = PixelPoint(u: max(high.u, point.u), v: max(high.v, point.v))
    }
    // Below the middle, if that is beyond the horizon: a road that runs there is seen from its near end.
    for part in [0.5, 0.75, 1] {
      let pixel = PixelPoint(u: (low.u + high.u) / 2, v: low.v + part * (high.v - low.v))
      guard let point = try? projection.place(pixel), !point.isUpright else { continue }
      let way = point.perColumn * cos(axis) + point.perRow * sin(axis)
      guard way.x != 0 || way.y != 0 else { return nil }
      let angle = atan2(way.x, way.y) * 180 / .pi
      let positive = angle < 0 ? angle + 180 : angle
      return positive >= 180 ? 0 : positive
    }
    return nil
  }
}
