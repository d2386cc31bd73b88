import Foundation

/// How the map of dead crowns falls off from a peak in one direction, on the three cells to either side.
///
/// Each dead crown is taught as a bell about its middle that is as wide as the crown: the logarithm falls with the square of the distance. So the bell
/// tells where the middle is and, up to a factor, how far the crown reaches.
struct DeadBell {
  /// The spread of the bell, in cells.
  let spread: Double
  /// The middle of the bell from the middle of the peak's cell, in cells.
  let shift: Double

  /// Cells to either side that are looked at.
  private static let reach = 3
  /// The least that the logarithm falls, and the least curvature: where a bell hardly falls off.
  private static let leastFall = 0.02
  private static let leastCurvature = 0.01
  /// The farthest that the middle may lie from the peak, in cells.
  private static let farthest = 1.5

  /// Reads the bell about a peak.
  ///
  /// - Parameter step: (1, 0) for columns, (0, 1) for rows.
  init(_ maps: TreeMaps, x: Int, y: Int, step: (x: Int, y: Int)) {
    let top = maps.probability(.dead, x: x, y: y)
    // Sums for the least-squares fit of a d + b d² to the logarithm's fall at distance d, and for that of the spread about the peak itself.
    var (squares, cubes, fourths, slopes, curves, falls) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    for distance in -Self.reach...Self.reach where distance != 0 {
      let (column, row) = (x + distance * step.x, y + distance * step.y)
      guard column >= 0, row >= 0, column < maps.width, row < maps.height else { continue }
      let d = Double(distance)
      let fall = log(top / maps.probability(.dead, x: column, y: row))
      squares += d * d
      cubes += d * d * d
      fourths += d * d * d * d
      slopes += d * fall
      curves += d * d * fall
      falls += max(Self.leastFall, fall)
    }
    spread = falls > 0 ? (squares / falls).squareRoot() : 1
    let determinant = squares * fourths - cubes * cubes
    guard determinant > 0 else {
      shift = 0
      return
    }
    let slope = (slopes * fourths - curves * cubes) / determinant
    let curvature = (curves * squares - slopes * cubes) / determinant
    shift = max(-Self.farthest, min(Self.farthest, -slope / (2 * max(Self.leastCurvature, curvature))))
  }
}
