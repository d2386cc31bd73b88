/// How bright the ground of a road is, in blocks of 0.7 m, told from a little more than two metres about each.
///
/// The middle of what is dark there is taken for asphalt, so that neither a stripe nor the bars of a crossing count as ground.
struct AsphaltLevels {
  /// Cells a side of a block.
  let side: Int
  /// Columns and rows of blocks.
  let columns, rows: Int
  /// The brightness above which a cell may be paint; 255 where there is too little pavement to tell.
  private(set) var threshold: [UInt8]
  /// Cells by block and brightness, in steps of four.
  private let counts: [Int32]

  private static let blockSide = 0.7
  /// The part of three by three blocks that must be paved.
  private static let leastPaved = 0.15
  /// Paint is brighter than the ground by this part of it, and by so many times the ground's own spread.
  private static let leastContrast = 0.14
  private static let spreads = 3.0
  private static let bins = 64

  init(_ sight: MarkingSight) {
    let (brightness, pavement) = (sight.brightness, sight.pavement.values)
    let side = max(4, Int((Self.blockSide / sight.cell).rounded()))
    self.side = side
    columns = (brightness.width + side - 1) / side
    rows = (brightness.height + side - 1) / side
    counts = Self.counts(of: brightness, where: pavement, side: side, columns: columns, rows: rows)
    threshold = [UInt8](repeating: 255, count: columns * rows)
    let least = Int32(Self.leastPaved * Double(9 * side * side))
    for row in 0..<rows {
      for column in 0..<columns {
        let start = (row * columns + column) * Self.bins
        guard counts[start..<start + Self.bins].contains(where: { $0 > 0 }) else { continue }
        let near = sums(column: column, row: row, reach: 1)
        guard near.total >= least else { continue }
        let low = Self.level(0.1, of: near)
        let middle = Self.level(0.35, of: near)
        let value = middle + max(Self.leastContrast * middle, Self.spreads * (middle - low))
        threshold[row * columns + column] = UInt8(min(255, value.rounded()))
      }
    }
  }

  private static func counts(
    of brightness: MarkingPlane, where pavement: [UInt8], side: Int, columns: Int, rows: Int
  ) -> [Int32] {
    var counts = [Int32](repeating: 0, count: columns * rows * bins)
    let values = brightness.values
    for y in 0..<brightness.height {
      let row = y * brightness.width
      for block in 0..<columns {
        let start = (y / side * columns + block) * bins
        for cell in row + block * side..<row + min(brightness.width, (block + 1) * side) where pavement[cell] != 0 {
          counts[start + Int(values[cell] >> 2)] += 1
        }
      }
    }
    return counts
  }

  /// The number of the block that holds a cell.
  func block(x: Int, y: Int) -> Int { min(rows - 1, max(0, y / side)) * columns + min(columns - 1, max(0, x / side)) }

  /// What seven tenths of the pavement within three metres of a cell do not exceed: the ground in the light, where there is any.
  func lit(x: Int, y: Int) -> Double {
    let block = block(x: x, y: y)
    return Self.level(0.7, of: sums(column: block % columns, row: block / columns, reach: 4))
  }

  private func sums(column: Int, row: Int, reach: Int) -> (bins: [Int32], total: Int32) {
    var bins = [Int32](repeating: 0, count: Self.bins)
    var total: Int32 = 0
    for y in max(0, row - reach)...min(rows - 1, row + reach) {
      for x in max(0, column - reach)...min(columns - 1, column + reach) {
        let start = (y * columns + x) * Self.bins
        for bin in 0..<Self.bins {
          bins[bin] += counts[start + bin]
          total += counts[start + bin]
        }
      }
    }
    return (bins, total)
  }

  /// The brightness that a part of the cells does not reach.
  private static func level(_ part: Double, of sums: (bins: [Int32], total: Int32)) -> Double {
    let wanted = part * Double(sums.total)
    var below = 0.0
    for (bin, count) in sums.bins.enumerated() where count > 0 {
      if below + Double(count) >= wanted { return 4 * (Double(bin) + (wanted - below) / Double(count)) }
      below += Double(count)
    }
    return 255
  }
}
