import Foundation

/// One line of sight on its way over a raster, from square to square until it meets the ground.
///
/// Along a stretch of the line its column, its row and its height above the raster's datum are cubics, from four exact
/// places. Squares whose highest ground lies below the line are passed over whole: first blocks, then smaller ones; in
/// a cell the meeting with the bilinear ground is solved.
struct ElevationWalk {
  /// How a stretch of the line ends.
  enum Outcome {
    /// At the ground: metres from the camera, and the cell.
    case ground(Double, ElevationCell)
    /// At the raster's border: metres from the camera.
    case border(Double)
    /// In the air.
    case nothing
  }

  private let line: LineOfSight
  private let grid: ElevationGrid
  private var patch: MapPatch?
  private var block: ElevationBlock?

  /// Creates the walk of a line.
  init(along line: LineOfSight, over grid: ElevationGrid) {
    self.line = line
    self.grid = grid
  }

  /// Returns the camera's height over the ground below it in metres; 100 over a gap, where it is not known.
  mutating func clearance() throws(PlacementError) -> Double {
    let node = try node(at: 0)
    guard let cell = ElevationCell(holding: SIMD3(node.x, node.y, 0), of: grid) else { throw .outsideSurface }
    guard cell.hasHeight else { return 100 }
    let clearance = node.z - cell.height(column: node.x, row: node.y)
    guard clearance > 0 else { throw .cameraBelowSurface }
    return clearance
  }

  /// Returns where the line first meets the ground between two distances in metres, at most 2 km apart.
  mutating func firstMeeting(from start: Double, to end: Double) throws(PlacementError) -> Outcome {
    let (middle, half) = ((start + end) / 2, (end - start) / 2)
    let (outer, inner) = (half * Cubic<SIMD4<Double>>.outer, half * Cubic<SIMD4<Double>>.inner)
    let stretch = ElevationStretch(
      curve: Cubic(
        try node(at: middle - outer), try node(at: middle - inner), try node(at: middle + inner),
        try node(at: middle + outer)),
      half: half)
    // 0.1 µm onward decides in which square the line goes on from a border.
    let nudge = 1e-7 / half
    let top = ElevationBlock.levels.count - 1
    let (lastColumn, lastRow) = (grid.lastColumn, grid.lastRow)
    var place = -1.0
    var level = top
    while place < 1 {
      let probe = min(place + nudge, 1)
      let here = stretch.curve(probe)
      guard here.x >= 0, here.y >= 0, here.x <= Double(lastColumn + 1), here.y <= Double(lastRow + 1) else {
        return .border(middle + half * place)
      }
      let (column, row) = (min(Int(here.x), lastColumn), min(Int(here.y), lastRow))
      let block = self.block(column: column, row: row)
      let shift = ElevationBlock.levels[level]
      let west = (column >> shift) << shift
      let north = (row >> shift) << shift
      let square = (
        west: Double(west), north: Double(north), east: Double(min(west + 1 << shift, lastColumn + 1)),
        south: Double(min(north + 1 << shift, lastRow + 1))
      )
      let exit = stretch.exit(
        from: probe, at: here, west: square.west, north: square.north, east: square.east, south: square.south)
      let lowest = stretch.lowest(from: place, to: exit)
      if level > 0 {
        if lowest > Double(block.ceiling(level: level, column: column, row: row)) {
          (place, level) = (exit, min(level + 1, top))
        } else {
          level -= 1
        }
        continue
      }
      let cell = ElevationCell(column: column, row: row, of: block)
      if cell.hasHeight {
        if lowest <= cell.ceiling, let meeting = stretch.meeting(with: cell, from: place, to: exit) {
          return .ground(middle + half * meeting, cell)
        }
      } else if lowest <= Double(block.ceiling(level: 1, column: column, row: row)) {
        throw .noSurfaceHeight
      }
      (place, level) = (exit, 1)
    }
    return .nothing
  }

  @inline(__always)
  private mutating func block(column: Int, row: Int) -> ElevationBlock {
    if let block, block.holds(column: column, row: row) { return block }
    let block = grid.block(column: column, row: row)
    self.block = block
    return block
  }

  /// Returns column, row and height above the raster's datum of the point at a distance in metres.
  @inline(__always)
  private mutating func node(at range: Double) throws(PlacementError) -> SIMD4<Double> {
    let point = line.pointInECEF(at: range)
    let (sine, cosine, _, height) = GeocentricPoint(point).geodetic
    let (latitude, longitude) = (degrees(atan2(sine, cosine)), degrees(atan2(point.y, point.x)))
    // A pose that is no number has no place, and an index of one would trap.
    guard latitude.isFinite, longitude.isFinite else { throw .outsideSurface }
    let index = MapPatch.Index(latitude: latitude, longitude: longitude)
    let patch: MapPatch
    if let last = self.patch, last.index == index {
      patch = last
    } else {
      patch = try grid.patch(index)
      self.patch = patch
    }
    let node = patch(latitude: latitude, longitude: longitude)
    return SIMD4(node.x, node.y, height - node.z, 0)
  }
}
