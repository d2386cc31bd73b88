import Foundation

/// The part of the ground that a photo shows.
///
/// The image's border is cut where it would leave the limits, in the image itself, where the cut is a straight line;
/// what remains is brought to the ground vertex by vertex. A distorting lens is followed with 32 points a side, and so
/// is the ground of an elevation model; where that ends, or has a gap, the border is drawn in towards the middle of the
/// view, as far as there is ground.
public struct Footprint: Hashable, Sendable {
  /// The border in the image, in the order of ``ring``, not repeated at the end.
  public var imagePolygon: [PixelPoint]
  /// The border on the ground, counter-clockwise seen from above; the last place repeats the first.
  public var ring: [GeodeticCoordinate]
  /// The area on the plane below the camera, in square metres.
  public var area: Double

  /// Creates the footprint of a photo.
  ///
  /// The border is cut at a forward distance in metres; by default where the projection's limits end. Throws
  /// ``PlacementError/aboveHorizon`` when nothing of the ground is in view, ``PlacementError/noIntersection`` for a
  /// surface that has no ground, and what casting a vertex throws.
  public init(
    of projection: GroundProjection, maximumForwardDistance: Double? = nil
  ) throws(PlacementError) {
    guard let height = projection.surface.height(of: projection.pose.coordinate) else { throw .noIntersection }
    guard height > 0 else { throw .cameraBelowSurface }
    let reach = maximumForwardDistance ?? Self.reach(of: projection.limits, height: height)
    var border = try Self.border(of: projection)
    for plane in Self.clippingPlanes(of: projection, height: height, reach: reach) {
      border = Self.clipped(border) { ray in dot(plane, ray) }
    }
    guard border.count >= 3 else { throw .aboveHorizon }
    if projection.surface is ElevationSurface { border = try Self.drawnIn(border, of: projection) }

    var plane = border.map { body -> SIMD3<Double> in
      let ray = projection.enuFromBody * body
      return ray * (height / -ray.z)
    }
    var signedArea = Self.signedArea(plane)
    if signedArea < 0 {
      border.reverse()
      plane.reverse()
      signedArea = -signedArea
    }
    area = signedArea
    imagePolygon = border.map { projection.camera.pixel(atNormalizedPoint: SIMD2($0.y / $0.x, $0.z / $0.x)) }
    ring = []
    for body in border { ring.append(try Self.place(alongBodyDirection: body, of: projection)) }
    if let first = ring.first { ring.append(first) }
  }

  /// The border as closed rings of latitude and longitude, cut in two where it crosses the antimeridian.
  public var rings: [[HorizontalPosition]] {
    guard let reference = ring.first?.longitude else { return [] }
    let unwrapped = ring.dropLast().map { place -> SIMD2<Double> in
      var longitude = place.longitude
      if longitude - reference > 180 { longitude -= 360 }
      if longitude - reference < -180 { longitude += 360 }
      return SIMD2(longitude, place.latitude)
    }
    return [-360.0, 0, 360].compactMap { shift in
      var part = unwrapped.map { SIMD2($0.x - shift, $0.y) }
      part = Self.clipped(part, by: SIMD2(1, 0), atLeast: -180)
      part = Self.clipped(part, by: SIMD2(-1, 0), atLeast: -180)
      guard part.count >= 3, let first = part.first else { return nil }
      let (low, high) = (part.map(\.x).min() ?? 0, part.map(\.x).max() ?? 0)
      guard high > low else { return nil }
      return (part + [first]).map { HorizontalPosition(latitude: $0.y, longitude: $0.x) }
    }
  }

  /// Returns where a ray of the body frame meets the ground, whatever the limits.
  private static func place(
    alongBodyDirection body: SIMD3<Double>, of projection: GroundProjection
  ) throws(PlacementError) -> GeodeticCoordinate {
    // The cut has applied the limits already; a vertex exactly on it must not fail by its last bit.
    let open = PlacementLimits(minimumDepression: 0, maximumRange: .infinity, maximumIncidence: 90)
    let line = LineOfSight(frame: projection.frame, direction: projection.enuFromBody * body)
    let range = try projection.surface.intersection(with: line, limits: open).range
    return GeocentricPoint(line.pointInECEF(at: range)).coordinate
  }

  /// Returns a border with 32 points to an edge, each moved towards the middle until its ray meets ground.
  ///
  /// Throws what the middle throws when there is no ground either.
  private static func drawnIn(
    _ border: [SIMD3<Double>], of projection: GroundProjection
  ) throws(PlacementError) -> [SIMD3<Double>] {
    let rays = border.map { $0 / $0.x }
    let middle = rays.reduce(.zero, +) / Double(rays.count)
    _ = try place(alongBodyDirection: middle, of: projection)
    let parts = projection.camera.distortion == .none ? 32 : 1
    return rays.indices.flatMap { index in
      let (from, to) = (rays[index], rays[(index + 1) % rays.count])
      return (0..<parts).map { part in
        let ray = from + (to - from) * (Double(part) / Double(parts))
        func hasGround(_ share: Double) -> Bool {
          (try? place(alongBodyDirection: middle + (ray - middle) * share, of: projection)) != nil
        }
        if hasGround(1) { return ray }
        var (inside, outside) = (0.0, 1.0)
        // To a four-thousandth of the image.
        for _ in 0..<12 {
          let share = (inside + outside) / 2
          if hasGround(share) { inside = share } else { outside = share }
        }
        return middle + (ray - middle) * inside
      }
    }
  }

  /// Returns the forward distance at which the limits end.
  private static func reach(of limits: PlacementLimits, height: Double) -> Double {
    let slant = max(0, limits.maximumRange * limits.maximumRange - height * height).squareRoot()
    let depression = max(limits.minimumDepression, 0.1)
    return min(slant, height / tan(radians(depression)))
  }

  /// Returns the border of the image as directions in the body frame.
  private static func border(of projection: GroundProjection) throws(PlacementError) -> [SIMD3<Double>] {
    let camera = projection.camera
    let (width, height) = (Double(camera.width), Double(camera.height))
    let corners = [SIMD2(0, 0), SIMD2(0, height), SIMD2(width, height), SIMD2(width, 0)]
    let steps = camera.distortion == .none ? 1 : 32
    var border: [SIMD3<Double>] = []
    for side in 0..<4 {
      let (from, to) = (corners[side], corners[(side + 1) % 4])
      for step in 0..<steps {
        let place = from + (to - from) * (Double(step) / Double(steps))
        do throws(PlacementError) {
          let point = try camera.normalizedPoint(at: PixelPoint(u: place.x, v: place.y))
          border.append(SIMD3(1, point.x, point.y))
        } catch .distortionNotInvertible {
          // Such a pixel shows nothing that can be placed; its neighbours close the gap.
          continue
        }
      }
    }
    guard border.count >= 3 else { throw .distortionNotInvertible }
    return border
  }

  /// Returns the planes, in the body frame, that the rays must lie on the positive side of.
  private static func clippingPlanes(
    of projection: GroundProjection, height: Double, reach: Double
  ) -> [SIMD3<Double>] {
    let bodyFromENU = projection.enuFromBody.transposed
    let axis = projection.enuFromBody.x
    let top = -projection.enuFromBody.z
    let level = (axis.x * axis.x + axis.y * axis.y).squareRoot() > 1e-9 ? axis : top
    let forward = SIMD3(level.x, level.y, 0) / (level.x * level.x + level.y * level.y).squareRoot()
    let right = SIMD3(forward.y, -forward.x, 0)
    // reach · down − height · (direction · horizontal) ≥ 0; sideways and backwards only so that nothing is endless.
    func plane(_ direction: SIMD3<Double>, _ reach: Double) -> SIMD3<Double> {
      bodyFromENU * (SIMD3(0, 0, -reach) - direction * height)
    }
    return [
      bodyFromENU * SIMD3(0, 0, -1), plane(forward, reach), plane(right, 2 * reach), plane(-right, 2 * reach),
      plane(-forward, 2 * reach),
    ]
  }

  /// Returns a polygon of rays cut to where a linear test is not negative; Sutherland and Hodgman, 1974.
  private static func clipped(_ polygon: [SIMD3<Double>], by test: (SIMD3<Double>) -> Double) -> [SIMD3<Double>] {
    var result: [SIMD3<Double>] = []
    for index in polygon.indices {
      let (from, to) = (polygon[index], polygon[(index + 1) % polygon.count])
      let (a, b) = (test(from), test(to))
      if a >= 0 { result.append(from) }
      if (a > 0 && b < 0) || (a < 0 && b > 0) { result.append(from + (to - from) * (a / (a - b))) }
    }
    return result
  }

  private static func clipped(
    _ polygon: [SIMD2<Double>], by normal: SIMD2<Double>, atLeast limit: Double
  ) -> [SIMD2<Double>] {
    clipped(polygon.map { SIMD3($0.x, $0.y, 1) }) { dot($0, SIMD3(normal.x, normal.y, -limit)) }
      .map { SIMD2($0.x, $0.y) }
  }

  private static func signedArea(_ polygon: [SIMD3<Double>]) -> Double {
    var sum = 0.0
    for index in polygon.indices {
      let (a, b) = (polygon[index], polygon[(index + 1) % polygon.count])
      sum += a.x * b.y - b.x * a.y
    }
    return sum / 2
  }
}
