/// How a photo is cut into windows that overlap and together cover every pixel.
///
/// Starts lie at `origin + k × (tileSize − overlap)` for all whole k. A window that would reach over an edge of the
/// photo is moved inwards, so that all windows are `tileSize` on a side (or as long as the photo, where that is
/// smaller), and windows that come to lie at the same place are one. Neighbours overlap by at least `overlap`.
///
/// ```swift
/// TileGrid(width: 1000, height: 500, tileSize: 512, overlap: 64).windows.map(\.x)  // 0, 448, 488
/// ```
public struct TileGrid: Hashable, Sendable {
  /// The size of the photo, in pixels.
  public let width, height: Int
  /// The side of a window, in pixels.
  public let tileSize: Int
  /// How many pixels neighbours share at least.
  public let overlap: Int
  /// Where the left edges of the windows start, in ascending order.
  public let columns: [Int]
  /// Where the upper edges of the windows start, in ascending order.
  public let rows: [Int]

  /// Creates a grid; moving the origin moves the windows, and must not change what is found in them.
  ///
  /// - Precondition: the photo and the tiles have at least one pixel, and the overlap is 0 ..< `tileSize`.
  public init(width: Int, height: Int, tileSize: Int, overlap: Int, origin: (x: Int, y: Int) = (0, 0)) {
    precondition(width > 0 && height > 0 && tileSize > 0, "photo and tiles have at least one pixel")
    precondition(overlap >= 0 && overlap < tileSize, "the overlap is smaller than a tile")
    self.width = width
    self.height = height
    self.tileSize = tileSize
    self.overlap = overlap
    columns = Self.starts(length: width, tileSize: tileSize, step: tileSize - overlap, origin: origin.x)
    rows = Self.starts(length: height, tileSize: tileSize, step: tileSize - overlap, origin: origin.y)
  }

  /// The windows, row after row from the top, each row from the left.
  public var windows: [Window] {
    let size = (width: min(tileSize, width), height: min(tileSize, height))
    return rows.flatMap { y in
      columns.map { x in Window(x: x, y: y, width: size.width, height: size.height) }
    }
  }

  // Moving starts inwards never takes neighbours further apart than a step, hence cover and overlap hold.
  private static func starts(length: Int, tileSize: Int, step: Int, origin: Int) -> [Int] {
    guard length > tileSize else { return [0] }
    let last = length - tileSize
    let offset = origin % step
    let first = offset > 0 ? offset - step : offset
    var starts: [Int] = []
    for start in stride(from: first, to: last + step, by: step) {
      let inside = min(max(start, 0), last)
      if starts.last != inside { starts.append(inside) }
    }
    return starts
  }
}
