/// One straight piece of a centre line.
struct RoadSegment: Sendable {
  /// The position of its section in the network.
  let section: Int
  /// Longitude and latitude of its ends, in degrees.
  let from, to: SIMD2<Double>
  /// Metres along the section's line up to its start.
  let chainage: Double
  /// Metres.
  let length: Double

  /// Where a place lies beside the piece.
  struct Offset {
    /// Metres along the section's line to the nearest point of the piece.
    let chainage: Double
    /// Metres to that point.
    let distance: Double
    /// Metres from the piece's own line, negative on its left.
    let lateral: Double
    /// East and north along the piece, of unit length.
    let direction: SIMD2<Double>
  }

  /// Returns where the origin of a plane lies beside the piece; `nil` for a piece without length.
  func offset(fromOriginOf plane: EquirectangularPlane) -> Offset? {
    let start = plane.point(degrees: from)
    let way = plane.point(degrees: to) - start
    let squared = way.x * way.x + way.y * way.y
    guard squared > 0 else { return nil }
    let part = min(1, max(0, -(start.x * way.x + start.y * way.y) / squared))
    let nearest = start + way * part
    let direction = way / squared.squareRoot()
    return Offset(
      chainage: chainage + part * length, distance: (nearest.x * nearest.x + nearest.y * nearest.y).squareRoot(),
      // The origin seen from the start, turned: right of the direction is positive.
      lateral: -start.x * direction.y + start.y * direction.x, direction: direction)
  }
}
