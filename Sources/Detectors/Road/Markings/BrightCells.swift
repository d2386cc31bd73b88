/// The cells of a road that may be paint: brighter than the ground about them, and in no direction part of something wide.
struct BrightCells {
  /// A cell by its column and row.
  struct Cell {
    var x, y: Int32
  }

  /// Cells a side of a bin: one metre.
  let side: Int
  /// Columns and rows of bins.
  let columns, rows: Int
  /// The cells by bin, in reading order.
  private(set) var bins: [[Cell]]

  /// The widest marking, in metres; aslant its runs are longer by √2.
  static let widest = 0.65

  init(_ sight: MarkingSight, levels: AsphaltLevels) {
    let (width, height) = (sight.brightness.width, sight.brightness.height)
    side = max(8, Int((1 / sight.cell).rounded()))
    columns = (width + side - 1) / side
    rows = (height + side - 1) / side
    bins = [[Cell]](repeating: [], count: columns * rows)
    let isNarrow = Self.narrow(
      sight, levels, longest: Int((Self.widest * 2.0.squareRoot() / sight.cell).rounded(.up)))
    for y in 0..<height {
      for x in 0..<width where isNarrow[y * width + x] {
        bins[y / side * columns + x / side].append(Cell(x: Int32(x), y: Int32(y)))
      }
    }
  }

  /// Which cells are bright, and lie on a row or a column of bright cells no longer than `longest`.
  private static func narrow(_ sight: MarkingSight, _ levels: AsphaltLevels, longest: Int) -> [Bool] {
    let (width, height) = (sight.brightness.width, sight.brightness.height)
    let (pavement, brightness) = (sight.pavement.values, sight.brightness.values)
    var isNarrow = [Bool](repeating: false, count: width * height)
    // The bright cells right above each column's next one.
    var above = [Int](repeating: 0, count: width)
    func close(_ x: Int, _ y: Int) {
      if above[x] <= longest { for back in 1...above[x] { isNarrow[(y - back) * width + x] = true } }
      above[x] = 0
    }
    var isOpen = [Bool](repeating: false, count: levels.columns)
    for y in 0..<height {
      var run = 0
      for block in 0..<levels.columns {
        let threshold = levels.threshold[y / levels.side * levels.columns + block]
        // Most of a photo is no pavement.
        if threshold == 255, run == 0, !isOpen[block] { continue }
        isOpen[block] = false
        for x in block * levels.side..<min(width, (block + 1) * levels.side) {
          let cell = y * width + x
          if brightness[cell] > threshold, pavement[cell] != 0 {
            run += 1
            above[x] += 1
            isOpen[block] = true
            continue
          }
          if run > 0 {
            if run <= longest { for back in 1...run { isNarrow[cell - back] = true } }
            run = 0
          }
          if above[x] > 0 { close(x, y) }
        }
      }
      if run > 0, run <= longest { for back in 1...run { isNarrow[(y + 1) * width - back] = true } }
    }
    for x in 0..<width where above[x] > 0 { close(x, height) }
    return isNarrow
  }
}
