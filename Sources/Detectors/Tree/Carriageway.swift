import Foundation
import ImageKit

/// The carriageway in a photo, in cells of the tree network's maps, also where trees hide it.
struct Carriageway {
  /// Its cells.
  let cells: CellMask

  /// The least area of a piece, in square metres.
  static let leastArea = 12.0
  /// The network is surer of what is no road than of its edges and of what hides it.
  private static let leastSure = 0.4
  /// Gaps that a line across the road may pass, in metres: a lane line, the edge of a shadow.
  private static let gap = 0.4
  /// No road is wider than this, in metres.
  private static let mostWidth = 40.0
  /// Of this many ways across, one must reach both edges without coming to something that hides the road.
  private static let leastShown = 3

  private let cellSize: Double

  /// Creates a carriageway from a map.
  init(_ maps: TreeMaps) {
    self.init(cells: maps.cells(.carriageway, from: Self.leastSure), cellSize: maps.cellSize)
  }

  /// - Parameter cellSize: metres a cell.
  init(cells: CellMask, cellSize: Double) {
    self.cellSize = cellSize
    let least = Int((Self.leastArea / (cellSize * cellSize)).rounded(.up))
    var kept = cells
    kept.keepPieces(ofAtLeast: least, value: true)
    // Cars and islands of doubt are holes in a road.
    kept.keepPieces(ofAtLeast: least, value: false)
    self.cells = kept
  }

  /// A straight line across the road, in cells.
  struct Crossing {
    /// Where it was taken.
    var x, y: Double
    /// The unit vector across.
    var acrossX, acrossY: Double
    /// How far the edges lie from (x, y), against and along that vector.
    var before, after: Double
    /// Whether both edges are in the photo.
    var isWhole: Bool

    var width: Double { before + after }
    /// Where a cell lies along the line, from (x, y).
    func offset(x otherX: Double, y otherY: Double) -> Double { (otherX - x) * acrossX + (otherY - y) * acrossY }
    /// The place at an offset.
    func place(_ offset: Double) -> (x: Double, y: Double) { (x + offset * acrossX, y + offset * acrossY) }
  }

  /// Returns the shortest way across the road at some of its cells: the mean of ways from several of them, in the direction in which they are
  /// shortest; `nil` where none of the cells lies on the road.
  ///
  /// - Parameter hidden: cells where something may hide the road: a way that ends there tells nothing of the edge.
  func crossing(at places: [Int], hidden: CellMask? = nil) -> Crossing? {
    let onRoad = places.filter { cells.isSet[$0] }
    guard !onRoad.isEmpty else { return nil }
    let step = max(1, onRoad.count / 9)
    let starts = Swift.stride(from: step / 2, to: onRoad.count, by: step).map { onRoad[$0] }
    let width = cells.width
    let x = starts.reduce(0) { $0 + Double($1 % width) + 0.5 } / Double(starts.count)
    let y = starts.reduce(0) { $0 + Double($1 / width) + 0.5 } / Double(starts.count)
    var crossings: [(cost: Double, crossing: Crossing)] = []
    for degrees in Swift.stride(from: 0.0, to: 180, by: 3) {
      let (dx, dy) = (cos(degrees * .pi / 180), sin(degrees * .pi / 180))
      var crossing = Crossing(x: x, y: y, acrossX: dx, acrossY: dy, before: 0, after: 0, isWhole: true)
      var (before, after): ([Double], [Double]) = ([], [])
      for start in starts {
        let (u, v) = (Double(start % width) + 0.5, Double(start / width) + 0.5)
        let offset = crossing.offset(x: u, y: v)
        let (back, forth) = (edge(from: (u, v), dx: -dx, dy: -dy), edge(from: (u, v), dx: dx, dy: dy))
        func isHidden(_ offset: Double) -> Bool {
          hidden?.contains(x: Int((u + offset * dx).rounded(.down)), y: Int((v + offset * dy).rounded(.down))) ?? false
        }
        if isHidden(-back.distance - 1) || isHidden(forth.distance + 1) { continue }
        before.append(back.distance - offset)
        after.append(forth.distance + offset)
        crossing.isWhole = crossing.isWhole && back.isSeen && forth.isSeen
      }
      guard Self.leastShown * before.count >= starts.count else {
        crossings.append((.infinity, crossing))
        continue
      }
      crossing.before = Self.median(before)
      crossing.after = Self.median(after)
      // A way that leaves the photo is longer than it looks.
      crossings.append((crossing.width * (crossing.isWhole ? 1 : 2), crossing))
    }
    guard let best = crossings.indices.min(by: { crossings[$0].cost < crossings[$1].cost }) else { return nil }
    // Hidden whichever way: better a road too narrow than none.
    guard crossings[best].cost < .infinity else { return crossing(at: places) }
    // The shortest way hardly changes with its direction: the middle of all that are about as short.
    let limit = 1.02 * crossings[best].cost
    func reach(_ step: Int) -> Int {
      var count = 0
      while count < crossings.count / 4,
        crossings[(best + (count + 1) * step + crossings.count) % crossings.count].cost <= limit
      { count += 1 }
      return count
    }
    let middle = best + (reach(1) - reach(-1)) / 2
    return crossings[(middle + crossings.count) % crossings.count].crossing
  }

  /// How far it is to the edge of the road, in cells, and whether that is an edge and not the photo's.
  private func edge(from start: (x: Double, y: Double), dx: Double, dy: Double) -> (distance: Double, isSeen: Bool) {
    let (gap, most) = (max(1, Self.gap / cellSize), Self.mostWidth / cellSize)
    var (reached, distance) = (0.5, 0.5)
    while distance - reached <= gap, distance < most {
      let (x, y) = (
        Int((start.x + distance * dx).rounded(.down)), Int((start.y + distance * dy).rounded(.down))
      )
      guard x >= 0, y >= 0, x < cells.width, y < cells.height else { return (reached, false) }
      if cells[x, y] { reached = distance + 0.5 }
      distance += 1
    }
    return (reached, true)
  }

  private static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }

  /// Returns for cells of the road the nearest cell that is not road; none for cells from which only the photo's border ends it.
  ///
  /// Found by passing the nearest one from neighbour to neighbour, which is exact but for a fraction of a cell.
  func nearestEdges(of places: [Int]) -> [Int: Int] {
    guard let first = places.first else { return [:] }
    var low = (x: first % cells.width, y: first / cells.width)
    var high = low
    for place in places {
      let (x, y) = (place % cells.width, place / cells.width)
      low = (min(low.x, x), min(low.y, y))
      high = (max(high.x, x), max(high.y, y))
    }
    // The nearest edge may lie outside the cells' box, but not farther than half a road.
    let margin = Int((Self.mostWidth / 2 / cellSize).rounded(.up))
    let (left, top) = (max(0, low.x - margin), max(0, low.y - margin))
    let (right, bottom) = (min(cells.width - 1, high.x + margin), min(cells.height - 1, high.y + margin))
    let columns = right - left + 1
    var nearest = [Int32](repeating: -1, count: columns * (bottom - top + 1))
    for y in top...bottom {
      for x in left...right where !cells[x, y] {
        nearest[(y - top) * columns + x - left] = Int32(y * cells.width + x)
      }
    }
    func squared(_ x: Int, _ y: Int, _ edge: Int32) -> Int {
      let (dx, dy) = (Int(edge) % cells.width - x, Int(edge) / cells.width - y)
      return dx * dx + dy * dy
    }
    func look(_ x: Int, _ y: Int, _ steps: [(Int, Int)]) {
      let own = (y - top) * columns + x - left
      for (dx, dy) in steps {
        let (otherX, otherY) = (x + dx, y + dy)
        guard otherX >= left, otherX <= right, otherY >= top, otherY <= bottom else { continue }
        let other = nearest[(otherY - top) * columns + otherX - left]
        if other >= 0, nearest[own] < 0 || squared(x, y, other) < squared(x, y, nearest[own]) { nearest[own] = other }
      }
    }
    for y in top...bottom {
      for x in left...right { look(x, y, [(-1, 0), (-1, -1), (0, -1), (1, -1)]) }
      for x in (left...right).reversed() { look(x, y, [(1, 0)]) }
    }
    for y in (top...bottom).reversed() {
      for x in (left...right).reversed() { look(x, y, [(1, 0), (1, 1), (0, 1), (-1, 1)]) }
      for x in left...right { look(x, y, [(-1, 0)]) }
    }
    var edges: [Int: Int] = [:]
    for place in places {
      let edge = nearest[(place / cells.width - top) * columns + place % cells.width - left]
      if edge >= 0 { edges[place] = Int(edge) }
    }
    return edges
  }
}
