import CDetectors

/// How rough a level of a picture is, in grey levels, on blocks of 8 × 8 pixels smoothed over a wider neighbourhood.
struct Roughness {
  /// The number of blocks in a row and of rows.
  let columns, rows: Int
  /// The mean step between neighbouring pixels, across plus down, in grey levels; blocks in reading order.
  let values: [Double]

  /// Measures one level; the neighbourhood reaches `radius` blocks to each side.
  init(of pyramid: BrightnessPyramid, level: Int, radius: Int, variant: KernelVariant) {
    let side = Int(DT_NOISE_BLOCK)
    let (width, height) = pyramid.size(of: level)
    let columns = (width + side - 1) / side
    let rows = (height + side - 1) / side
    var sums = [UInt32](repeating: 0, count: columns * rows)
    var patch = [UInt8](repeating: 0, count: (width + 3) * (side + 3))
    var scratch = [UInt16](repeating: 0, count: 3 * (width + 1))
    for row in 0..<rows {
      let lines = min(side, height - row * side)
      pyramid.write(
        level: level, x: -1, y: row * side - 1, width: width + 3, height: lines + 3, to: &patch, variant: variant)
      unsafe sums.withUnsafeMutableBufferPointer { sums in
        unsafe patch.withUnsafeBufferPointer { patch in
          let view = unsafe dt_gray_view(
            pixels: patch.baseAddress, width: Int32(width + 3), height: Int32(lines + 3), stride: width + 3)
          guard let start = sums.baseAddress else { return }
          unsafe dt_roughness_row(view, start + row * columns, &scratch, variant.code)
        }
      }
    }
    self.columns = columns
    self.rows = rows
    values = Self.neighbourhoodMeans(sums, columns: columns, rows: rows, width: width, height: height, radius: radius)
  }

  /// Divides the sums by the pixels behind them over (2 radius + 1)² blocks, through summed-area tables.
  private static func neighbourhoodMeans(
    _ sums: [UInt32], columns: Int, rows: Int, width: Int, height: Int, radius: Int
  ) -> [Double] {
    let side = Int(DT_NOISE_BLOCK)
    var table = [Int](repeating: 0, count: (columns + 1) * (rows + 1))
    for row in 0..<rows {
      var line = 0
      for column in 0..<columns {
        line += Int(sums[row * columns + column])
        table[(row + 1) * (columns + 1) + column + 1] = table[row * (columns + 1) + column + 1] + line
      }
    }
    var means = [Double](repeating: 0, count: columns * rows)
    for row in 0..<rows {
      let (top, bottom) = (max(0, row - radius), min(rows, row + radius + 1))
      let lines = min(height, bottom * side) - top * side
      for column in 0..<columns {
        let (left, right) = (max(0, column - radius), min(columns, column + radius + 1))
        let pixels = lines * (min(width, right * side) - left * side)
        let sum =
          table[bottom * (columns + 1) + right] - table[top * (columns + 1) + right]
          - table[bottom * (columns + 1) + left] + table[top * (columns + 1) + left]
        // The kernel's brightness is sixteen times the grey level.
        means[row * columns + column] = Double(sum) / Double(16 * pixels)
      }
    }
    return means
  }
}
