/// Which cells of the index a road may touch.
enum RoadCover {
  /// A piece of a line that is longer than so many cells is cut short: it goes round the world by mistake.
  private static let maximumPieces = 100_000

  /// Calls the closure with every cell that a straight piece may touch.
  static func forEachCell(of segment: RoadSegment, _ body: (Int, Int) -> Void) {
    forEachCell(from: segment.from, to: segment.to, body)
  }

  /// Calls the closure with every cell that an area may touch.
  static func forEachCell(of area: RoadArea, _ body: (Int, Int) -> Void) {
    var columns: [Int: ClosedRange<Int>] = [:]
    for ring in area.rings {
      guard var previous = ring.last else { continue }
      for current in ring {
        forEachCell(from: previous, to: current) { column, row in
          let known = columns[row] ?? column...column
          columns[row] = min(known.lowerBound, column)...max(known.upperBound, column)
        }
        previous = current
      }
    }
    for (row, range) in columns where range.count <= maximumPieces { for column in range { body(column, row) } }
  }

  private static func forEachCell(from: SIMD2<Double>, to: SIMD2<Double>, _ body: (Int, Int) -> Void) {
    let way = to - from
    let span = max(abs(way.x), abs(way.y)) / RoadIndex.cell
    let pieces = min(maximumPieces, max(1, Int(span.rounded(.up))))
    var start = from
    for piece in 1...pieces {
      let end = piece == pieces ? to : from + way * (Double(piece) / Double(pieces))
      for row in RoadIndex.index(min(start.y, end.y))...RoadIndex.index(max(start.y, end.y)) {
        for column in RoadIndex.index(min(start.x, end.x))...RoadIndex.index(max(start.x, end.x)) { body(column, row) }
      }
      start = end
    }
  }
}
