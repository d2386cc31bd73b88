/// A stretch of a line of sight over a raster, as cubics of a place from −1 to 1: column, row and height.
struct ElevationStretch {
  /// Column, row, metres above the raster's datum, and nothing.
  let curve: Cubic<SIMD4<Double>>
  /// Half the stretch's length, in metres.
  let half: Double

  /// Returns where the line leaves a square of nodes that it is in, or 1 when the stretch ends before.
  ///
  /// Exact to 1e-7 of a cell, and never too far where the line bends on the map: what is left of the square, the next
  /// step takes up.
  @inline(__always)
  func exit(
    from place: Double, at here: SIMD4<Double>, west: Double, north: Double, east: Double, south: Double
  ) -> Double {
    let slope = curve.derivative(place)
    let byColumn = Self.run(from: here.x, slope: slope.x, low: west, high: east)
    let byRow = Self.run(from: here.y, slope: slope.y, low: north, high: south)
    let run = min(byColumn, byRow)
    guard place + run < 1 else { return bounded(1, from: place, at: here, slope, west, north, east, south) }
    var exit = place + run
    // One step of Newton's method: over a square the line bends by little.
    let (there, change) = (curve(exit), curve.derivative(exit))
    let missing =
      byColumn < byRow
      ? ((slope.x > 0 ? east : west) - there.x) / change.x : ((slope.y > 0 ? south : north) - there.y) / change.y
    if abs(missing) < run { exit += missing }
    return bounded(min(exit, 1), from: place, at: here, slope, west, north, east, south)
  }

  /// Returns the least height between two places, in metres: the earth falls away below a straight line.
  @inline(__always)
  func lowest(from: Double, to: Double) -> Double {
    let length = (to - from) * half
    return min(curve(from).z, curve(to).z) - 2.1e-8 * length * length - 1e-6
  }

  /// Returns where the line first meets the ground of a cell between two places, or nil when it passes over it.
  ///
  /// Over a cell the line is straight to a few micrometres, so its height over the ground is a parabola, whose first
  /// root Newton's method then puts on the true ground.
  @inline(__always)
  func meeting(with cell: ElevationCell, from: Double, to: Double) -> Double? {
    let width = to - from
    let first = height(at: from, over: cell)
    guard first > 0 else { return from }
    let (middle, last) = (height(at: from + width / 2, over: cell), height(at: to, over: cell))
    let bend = 2 * (first + last - 2 * middle)
    let slope = last - first - bend
    let discriminant = slope * slope - 4 * bend * first
    let dips = bend > 0 && slope < 0 && -slope < 2 * bend && discriminant >= 0
    guard last <= 0 || dips else { return nil }
    var root = min(1, 2 * first / (discriminant.squareRoot() - slope))
    for _ in 0..<3 {
      let step = height(at: from + width * root, over: cell) / (slope + 2 * bend * root)
      guard step.isFinite, abs(step) * width * half < 1 else { break }
      root = min(max(root - step, 0), 1)
      if abs(step) * width * half < 1e-9 { break }
    }
    return from + width * root
  }

  /// Returns the height over a cell's ground at a place, in metres.
  @inline(__always)
  private func height(at place: Double, over cell: ElevationCell) -> Double {
    let point = curve(place)
    return point.z - cell.height(column: point.x, row: point.y)
  }

  /// Returns how far the line runs until a coordinate leaves its bounds, as if it were straight.
  @inline(__always)
  private static func run(from value: Double, slope: Double, low: Double, high: Double) -> Double {
    if slope > 1e-12 { return (high - value) / slope }
    if slope < -1e-12 { return (low - value) / slope }
    return .infinity
  }

  /// Returns a place no farther than where the line's bend takes it out of a square or makes it turn about.
  @inline(__always)
  private func bounded(
    _ exit: Double, from place: Double, at here: SIMD4<Double>, _ slope: SIMD4<Double>, _ west: Double,
    _ north: Double, _ east: Double, _ south: Double
  ) -> Double {
    var exit = exit
    for _ in 0..<8 {
      let (there, change) = (curve(exit), curve.derivative(exit))
      var share = 1.0
      share = min(share, Self.share(from: here.x, to: there.x, low: west, high: east))
      share = min(share, Self.share(from: here.y, to: there.y, low: north, high: south))
      share = min(share, Self.turn(slope.x, change.x, over: exit - place))
      share = min(share, Self.turn(slope.y, change.y, over: exit - place))
      if share >= 1 { break }
      exit = place + (exit - place) * share
    }
    return max(exit, place)
  }

  /// Returns which share of a way stays within bounds.
  @inline(__always)
  private static func share(from: Double, to: Double, low: Double, high: Double) -> Double {
    if to > high + 1e-7 { return max(0, (high - from) / (to - from)) }
    if to < low - 1e-7 { return max(0, (low - from) / (to - from)) }
    return 1
  }

  /// Returns at which share of a way a coordinate turns about; 1 when it does not, or by nothing to speak of.
  @inline(__always)
  private static func turn(_ first: Double, _ last: Double, over length: Double) -> Double {
    guard first * last < 0, min(abs(first), abs(last)) * length > 1e-7 else { return 1 }
    return first / (first - last)
  }
}
