import ImageKit
import TestSupport
import Testing

@Suite struct TileGridTests {
  @Test func `windows lie where the documentation says`() {
    let grid = TileGrid(width: 1000, height: 500, tileSize: 512, overlap: 64)
    #expect(
      grid.windows == [
        Window(x: 0, y: 0, width: 512, height: 500), Window(x: 448, y: 0, width: 512, height: 500),
        Window(x: 488, y: 0, width: 512, height: 500),
      ])
    let shifted = TileGrid(width: 1000, height: 500, tileSize: 512, overlap: 64, origin: (100, 0))
    #expect(shifted.columns == [0, 100, 488])
    #expect(shifted.rows == [0])
  }

  @Test func `order is row after row`() {
    let grid = TileGrid(width: 100, height: 100, tileSize: 40, overlap: 10)
    let order = grid.windows.map { $0.y * 1000 + $0.x }
    #expect(order == order.sorted())
    #expect(grid.windows.count == grid.columns.count * grid.rows.count)
  }

  @Test func `random grids cover the photo with the overlap asked for`() {
    let seed: UInt64 = 20_261_121
    var random = SeededGenerator(seed: seed)
    for round in 0..<2000 {
      let length = Int.random(in: 1...400, using: &random)
      let tileSize = Int.random(in: 1...150, using: &random)
      let overlap = Int.random(in: 0..<tileSize, using: &random)
      let origin = Int.random(in: -500...500, using: &random)
      let grid = TileGrid(
        width: length, height: 3, tileSize: tileSize, overlap: overlap, origin: (origin, -origin))
      let size = min(tileSize, length)
      let context = Comment(rawValue: "seed \(seed), round \(round): \(grid)")
      #expect(grid.columns.first == 0, context)
      #expect(grid.columns.last == length - size, context)
      for (left, right) in zip(grid.columns, grid.columns.dropFirst()) {
        #expect(right > left && left + size - right >= overlap, context)
        let isNominal = (right - origin) % (tileSize - overlap) == 0
        #expect(isNominal || right == length - size, context)
      }
      #expect(grid.windows.allSatisfy { $0.x >= 0 && $0.y >= 0 && $0.endX <= length && $0.endY <= 3 }, context)
    }
  }

  @Test func `moving the origin by a whole step changes nothing`() {
    let grid = TileGrid(width: 5472, height: 3648, tileSize: 640, overlap: 96, origin: (17, 5))
    let moved = TileGrid(width: 5472, height: 3648, tileSize: 640, overlap: 96, origin: (17 - 3 * 544, 5 + 2 * 544))
    #expect(grid.windows == moved.windows)
  }
}
