import ImageKit

/// A set of the cells of a map, row after row.
struct CellMask {
  /// Columns and rows.
  let width, height: Int
  /// Whether a cell belongs to it.
  var isSet: [Bool]

  /// An empty set.
  init(width: Int, height: Int) {
    self.width = width
    self.height = height
    isSet = [Bool](repeating: false, count: width * height)
  }

  /// A set of some cells, as positions row × width + column.
  init(width: Int, height: Int, cells: [Int]) {
    self.init(width: width, height: height)
    for cell in cells { isSet[cell] = true }
  }

  subscript(x: Int, y: Int) -> Bool {
    get { isSet[y * width + x] }
    set { isSet[y * width + x] = newValue }
  }

  /// Whether a cell lies inside the map and belongs to the set.
  func contains(x: Int, y: Int) -> Bool { x >= 0 && y >= 0 && x < width && y < height && isSet[y * width + x] }

  /// The cells of both sets.
  func intersection(_ other: CellMask) -> CellMask {
    var shared = self
    for cell in isSet.indices where !other.isSet[cell] { shared.isSet[cell] = false }
    return shared
  }

  /// The cells that do not belong to the other set.
  func subtracting(_ other: CellMask) -> CellMask {
    var left = self
    for cell in isSet.indices where other.isSet[cell] { left.isSet[cell] = false }
    return left
  }

  /// The cells up to some cells from the set, and the set.
  func grown(by reach: Double) -> CellMask {
    let far = Int(reach)
    let steps = (-far...far).map { (dy: $0, dx: Int((reach * reach - Double($0 * $0)).squareRoot())) }
    var grown = CellMask(width: width, height: height)
    for cell in isSet.indices where isSet[cell] {
      let (x, y) = (cell % width, cell / width)
      for (dy, dx) in steps where y + dy >= 0 && y + dy < height {
        for column in max(0, x - dx)...min(width - 1, x + dx) { grown[column, y + dy] = true }
      }
    }
    return grown
  }

  /// The cells of the set, in reading order.
  var cells: [Int] { isSet.indices.filter { isSet[$0] } }

  /// The connected pieces of cells with a value, each in the order in which it was walked, those first that begin first in reading order.
  ///
  /// - Parameter reach: 0 joins cells that share a side; n joins cells up to n columns and rows apart.
  func pieces(of value: Bool = true, reach: Int = 0) -> [[Int]] {
    var steps: [(Int, Int)] = [(-1, 0), (1, 0), (0, -1), (0, 1)]
    if reach > 0 { steps = (-reach...reach).flatMap { dy in (-reach...reach).map { ($0, dy) } } }
    var seen = [Bool](repeating: false, count: isSet.count)
    var pieces: [[Int]] = []
    for start in isSet.indices where isSet[start] == value && !seen[start] {
      var piece = [start]
      seen[start] = true
      var next = 0
      while next < piece.count {
        let (x, y) = (piece[next] % width, piece[next] / width)
        next += 1
        for (dx, dy) in steps {
          let (x, y) = (x + dx, y + dy)
          guard x >= 0, y >= 0, x < width, y < height else { continue }
          let cell = y * width + x
          if isSet[cell] == value, !seen[cell] {
            seen[cell] = true
            piece.append(cell)
          }
        }
      }
      pieces.append(piece)
    }
    return pieces
  }

  /// Turns pieces of a value that are smaller than a number of cells into the other.
  mutating func keepPieces(ofAtLeast least: Int, value: Bool) {
    for piece in pieces(of: value) where piece.count < least { for cell in piece { isSet[cell] = !value } }
  }

  /// The set as runs of cells.
  var runs: [PixelMask.Run] {
    var runs: [PixelMask.Run] = []
    for y in 0..<height {
      var x = 0
      while x < width {
        guard isSet[y * width + x] else {
          x += 1
          continue
        }
        let start = x
        while x < width, isSet[y * width + x] { x += 1 }
        runs.append(.init(y: Int32(y), x: Int32(start), length: Int32(x - start)))
      }
    }
    return runs
  }

  /// Rings about the set, in pixels of the photo, cut at the photo's borders.
  ///
  /// - Parameters:
  ///   - side: pixels of the photo a cell.
  ///   - tolerance: cells by which they may be straightened.
  func outline(side: Double, photoWidth: Int, photoHeight: Int, tolerance: Double = 1) -> [[PixelPoint]] {
    MaskOutline.rings(of: PixelMask(runs: runs), tolerance: tolerance).map { ring in
      ring.map { PixelPoint(u: min(Double(photoWidth), $0.u * side), v: min(Double(photoHeight), $0.v * side)) }
    }
  }

  /// The pixels of the photo that lie in the set.
  ///
  /// - Parameter side: pixels of the photo a cell, a whole number.
  func pixels(side: Int, photoWidth: Int, photoHeight: Int) -> PixelMask {
    var rows: [Int: [PixelMask.Run]] = [:]
    for run in runs {
      let x = Int(run.x) * side
      let length = min(photoWidth, Int(run.x + run.length) * side) - x
      if length > 0 { rows[Int(run.y), default: []].append(.init(y: 0, x: Int32(x), length: Int32(length))) }
    }
    return PixelMask(
      runs: rows.keys.sorted().flatMap { row in
        (row * side..<max(row * side, min(photoHeight, (row + 1) * side))).flatMap { y in
          rows[row, default: []].map { PixelMask.Run(y: Int32(y), x: $0.x, length: $0.length) }
        }
      })
  }
}
