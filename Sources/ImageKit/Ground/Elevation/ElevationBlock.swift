/// A square of a raster's nodes with the highest ground of its parts, so that a line of sight can pass over them.
///
/// 256 cells a side and one node more: the cells of neighbouring blocks touch, and none needs two blocks.
final class ElevationBlock: Sendable {
  /// Cells a side.
  static let cells = 256
  /// The sizes of the squares whose highest ground is known, as powers of two; the first is a cell.
  static let levels = [0, 2, 4, 6, 8]

  /// The block's first node in the raster.
  let column, row: Int
  // Nodes a row.
  private let stride: Int
  private let heights: [Float]
  // The highest ground by level after the first, each level in rows.
  private let ceilings: [Float]
  // Where a level begins in `ceilings`.
  private static let starts = [0, 0, 64 * 64, 64 * 64 + 16 * 16, 64 * 64 + 16 * 16 + 4 * 4]

  /// Creates a block from the heights of its nodes, row by row; NaN where there is none.
  init(column: Int, row: Int, width: Int, height: Int, heights: [Float]) {
    self.column = column
    self.row = row
    self.stride = width
    self.heights = heights
    ceilings = Self.ceilings(width: width, height: height, heights: heights)
  }

  /// The memory that the block takes.
  var byteCount: Int { (heights.count + ceilings.count) * 4 + 128 }

  /// Tells whether a cell of the raster is one of the block's.
  @inline(__always)
  func holds(column: Int, row: Int) -> Bool {
    (column >> 8) << 8 == self.column && (row >> 8) << 8 == self.row
  }

  /// Returns the heights of a cell's corners in metres: north-west, north-east, south-west, south-east.
  @inline(__always)
  func corners(column: Int, row: Int) -> SIMD4<Float> {
    let index = (row - self.row) * stride + column - self.column
    return SIMD4(heights[index], heights[index + 1], heights[index + stride], heights[index + stride + 1])
  }

  /// Returns the highest that the ground may be in the square of a level that holds a cell; not for the first level.
  ///
  /// Where the raster has no height the ground is taken to be no higher than the highest that is known in the smallest
  /// square about it that knows any; a block without any is infinitely high.
  @inline(__always)
  func ceiling(level: Int, column: Int, row: Int) -> Float {
    let shift = Self.levels[level]
    return ceilings[
      Self.starts[level] + ((row - self.row) >> shift) * (Self.cells >> shift) + ((column - self.column) >> shift)]
  }

  private static func ceilings(width: Int, height: Int, heights: [Float]) -> [Float] {
    var ceilings = [Float](repeating: -.infinity, count: starts[4] + 1)
    let first = cells >> levels[1]
    // A node belongs to every square whose cells it is a corner of.
    for row in 0..<height {
      for column in 0..<width {
        let value = heights[row * width + column]
        guard !value.isNaN else { continue }
        for tileRow in max(0, row - 1) >> 2...min(row, cells - 1) >> 2 {
          for tileColumn in max(0, column - 1) >> 2...min(column, cells - 1) >> 2 {
            let index = tileRow * first + tileColumn
            ceilings[index] = max(ceilings[index], value)
          }
        }
      }
    }
    for level in 2..<levels.count {
      let (size, below) = (cells >> levels[level], cells >> levels[level - 1])
      for row in 0..<below {
        for column in 0..<below {
          let index = starts[level] + (row >> 2) * size + column >> 2
          ceilings[index] = max(ceilings[index], ceilings[starts[level - 1] + row * below + column])
        }
      }
    }
    // Where nothing is known, what is known around.
    if ceilings[starts[4]] == -.infinity { ceilings[starts[4]] = .infinity }
    for level in (1..<levels.count - 1).reversed() {
      let (size, above) = (cells >> levels[level], cells >> levels[level + 1])
      for row in 0..<size {
        for column in 0..<size where ceilings[starts[level] + row * size + column] == -.infinity {
          ceilings[starts[level] + row * size + column] = ceilings[starts[level + 1] + (row >> 2) * above + column >> 2]
        }
      }
    }
    return ceilings
  }
}
