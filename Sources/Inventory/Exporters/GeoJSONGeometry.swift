import ImageKit

/// Geometries of RFC 7946.
///
/// Coordinates are rounded to 7 decimals before anything else: points that fall together are merged, lines need two
/// different points and rings three, and rings are turned, outer ones counter-clockwise and holes clockwise. Areas that cross
/// themselves or each other once they are rounded are made one.
enum GeoJSONGeometry {
  /// Returns lines for line damage, areas for other damage, else the point.
  static func json(of placement: Placement) -> JSONText {
    let lines = placement.lines.map(rounded).filter { $0.count >= 2 }
    if lines.count == 1 { return geometry("LineString", coordinates(lines[0])) }
    if !lines.isEmpty { return geometry("MultiLineString", .array(lines.map(coordinates))) }
    let polygons = GroundPolygon.atSevenDecimals(placement.outline).compactMap(polygon)
    if polygons.count == 1 { return geometry("Polygon", polygons[0]) }
    if !polygons.isEmpty { return geometry("MultiPolygon", .array(polygons)) }
    let point = Corner(placement.point)
    return point.map { geometry("Point", $0.json) } ?? .null
  }

  private struct Corner: Equatable {
    /// Units of 10⁻⁷ degrees.
    var x, y: Int

    init?(_ position: HorizontalPosition) {
      let x = (position.longitude * 1e7).rounded(.toNearestOrAwayFromZero)
      let y = (position.latitude * 1e7).rounded(.toNearestOrAwayFromZero)
      guard x.isFinite, y.isFinite, abs(x) <= 1.8e9, abs(y) <= 0.9e9 else { return nil }
      self.x = Int(x)
      self.y = Int(y)
    }

    var json: JSONText {
      .array([.decimal(Double(x) / 1e7, places: 7), .decimal(Double(y) / 1e7, places: 7)])
    }
  }

  private static func geometry(_ type: String, _ coordinates: JSONText) -> JSONText {
    .object([("type", .string(type)), ("coordinates", coordinates)])
  }

  private static func coordinates(_ corners: [Corner]) -> JSONText { .array(corners.map(\.json)) }

  /// Returns the points on the grid, each different from the one before.
  private static func rounded(_ positions: [HorizontalPosition]) -> [Corner] {
    var corners: [Corner] = []
    for position in positions {
      if let corner = Corner(position), corner != corners.last { corners.append(corner) }
    }
    return corners
  }

  private static func polygon(_ polygon: GroundPolygon) -> JSONText? {
    guard let outer = ring(polygon.outer, isHole: false) else { return nil }
    return .array([outer] + polygon.holes.compactMap { ring($0, isHole: true) })
  }

  /// Returns a closed ring in the right direction; `nil` when it has no area on the grid.
  private static func ring(_ positions: [HorizontalPosition], isHole: Bool) -> JSONText? {
    var corners = rounded(positions)
    while corners.count > 1, corners.first == corners.last { corners.removeLast() }
    guard corners.count >= 3, let origin = corners.first else { return nil }
    // Exact in integers, from the first corner so that nothing overflows.
    var doubled = 0
    for index in corners.indices {
      let corner = corners[index]
      let next = corners[index + 1 == corners.count ? 0 : index + 1]
      doubled += (corner.x - origin.x) * (next.y - origin.y) - (next.x - origin.x) * (corner.y - origin.y)
    }
    guard doubled != 0 else { return nil }
    if (doubled > 0) == isHole { corners = [origin] + corners.dropFirst().reversed() }
    return coordinates(corners + [origin])
  }
}
