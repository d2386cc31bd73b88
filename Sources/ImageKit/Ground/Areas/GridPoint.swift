/// A point whose coordinates are whole steps of a grid: what is asked of it has an exact answer.
///
/// Coordinates of up to 2³⁰ are exact in all that is computed of them.
package struct GridPoint: Hashable, Comparable, Sendable {
  package var x, y: Int

  /// Creates a point.
  package init(x: Int, y: Int) {
    self.x = x
    self.y = y
  }

  package static func < (left: GridPoint, right: GridPoint) -> Bool { (left.x, left.y) < (right.x, right.y) }

  static func - (left: GridPoint, right: GridPoint) -> GridPoint { GridPoint(x: left.x - right.x, y: left.y - right.y) }

  /// Twice the area between two vectors, positive where the second one lies counter-clockwise of the first.
  func cross(_ other: GridPoint) -> Int { x * other.y - y * other.x }

  /// Half the circle that a vector points into: 0 from west over south to just before east, else 1.
  private var half: Int { y < 0 || (y == 0 && x < 0) ? 0 : 1 }

  /// Whether a vector comes before another one, counter-clockwise from west.
  static func isBefore(_ left: GridPoint, _ right: GridPoint) -> Bool {
    left.half != right.half ? left.half < right.half : left.cross(right) > 0
  }
}

/// A straight piece between two points of a grid, the lesser one first.
struct GridEdge: Hashable, Comparable {
  let low, high: GridPoint

  init(_ one: GridPoint, _ other: GridPoint) {
    (low, high) = one < other ? (one, other) : (other, one)
  }

  static func < (left: GridEdge, right: GridEdge) -> Bool { (left.low, left.high) < (right.low, right.high) }

  /// Whether it touches the square of the grid about a point: half a step to either side, without the upper and eastern border.
  func meets(_ point: GridPoint) -> Bool {
    let way = high - low
    guard point.x >= low.x, point.x <= high.x, point.y >= min(low.y, high.y), point.y <= max(low.y, high.y) else {
      return false
    }
    let off = 2 * way.cross(point - low)
    let reach = abs(way.x) + abs(way.y)
    guard abs(off) == reach else { return abs(off) < reach }
    // It touches one corner only; the lower western one belongs to the square.
    return way.y < 0 && off == way.x - way.y && point.x > low.x && point.y > high.y
  }

  /// Returns the point of the grid in whose square it crosses another one; `nil` where they do not cross inside both.
  func crossing(_ other: GridEdge) -> GridPoint? {
    let (way, across) = (high - low, other.high - other.low)
    let whole = way.cross(across)
    guard whole != 0 else { return nil }
    let (along, there) = ((other.low - low).cross(across), (other.low - low).cross(way))
    guard Self.isInside(along, whole), Self.isInside(there, whole) else { return nil }
    func nearest(_ start: Int, _ way: Int) -> Int {
      // Rounded down from half a step farther, exactly.
      let (part, all) = whole > 0 ? (Int128(along), Int128(whole)) : (-Int128(along), -Int128(whole))
      let doubled = 2 * part * Int128(way) + all
      let steps = doubled / (2 * all)
      return start + Int(doubled < 0 && steps * 2 * all != doubled ? steps - 1 : steps)
    }
    return GridPoint(x: nearest(low.x, way.x), y: nearest(low.y, way.y))
  }

  private static func isInside(_ part: Int, _ whole: Int) -> Bool {
    whole > 0 ? part > 0 && part < whole : part < 0 && part > whole
  }
}
