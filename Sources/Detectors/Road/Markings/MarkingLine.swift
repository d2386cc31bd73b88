import Foundation

/// A straight line in cells: a point and a direction of length one.
struct MarkingLine {
  /// The point, in cells from the upper left corner.
  var u, v: Double
  /// The direction.
  var du, dv: Double

  /// The direction in radians from growing u towards growing v, in (−π, π].
  var angle: Double { atan2(dv, du) }

  /// Where a place lies: along the line from its point, and across it, to the right of the direction on screen.
  func offset(u: Double, v: Double) -> (along: Double, across: Double) {
    let (x, y) = (u - self.u, v - self.v)
    return (x * du + y * dv, y * du - x * dv)
  }

  /// The place with an offset.
  func place(along: Double, across: Double = 0) -> (u: Double, v: Double) {
    (u + along * du - across * dv, v + along * dv + across * du)
  }

  /// The angle to another line, 0 … π/2.
  func angle(to other: MarkingLine) -> Double { acos(min(1, abs(du * other.du + dv * other.dv))) }
}
