import Detectors
import Foundation
import ImageKit

/// Brings what one photo shows to the ground, and measures it there.
struct ObservationPlacement {
  let projection: GroundProjection
  /// How the height was found: part of the method in every record.
  let method: String
  /// One standard deviation of where a line ends, in pixels: where a crack fades into the pavement its end is not better
  /// defined.
  static let endSigma = 1.0

  /// Returns where a detection lies; `nil` when its own place cannot be found, as above the horizon.
  func placement(of detection: Detection) -> Placement? {
    guard let point = try? projection.place(Self.representativePoint(of: detection)) else { return nil }
    // On a map a wall is a line: what lies on it has a place there, but neither outline nor course.
    let isUpright = point.isUpright
    let accuracy =
      CrownHeight.matters(to: detection.damageClass) ? CrownHeight.accuracy(at: point) : point.accuracy
    return Placement(
      point: point.coordinate.horizontal, method: method, outline: isUpright ? [] : outline(of: detection),
      lines: isUpright ? [] : detection.centreLines.compactMap(ground).filter(Self.hasLength),
      ce90: accuracy.ce90, semiMajor: accuracy.major, semiMinor: accuracy.minor, azimuth: accuracy.azimuth,
      groundSampleDistance: point.groundSampleDistance.mean)
  }

  /// Whether a line has two points that differ: one that has none is no valid geometry, and a map shows nothing of it.
  private static func hasLength(_ line: [HorizontalPosition]) -> Bool {
    line.dropFirst().contains { $0 != line[0] }
  }

  /// Returns what the doubt of a detection's place is made of.
  ///
  /// - Parameter registration: what comparing the photo with its neighbours found; `nil` when it was not compared.
  func doubt(of detection: Detection, registration: FlightRegistration.Photo?) -> PlaceDoubt? {
    guard let parts = try? projection.contributions(at: Self.representativePoint(of: detection)) else { return nil }
    return PlaceDoubt(parts, disagreement: registration?.disagreementAfter).rounded
  }

  /// Returns the sizes of a detection on the ground.
  func measures(of detection: Detection) -> Measures {
    var measures = Measures(
      angleToRoad: detection.angleToRoad, tree: Self.tree(of: detection, on: self), paintLost: detection.paintLost)
    if detection.centreLines.isEmpty {
      measures.area = area(of: detection)
    } else {
      measures.length = length(of: detection)
      measures.width = width(of: detection)
      measures.area = area(of: detection)
      measures.orientation = direction(of: detection)
      measures.pattern = detection.pattern
    }
    if detection.damageClass == .pothole {
      measures.diameter = measures.area.flatMap(Measure.init(diameterOfCircleOf:))
    }
    return completing(measures, of: detection)
  }

  /// The pixel that stands for a detection: on line damage the middle of its longest line, else the mask's own pixel
  /// nearest to its centroid, so that the point always lies on the damage.
  static func representativePoint(of detection: Detection) -> PixelPoint {
    if let longest = detection.centreLines.max(by: { pixelLength($0) < pixelLength($1) }), longest.count >= 2 {
      return middle(of: longest)
    }
    let box = detection.boundingBox
    var (sumU, sumV, count) = (0.0, 0.0, 0.0)
    for run in detection.mask.runs {
      let length = Double(run.length)
      sumU += length * (Double(run.x) + length / 2)
      sumV += length * (Double(run.y) + 0.5)
      count += length
    }
    guard count > 0 else { return PixelPoint(u: Double(box.x), v: Double(box.y)) }
    let centroid = PixelPoint(u: sumU / count, v: sumV / count)
    let candidates = detection.mask.runs.map { run in
      PixelPoint(
        u: min(max(centroid.u, Double(run.x) + 0.5), Double(run.x + run.length) - 0.5), v: Double(run.y) + 0.5)
    }
    return candidates.min { distance($0, centroid) < distance($1, centroid) } ?? centroid
  }

  private func outline(of detection: Detection) -> [GroundPolygon] {
    let rings = detection.outline.map { ring in ground(ring) ?? [] }
    return GroundPolygon.polygons(pixelRings: detection.outline, groundRings: rings)
  }

  /// Returns the places of all vertices, or nil when one of them has none.
  private func ground(_ points: [PixelPoint]) -> [HorizontalPosition]? {
    var places: [HorizontalPosition] = []
    places.reserveCapacity(points.count)
    for point in points {
      guard let place = try? projection.place(point) else { return nil }
      places.append(place.coordinate.horizontal)
    }
    return places
  }

  private func length(of detection: Detection) -> Measure? {
    var (total, relative) = (0.0, 0.0)
    for line in detection.centreLines {
      guard let length = try? projection.length(of: line, pixelSigma: Self.endSigma) else { return nil }
      total += length.value
      relative = max(relative, length.value > 0 ? length.sigma / length.value : 0)
    }
    return total > 0 ? Measure(total, sigma: total * relative) : nil
  }

  /// The width in millimetres, from each cross-section's own pixel size along its own direction.
  private func width(of detection: Detection) -> WidthMeasure? {
    guard let profile = detection.width, !profile.samples.isEmpty else { return nil }
    var widths: [Double] = []
    var pixels: [Double] = []
    var relative = 0.0
    for sample in profile.samples {
      guard
        let unit = try? projection.width(
          at: sample.point, du: sample.normalU, dv: sample.normalV, pixels: 1, pixelSigma: 0)
      else { continue }
      pixels.append(unit.value * 1000)
      widths.append(sample.width * unit.value * 1000)
      relative = max(relative, unit.sigma / unit.value)
    }
    guard !widths.isEmpty else { return nil }
    widths.sort()
    pixels.sort()
    let pixel = Self.quantile(pixels, 0.5)
    let median = Self.quantile(widths, 0.5)
    // 1.645 standard deviations of the scale beside the cross-section's own 90 % interval.
    let scale = 1.645 * relative * median
    func side(_ pixels: Double) -> Double { (scale * scale + pixels * pixels * pixel * pixel).squareRoot() }
    return WidthMeasure(
      median: median, p95: Self.quantile(widths, 0.95), low: max(0, median - side(profile.median - profile.low)),
      high: median + side(profile.high - profile.median),
      minimumGradable: pixel)
  }

  private func area(of detection: Detection) -> Measure? {
    var (total, variance) = (0.0, 0.0)
    for ring in detection.outline {
      guard let area = try? projection.area(of: ring, pixelSigma: 0.5) else { return nil }
      total += PixelRing.isOuter(ring) ? area.value : -area.value
      variance += area.sigma * area.sigma
    }
    return total > 0 ? Measure(total, sigma: variance.squareRoot()) : nil
  }

  /// The direction of line damage, 0 ..< 180° clockwise from true north: the axis of its segments, weighted by length.
  private func direction(of detection: Detection) -> Double? {
    var (x, y) = (0.0, 0.0)
    for line in detection.centreLines {
      var places: [SIMD3<Double>] = []
      for point in line {
        guard let place = try? projection.place(point), !place.isUpright else { return nil }
        places.append(place.offset)
      }
      for (from, to) in zip(places, places.dropFirst()) {
        // Doubling the angle makes opposite directions one; the step's square over its length is the weight.
        let (east, north) = (to.x - from.x, to.y - from.y)
        let length = (east * east + north * north).squareRoot()
        guard length > 0 else { continue }
        x += (north * north - east * east) / length
        y += 2 * north * east / length
      }
    }
    guard x != 0 || y != 0 else { return nil }
    let angle = atan2(y, x) / 2 * 180 / .pi
    let positive = angle < 0 ? angle + 180 : angle
    return positive >= 180 ? 0 : positive
  }

  private static func middle(of line: [PixelPoint]) -> PixelPoint {
    var remaining = pixelLength(line) / 2
    for (from, to) in zip(line, line.dropFirst()) {
      let step = distance(from, to)
      if step >= remaining, step > 0 {
        let part = remaining / step
        return PixelPoint(u: from.u + part * (to.u - from.u), v: from.v + part * (to.v - from.v))
      }
      remaining -= step
    }
    return line[line.count / 2]
  }

  /// The length of a line in pixels.
  static func pixelLength(_ line: [PixelPoint]) -> Double {
    zip(line, line.dropFirst()).reduce(0) { $0 + distance($1.0, $1.1) }
  }

  private static func distance(_ a: PixelPoint, _ b: PixelPoint) -> Double {
    ((a.u - b.u) * (a.u - b.u) + (a.v - b.v) * (a.v - b.v)).squareRoot()
  }

  /// The value below which a fraction of sorted values lies, between neighbours by straight interpolation.
  private static func quantile(_ sorted: [Double], _ fraction: Double) -> Double {
    let position = fraction * Double(sorted.count - 1)
    let index = Int(position)
    guard index + 1 < sorted.count else { return sorted[sorted.count - 1] }
    return sorted[index] + (position - Double(index)) * (sorted[index + 1] - sorted[index])
  }
}

extension GeodeticCoordinate {
  var horizontal: HorizontalPosition { HorizontalPosition(latitude: latitude, longitude: longitude) }
}

extension GroundPoint {
  /// Whether the surface here is so steep that its outline on a map says nothing: beyond 78°.
  var isUpright: Bool {
    let shadow = abs(perColumn.x * perRow.y - perColumn.y * perRow.x)
    return shadow < 0.2 * groundSampleDistance.pixelArea
  }
}
