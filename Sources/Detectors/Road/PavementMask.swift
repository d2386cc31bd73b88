import ImageKit

/// The pavement of a photo: built surface in pieces large enough for a road.
struct PavementMask {
  /// Pixels of the photo a cell along each side.
  let side: Int
  /// Columns and rows.
  let width, height: Int
  /// A value a cell, row after row.
  private(set) var isPaved: [Bool]

  /// The least area of a piece: in square metres, and as a part of a photo whose scale is unknown.
  static let leastArea = 12.0
  static let leastPart = 0.01
  /// Cells are about this many cells of the crack network's map a side.
  private static let pooling = 4

  /// Makes the mask of a whole photo.
  init(surface: CellMap, groundSampleDistance: Double?) {
    let cells = surface.cells
    side = surface.stride * Self.pooling
    width = (cells.width + Self.pooling - 1) / Self.pooling
    height = (cells.height + Self.pooling - 1) / Self.pooling
    isPaved = [Bool](repeating: false, count: width * height)
    for y in 0..<height {
      for x in 0..<width {
        // Two by two of the four by four say enough.
        var sum = 0
        for (dx, dy) in [(1, 1), (2, 1), (1, 2), (2, 2)] {
          let (column, row) = (
            min(cells.width - 1, x * Self.pooling + dx), min(cells.height - 1, y * Self.pooling + dy)
          )
          sum += Int(cells[column, row].value)
        }
        isPaved[y * width + x] = sum >= 512
      }
    }
    close()
    let square = Double(side * side)
    let least =
      groundSampleDistance.map { Self.leastArea / ($0 * $0) / square } ?? Self.leastPart * Double(width * height)
    keepPieces(ofAtLeast: Int(least.rounded(.up)), value: true)
    // Cars, markings and shadows are holes in a road, not its end.
    keepPieces(ofAtLeast: Int((least / 2).rounded(.up)), value: false)
  }

  /// Whether a point of the photo is paved.
  func isPaved(at point: PixelPoint) -> Bool {
    let (x, y) = (Int((point.u / Double(side)).rounded(.down)), Int((point.v / Double(side)).rounded(.down)))
    guard x >= 0, y >= 0, x < width, y < height else { return false }
    return isPaved[y * width + x]
  }

  /// The part of points that is paved, 0…1.
  func part(of points: [PixelPoint]) -> Double {
    points.isEmpty ? 0 : Double(points.count { isPaved(at: $0) }) / Double(points.count)
  }

  /// Rings about the pavement, in pixels of the photo, cut at the photo's borders; empty where there is none.
  func outline(photoWidth: Int, photoHeight: Int) -> [[PixelPoint]] {
    var runs: [PixelMask.Run] = []
    for y in 0..<height {
      var x = 0
      while x < width {
        guard isPaved[y * width + x] else {
          x += 1
          continue
        }
        let start = x
        while x < width, isPaved[y * width + x] { x += 1 }
        runs.append(.init(y: Int32(y), x: Int32(start), length: Int32(x - start)))
      }
    }
    return MaskOutline.rings(of: PixelMask(runs: runs), tolerance: 1).map { ring in
      ring.map {
        PixelPoint(u: min(Double(photoWidth), $0.u * Double(side)), v: min(Double(photoHeight), $0.v * Double(side)))
      }
    }
  }

  /// Fills single cells between paved ones.
  private mutating func close() {
    let before = isPaved
    for y in 1..<max(1, height - 1) {
      for x in 1..<max(1, width - 1) where !before[y * width + x] {
        let across = before[y * width + x - 1] && before[y * width + x + 1]
        let down = before[(y - 1) * width + x] && before[(y + 1) * width + x]
        if across || down { isPaved[y * width + x] = true }
      }
    }
  }

  /// Turns pieces of a value that are smaller than a number of cells into the other.
  private mutating func keepPieces(ofAtLeast least: Int, value: Bool) {
    var seen = [Bool](repeating: false, count: isPaved.count)
    for start in isPaved.indices where isPaved[start] == value && !seen[start] {
      var piece = [start]
      seen[start] = true
      var next = 0
      while next < piece.count {
        let (x, y) = (piece[next] % width, piece[next] / width)
        next += 1
        for (x, y) in [(x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1)]
        where x >= 0 && x < width && y >= 0 && y < height {
          let cell = y * width + x
          if isPaved[cell] == value, !seen[cell] {
            seen[cell] = true
            piece.append(cell)
          }
        }
      }
      if piece.count < least { for cell in piece { isPaved[cell] = !value } }
    }
  }
}
