/// The ground between four neighbouring heights of a raster: bilinear, in metres above the raster's datum.
struct ElevationCell {
  /// The north-west node.
  let column, row: Int
  // Height = a + b x + c y + d x y, with x eastward and y southward from the north-west node in cells.
  private let a, b, c, d: Double
  /// The highest of the corners.
  let ceiling: Double

  /// Creates the cell at a node of a block.
  @inline(__always)
  init(column: Int, row: Int, of block: ElevationBlock) {
    let corners = block.corners(column: column, row: row)
    let (northWest, northEast) = (Double(corners.x), Double(corners.y))
    let (southWest, southEast) = (Double(corners.z), Double(corners.w))
    self.column = column
    self.row = row
    a = northWest
    b = northEast - northWest
    c = southWest - northWest
    d = northWest - northEast - southWest + southEast
    ceiling = Double(corners.max())
  }

  /// Creates the cell that holds node coordinates; nil farther outside the raster than a millionth of a cell.
  init?(holding node: SIMD3<Double>, of grid: ElevationGrid) {
    let slack = 1e-6
    guard node.x >= -slack, node.y >= -slack, node.x <= Double(grid.lastColumn + 1) + slack,
      node.y <= Double(grid.lastRow + 1) + slack
    else { return nil }
    // Towards zero, which also takes the border's slack.
    let (column, row) = (min(Int(node.x), grid.lastColumn), min(Int(node.y), grid.lastRow))
    self.init(column: column, row: row, of: grid.block(column: column, row: row))
  }

  /// Whether all four corners have heights.
  @inline(__always)
  var hasHeight: Bool { !d.isNaN }

  /// Returns the height at node coordinates of the raster; outside the cell its surface goes on.
  @inline(__always)
  func height(column: Double, row: Double) -> Double {
    let (x, y) = (column - Double(self.column), row - Double(self.row))
    return a + b * x + (c + d * x) * y
  }

  /// Returns the height's change with a column and with a row.
  @inline(__always)
  func slope(column: Double, row: Double) -> (perColumn: Double, perRow: Double) {
    (b + d * (row - Double(self.row)), c + d * (column - Double(self.column)))
  }
}
