import Foundation
import ImageKit

/// Worn stripes as detections.
extension FadedMarkings {
  /// Below this a stripe is not reported by default; no doubtful ones come out, so each is surer than that.
  static let leastConfidence = 0.6
  /// What makes a stripe as sure as can be: so many metres, so bright a paint, so much more of it gone than need be.
  private static let sure = (length: 4.0, full: 0.6, lost: 0.25)
  /// At most so many cross-sections carry the width.
  private static let mostSamples = 64

  /// Returns the worn stripes in pixels of the photo.
  ///
  /// - Parameter directions: where the road runs; nothing is reported where it says that there is none.
  func detections(directions: RoadDirections, bounds: Window) -> [Detection] {
    stripes().compactMap { detection($0, directions, bounds) }
  }

  private func detection(_ stretches: [Stretch], _ directions: RoadDirections, _ bounds: Window) -> Detection? {
    let lines = stretches.map(centreLine)
    let rings = zip(stretches, lines).map { ring(about: $1, halfWidth: $0.width * sight.side / 2) }
    let mask = PixelMask(filling: rings, bounds: bounds)
    guard mask.area > 0, let longest = lines.max(by: { Polyline(points: $0).length < Polyline(points: $1).length }),
      let first = longest.first, let last = longest.last,
      let axis = directions.axis(at: PixelPoint(u: (first.u + last.u) / 2, v: (first.v + last.v) / 2))
    else { return nil }
    let rows = Double(stretches.reduce(0) { $0 + $1.rows.count })
    func mean(_ value: (Stretch) -> Double) -> Double {
      stretches.reduce(0) { $0 + value($1) * Double($1.rows.count) } / rows
    }
    let lost = mean(\.lost)
    let direction = atan2(last.v - first.v, last.u - first.u)
    let parts = [
      rows * sight.cell / Self.sure.length, mean(\.full) / Self.sure.full,
      (lost - MarkingWear.leastLost) / Self.sure.lost,
      mean(\.told),
    ]
    let surety = parts.reduce(0) { $0 + min(1, $1) } / Double(parts.count)
    return Detection(
      damageClass: .fadedMarking, confidence: Self.leastConfidence + 0.35 * surety, mask: mask,
      outline: MaskOutline.rings(of: mask, tolerance: 0.5 * sight.side), centreLines: lines,
      width: width(of: stretches),
      angleToRoad: asin(min(1, abs(sin(direction - axis.angle)))) * 180 / .pi, paintLost: lost)
  }

  /// The middle of a stretch from end to end; rows found in neighbouring squares may be a little off each other.
  private func centreLine(_ stretch: Stretch) -> [PixelPoint] {
    let side = sight.side
    let points = stretch.rows.map { PixelPoint(u: $0.u * side, v: $0.v * side) }
    return Polyline(points: points).smoothed(radius: Int(0.3 / sight.cell)).simplified(tolerance: 0.3 * side).points
  }

  /// The ring that goes along one side of a line and comes back along the other.
  private func ring(about line: [PixelPoint], halfWidth: Double) -> [PixelPoint] {
    let sides = line.indices.map { index -> (left: PixelPoint, right: PixelPoint) in
      let (from, to) = (line[max(0, index - 1)], line[min(line.count - 1, index + 1)])
      let length = max(1e-9, Polyline.distance(from, to))
      let (u, v) = (-(to.v - from.v) / length * halfWidth, (to.u - from.u) / length * halfWidth)
      let here = line[index]
      return (PixelPoint(u: here.u - u, v: here.v - v), PixelPoint(u: here.u + u, v: here.v + v))
    }
    return sides.map(\.left) + sides.reversed().map(\.right)
  }

  /// The width of the stripes: sure to about half a cell on each side.
  private func width(of stretches: [Stretch]) -> WidthProfile {
    let side = sight.side
    let all = stretches.flatMap { stretch in stretch.rows.map { (row: $0, width: stretch.width) } }
    let step = max(1, (all.count + Self.mostSamples - 1) / Self.mostSamples)
    let samples = Swift.stride(from: 0, to: all.count, by: step).map { index in
      let (row, width) = all[index]
      return WidthProfile.Sample(
        point: PixelPoint(u: row.u * side, v: row.v * side), normalU: row.normalU, normalV: row.normalV,
        width: width * side)
    }
    let widths = samples.map(\.width).sorted()
    let median = widths[widths.count / 2]
    return WidthProfile(
      samples: samples, median: median, p95: widths[min(widths.count - 1, widths.count * 95 / 100)],
      low: max(0, median - 0.5 * side), high: median + 0.5 * side)
  }
}
