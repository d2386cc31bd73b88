/// The points, lines and areas of one feature of a map layer, in the coordinates of the layer.
struct VectorShape {
  /// Single points; roads have none.
  var points: [SIMD2<Double>] = []
  /// Each a list of at least two points.
  var lines: [[SIMD2<Double>]] = []
  /// Each an outer ring and its holes, closed or not as the file has them.
  var polygons: [[[SIMD2<Double>]]] = []

  /// Whether there is nothing.
  var isEmpty: Bool { points.isEmpty && lines.isEmpty && polygons.isEmpty }

  /// The number of points.
  var pointCount: Int {
    points.count + lines.reduce(0) { $0 + $1.count } + polygons.reduce(0) { $0 + $1.reduce(0) { $0 + $1.count } }
  }

  /// Returns the shape with all points replaced by as many others in one call; `nil` when that gives none.
  func mapped(_ transform: ([SIMD2<Double>]) -> [SIMD2<Double>]?) -> VectorShape? {
    let all = points + lines.flatMap { $0 } + polygons.flatMap { $0.flatMap { $0 } }
    guard let transformed = transform(all) else { return nil }
    var rest = transformed[...]
    func next(_ count: Int) -> [SIMD2<Double>] {
      defer { rest = rest.dropFirst(count) }
      return Array(rest.prefix(count))
    }
    var shape = VectorShape()
    shape.points = next(points.count)
    shape.lines = lines.map { next($0.count) }
    shape.polygons = polygons.map { $0.map { next($0.count) } }
    return shape
  }

  /// Returns the shape with points added, so that none of its steps is longer; what is straight stays straight.
  func densified(step: Double) -> VectorShape {
    var shape = self
    shape.lines = lines.map { Self.densified($0, step: step) }
    shape.polygons = polygons.map { $0.map { Self.densified($0, step: step) } }
    return shape
  }

  private static func densified(_ points: [SIMD2<Double>], step: Double) -> [SIMD2<Double>] {
    guard let first = points.first else { return points }
    var dense = [first]
    for (from, to) in zip(points, points.dropFirst()) {
      let way = to - from
      let length = (way.x * way.x + way.y * way.y).squareRoot()
      // A step across the world is a mistake in the file; it is left as it is.
      let pieces = length / step <= 10_000 ? max(1, Int((length / step).rounded(.up))) : 1
      for piece in 1..<max(pieces, 1) { dense.append(from + way * (Double(piece) / Double(pieces))) }
      dense.append(to)
    }
    return dense
  }
}
