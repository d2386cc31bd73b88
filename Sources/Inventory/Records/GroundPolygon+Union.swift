import ImageKit

extension GroundPolygon {
  /// The steps that corners are moved to where rings cross, in metres.
  private static let step = 1e-4
  /// Wider than this nothing is made one, in steps: what is computed of it would not be exact.
  private static let widest = 1 << 29

  /// Returns one area of several: what lies in any of them, once, in polygons that are valid and simple by the rules of the OGC.
  ///
  /// A ring that crosses itself is taken apart where it does. Polygons that are so already come back as they are, corner by corner; of others corners move
  /// by a tenth of a millimetre at most.
  public static func union(_ polygons: [GroundPolygon]) -> [GroundPolygon] {
    let polygons = polygons.filter { $0.outer.count >= 3 }
    guard let origin = polygons.first?.outer.first else { return [] }
    let plane = EquirectangularPlane(origin: origin)
    let union = union(polygons) { position in
      let point = plane.point(position) / step
      return point.x.isFinite && point.y.isFinite ? point : nil
    }
    guard let union else { return polygons }
    func places(_ ring: [GridPoint]) -> [HorizontalPosition] {
      ring.map { plane.position(SIMD2(Double($0.x), Double($0.y)) * step) }
    }
    return union.map { GroundPolygon(outer: places($0.outer), holes: $0.holes.map(places)) }
  }

  /// The steps of seven decimals of a degree, which is a centimetre: map files are written so.
  private static let stepsPerDegree = 1e7

  /// Returns polygons that are valid and simple when their corners are written with seven decimals of a degree.
  ///
  /// Polygons that are so already come back as they are, corner by corner. What is narrower than a centimetre may be gone from others.
  public static func atSevenDecimals(_ polygons: [GroundPolygon]) -> [GroundPolygon] {
    guard let first = polygons.first?.outer.first, first.longitude.isFinite, first.latitude.isFinite else {
      return polygons
    }
    func rounded(_ degrees: Double) -> Double { (degrees * stepsPerDegree).rounded(.toNearestOrAwayFromZero) }
    let origin = SIMD2(rounded(first.longitude), rounded(first.latitude))
    let union = union(polygons) { position in
      let point = SIMD2(rounded(position.longitude), rounded(position.latitude)) - origin
      return point.x.isFinite && point.y.isFinite ? point : nil
    }
    guard let union else { return polygons }
    func places(_ ring: [GridPoint]) -> [HorizontalPosition] {
      ring.map { point in
        let place = (origin + SIMD2(Double(point.x), Double(point.y))) / stepsPerDegree
        return HorizontalPosition(latitude: place.y, longitude: place.x)
      }
    }
    return union.map { GroundPolygon(outer: places($0.outer), holes: $0.holes.map(places)) }
  }

  /// Returns the union of polygons on a grid; `nil` when they are valid and simple there, or cannot be brought there.
  ///
  /// - Parameter point: where a place lies, in steps of the grid from some place among them; `nil` when nowhere.
  private static func union(
    _ polygons: [GroundPolygon], point: (HorizontalPosition) -> SIMD2<Double>?
  ) -> [GridAreas.Area]? {
    var areas: [[[GridPoint]]] = []
    for polygon in polygons {
      var rings: [[GridPoint]] = []
      for ring in [polygon.outer] + polygon.holes {
        var corners: [GridPoint] = []
        for place in ring {
          guard let point = point(place), max(abs(point.x), abs(point.y)) < Double(widest) else { return nil }
          let corner = GridPoint(x: Int(point.x.rounded()), y: Int(point.y.rounded()))
          if corner != corners.last { corners.append(corner) }
        }
        while corners.count > 1, corners.first == corners.last { corners.removeLast() }
        // What is too small for the grid is nothing on it.
        if corners.count >= 3 { rings.append(corners) }
      }
      if !rings.isEmpty { areas.append(rings) }
    }
    let union = GridAreas(union: areas)
    return union.isAsGiven ? nil : union.areas
  }
}
