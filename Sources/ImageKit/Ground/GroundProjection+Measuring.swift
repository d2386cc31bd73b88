import Foundation

/// Lengths, widths and areas of what a photo shows, on the surface it lies on.
///
/// Vertices are placed one by one, so perspective, lens and slope are all accounted for. The doubt of a size is
/// relative: √((σ_H/H)² + (σ_f/f)² + (k tan i σ_pitch)² + (σ_px/L_px)²) with i the angle of incidence and k between 1
/// (across the view) and 2 (along it) for a length, 3 for an area. The camera's place and yaw do not enter.
extension GroundProjection {
  /// Returns the length of a line through pixels; one vertex or none has no length.
  ///
  /// `pixelSigma` is how far each end may be wrong along the line, in pixels; by default that of the pose.
  public func length(
    of polyline: [PixelPoint], pixelSigma: Double? = nil
  ) throws(PlacementError) -> GroundMeasurement {
    try length(of: polyline, closed: false, pixelSigma: pixelSigma)
  }

  /// Returns the length of a ring of pixels, whose last vertex joins the first.
  public func perimeter(
    of ring: [PixelPoint], pixelSigma: Double? = nil
  ) throws(PlacementError) -> GroundMeasurement {
    try length(of: ring, closed: true, pixelSigma: pixelSigma)
  }

  /// Returns the greatest distance between two vertices.
  public func maximumDiameter(
    of vertices: [PixelPoint], pixelSigma: Double? = nil
  ) throws(PlacementError) -> GroundMeasurement {
    let points = try offsets(of: vertices)
    var longest = (value: 0.0, from: 0, to: 0)
    for from in points.indices {
      for to in points.indices.dropFirst(from + 1) {
        let distance = magnitude(points[to] - points[from])
        if distance > longest.value { longest = (distance, from, to) }
      }
    }
    guard longest.value > 0 else { return GroundMeasurement(value: 0, sigma: 0) }
    return try length(of: [vertices[longest.from], vertices[longest.to]], pixelSigma: pixelSigma)
  }

  /// Returns the area within a ring of pixels, whose last vertex joins the first; fewer than three have none.
  ///
  /// The shoelace formula on the surface itself: on a wall the wall's area, not its shadow on a map.
  public func area(of ring: [PixelPoint], pixelSigma: Double? = nil) throws(PlacementError) -> GroundMeasurement {
    guard ring.count >= 3 else { return GroundMeasurement(value: 0, sigma: 0) }
    let points = try offsets(of: ring)
    var sum = SIMD3<Double>.zero
    var (pixelArea, pixelPerimeter) = (0.0, 0.0)
    for index in ring.indices {
      let next = (index + 1) % ring.count
      // About the first vertex, so that the distance from the camera costs no digits.
      sum += cross(points[index] - points[0], points[next] - points[0])
      pixelArea += (ring[index].u - ring[0].u) * (ring[next].v - ring[0].v)
      pixelArea -= (ring[next].u - ring[0].u) * (ring[index].v - ring[0].v)
      pixelPerimeter += Self.distance(ring[index], ring[next])
    }
    let area = magnitude(sum) / 2
    guard area > 0, pixelArea != 0 else { return GroundMeasurement(value: 0, sigma: 0) }
    let scale = try relativeScaleSigmas(at: Self.middle(of: ring))
    let drawing = (pixelSigma ?? sigmas.pixel) * pixelPerimeter / abs(pixelArea / 2)
    let relative = Self.norm(2 * scale.distance, 3 * scale.obliqueness, drawing)
    return GroundMeasurement(value: area, sigma: area * relative)
  }

  /// Returns the width of something narrow at a pixel, from its width in pixels along a direction in the image.
  ///
  /// `pixels` is the width and `pixelSigma` its standard deviation, both in pixels along (du, dv).
  public func width(
    at pixel: PixelPoint, du: Double, dv: Double, pixels: Double, pixelSigma: Double
  ) throws(PlacementError) -> GroundMeasurement {
    let sight = try sight(through: pixel)
    let norm = (du * du + dv * dv).squareRoot()
    guard norm > 0, pixels > 0 else { return GroundMeasurement(value: 0, sigma: 0) }
    let step = sight.perColumn * (du / norm) + sight.perRow * (dv / norm)
    let value = pixels * magnitude(step)
    let scale = try relativeScaleSigmas(at: pixel)
    let relative = Self.norm(scale.distance, weight(of: step, in: sight) * scale.obliqueness, pixelSigma / pixels)
    return GroundMeasurement(value: value, sigma: value * relative)
  }

  private func length(
    of vertices: [PixelPoint], closed: Bool, pixelSigma: Double?
  ) throws(PlacementError) -> GroundMeasurement {
    guard vertices.count >= 2 else { return GroundMeasurement(value: 0, sigma: 0) }
    let points = try offsets(of: vertices)
    let sight = try sight(through: Self.middle(of: vertices))
    var (total, weighted, pixels) = (0.0, 0.0, 0.0)
    for index in vertices.indices.dropLast(closed ? 0 : 1) {
      let next = (index + 1) % vertices.count
      let step = points[next] - points[index]
      let metres = magnitude(step)
      total += metres
      weighted += metres * weight(of: step, in: sight)
      pixels += Self.distance(vertices[index], vertices[next])
    }
    guard total > 0, pixels > 0 else { return GroundMeasurement(value: 0, sigma: 0) }
    let scale = try relativeScaleSigmas(at: sight.pixel)
    let relative = Self.norm(
      scale.distance, weighted / total * scale.obliqueness, (pixelSigma ?? sigmas.pixel) / pixels)
    return GroundMeasurement(value: total, sigma: total * relative)
  }

  private func offsets(of vertices: [PixelPoint]) throws(PlacementError) -> [SIMD3<Double>] {
    var points: [SIMD3<Double>] = []
    points.reserveCapacity(vertices.count)
    for vertex in vertices {
      let sight = try sight(through: vertex)
      points.append(sight.line.direction * sight.hit.range)
    }
    return points
  }

  /// Returns the relative doubts of scale at a pixel: of distance and lens together, and of pitch before its factor.
  private func relativeScaleSigmas(
    at pixel: PixelPoint
  ) throws(PlacementError) -> (distance: Double, obliqueness: Double) {
    let sight = try sight(through: pixel)
    let normal = sight.hit.normal
    // A surface known by its distance from the camera keeps it wherever the camera was.
    let isAttached = attachment != .world
    let along = isAttached ? .zero : SIMD3(sigmas.east, sigmas.north, sigmas.up) * normal
    let height = Self.norm(magnitude(along), sight.hit.sigma) / sight.hit.normalDistance
    let cosine = min(1, sight.approach / magnitude(sight.ray))
    let tangent = (1 - cosine * cosine).squareRoot() / cosine
    let tilt = attachment == .camera ? 0 : tangent * radians(sigmas.pitch)
    return (Self.norm(height, camera.relativeFocalLengthSigma), tilt)
  }

  /// Returns 1 for a step across the view, 2 along it: by how much more an error of pitch stretches the latter.
  private func weight(of step: SIMD3<Double>, in sight: Sight) -> Double {
    let normal = sight.hit.normal
    let view = sight.line.direction - normal * dot(normal, sight.line.direction)
    let norm = magnitude(view) * magnitude(step)
    guard norm > 1e-12 else { return 1 }
    let cosine = dot(view, step) / norm
    return 1 + cosine * cosine
  }

  private static func norm(_ values: Double...) -> Double { values.reduce(0) { $0 + $1 * $1 }.squareRoot() }

  private static func distance(_ a: PixelPoint, _ b: PixelPoint) -> Double {
    ((a.u - b.u) * (a.u - b.u) + (a.v - b.v) * (a.v - b.v)).squareRoot()
  }

  private static func middle(of vertices: [PixelPoint]) -> PixelPoint {
    let count = Double(vertices.count)
    return PixelPoint(
      u: vertices.reduce(0) { $0 + $1.u } / count, v: vertices.reduce(0) { $0 + $1.v } / count)
  }
}
