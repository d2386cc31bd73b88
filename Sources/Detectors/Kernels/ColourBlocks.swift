import CDetectors
import ImageKit

/// Mean colours of a window of a photo on blocks of 16 × 16 pixels.
struct ColourBlocks {
  /// The side of a block, in pixels.
  static let side = Int(DT_COLOUR_BLOCK)
  /// The number of blocks in a row and of rows.
  let columns, rows: Int
  /// Excess green over the block and its neighbours: (2 G − R − B) / (R + G + B), −1 … 2.
  let excessGreen: [Double]

  /// Measures a window.
  ///
  /// - Parameter reach: so many blocks to each side are taken together with a block.
  init(photo: Image<RGB8>, window: Window, variant: KernelVariant, reach: Int = 1) {
    let columns = (window.width + Self.side - 1) / Self.side
    let rows = (window.height + Self.side - 1) / Self.side
    var sums = [UInt32](repeating: 0, count: 3 * columns * rows)
    var counts = [UInt16](repeating: 0, count: columns * rows)
    unsafe photo.withView(of: window) { unsafe dt_colour_blocks($0, &sums, &counts, variant.code) }
    var green = [Double](repeating: 0, count: columns * rows)
    for row in 0..<rows {
      for column in 0..<columns {
        var (r, g, b) = (0, 0, 0)
        for y in max(0, row - reach)...min(rows - 1, row + reach) {
          for x in max(0, column - reach)...min(columns - 1, column + reach) {
            r += Int(sums[3 * (y * columns + x)])
            g += Int(sums[3 * (y * columns + x) + 1])
            b += Int(sums[3 * (y * columns + x) + 2])
          }
        }
        green[row * columns + column] = Double(2 * g - r - b) / Double(max(1, r + g + b))
      }
    }
    self.columns = columns
    self.rows = rows
    excessGreen = green
  }
}
