import ImageKit

/// The pavement of a photo: built surface in pieces large enough for a road, where nothing grows.
struct PavementMask {
  /// Pixels of the photo a cell along each side.
  let side: Int
  /// The paved cells.
  private(set) var cells: CellMask

  /// The least area of a piece: in square metres, and as a part of a photo whose scale is unknown.
  static let leastArea = 12.0
  static let leastPart = 0.01
  /// Cells are about this many cells of the crack network's map a side.
  private static let pooling = 4

  /// Makes the mask of a whole photo.
  ///
  /// - Parameter vegetation: where plants are; a bright lawn can look like asphalt to the crack network.
  init(surface: CellMap, vegetation: VegetationMask? = nil, groundSampleDistance: Double?) {
    let map = surface.cells
    side = surface.stride * Self.pooling
    cells = CellMask(
      width: (map.width + Self.pooling - 1) / Self.pooling, height: (map.height + Self.pooling - 1) / Self.pooling)
    for y in 0..<cells.height {
      for x in 0..<cells.width {
        // Two by two of the four by four say enough.
        var sum = 0
        for (dx, dy) in [(1, 1), (2, 1), (1, 2), (2, 2)] {
          let (column, row) = (
            min(map.width - 1, x * Self.pooling + dx), min(map.height - 1, y * Self.pooling + dy)
          )
          sum += Int(map[column, row].value)
        }
        let middle = PixelPoint(u: (Double(x) + 0.5) * Double(side), v: (Double(y) + 0.5) * Double(side))
        cells[x, y] = sum >= 512 && vegetation?.contains(middle) != true
      }
    }
    close()
    let square = Double(side * side)
    let least =
      groundSampleDistance.map { Self.leastArea / ($0 * $0) / square } ?? Self.leastPart * Double(cells.isSet.count)
    cells.keepPieces(ofAtLeast: Int(least.rounded(.up)), value: true)
    // Cars, markings and shadows are holes in a road, not its end.
    cells.keepPieces(ofAtLeast: Int((least / 2).rounded(.up)), value: false)
  }

  /// Whether a point of the photo is paved.
  func isPaved(at point: PixelPoint) -> Bool {
    cells.contains(
      x: Int((point.u / Double(side)).rounded(.down)), y: Int((point.v / Double(side)).rounded(.down)))
  }

  /// The part of points that is paved, 0…1.
  func part(of points: [PixelPoint]) -> Double {
    points.isEmpty ? 0 : Double(points.count { isPaved(at: $0) }) / Double(points.count)
  }

  /// Rings about the pavement, in pixels of the photo, cut at the photo's borders; empty where there is none.
  func outline(photoWidth: Int, photoHeight: Int) -> [[PixelPoint]] {
    cells.outline(side: Double(side), photoWidth: photoWidth, photoHeight: photoHeight)
  }

  /// Fills single cells between paved ones.
  private mutating func close() {
    let before = cells
    for y in 1..<max(1, cells.height - 1) {
      for x in 1..<max(1, cells.width - 1) where !before[x, y] {
        let across = before[x - 1, y] && before[x + 1, y]
        let down = before[x, y - 1] && before[x, y + 1]
        if across || down { cells[x, y] = true }
      }
    }
  }
}
