import Foundation
import ImageKit

/// Where the edges of the pavement run in a photo, by place.
///
/// Between verges a road runs as its edges do, whatever a network makes of its asphalt.
struct RoadEdges {
  private let side: Double
  private let columns, rows: Int
  private let blocks: [Sums]

  /// Cells of the pavement a side of a block, and the squares of blocks that are looked at about a place, the smallest first.
  private static let cells = 16
  private static let reaches = [1, 3]
  /// The edges in such a square are at least so long, as a part of its side; and so much of them runs one way.
  private static let leastLength = 0.6
  private static let leastAgreement = 0.4
  /// The mask is smoothed over this many cells to either side: an edge of cells has steps.
  private static let smoothing = 2

  /// Sums over edges: of their directions' doubled cosines and sines, and of what they count, each times what a cell of an edge counts.
  private struct Sums {
    var cosine = 0.0, sine = 0.0, count = 0.0

    static func += (left: inout Sums, right: Sums) {
      left.cosine += right.cosine
      left.sine += right.sine
      left.count += right.count
    }
  }

  /// Reads the edges off a pavement; the photo's border is none.
  init(_ pavement: PavementMask) {
    let mask = pavement.cells
    let (width, height) = (mask.width, mask.height)
    side = Double(pavement.side * Self.cells)
    columns = max(1, (width + Self.cells - 1) / Self.cells)
    rows = max(1, (height + Self.cells - 1) / Self.cells)
    var own = [Sums](repeating: Sums(), count: columns * rows)
    let soft = Self.smoothed(mask)
    let reach = Self.smoothing + 1
    if width > 2 * reach, height > 2 * reach {
      for y in reach..<height - reach {
        for x in reach..<width - reach {
          let du = soft[y * width + x + 1] - soft[y * width + x - 1]
          let dv = soft[(y + 1) * width + x] - soft[(y - 1) * width + x]
          guard du != 0 || dv != 0 else { continue }
          // An edge runs a quarter turn from where the mask grows.
          own[y / Self.cells * columns + x / Self.cells] += Sums(
            cosine: dv * dv - du * du, sine: -2 * du * dv, count: du * du + dv * dv)
        }
      }
    }
    blocks = own
  }

  /// The direction of the edges about a point and how much of them runs that way, 0…1; `nil` where too few are near, or they run all ways.
  func axis(at point: PixelPoint) -> RoadDirections.Axis? {
    let column = min(columns - 1, max(0, Int((point.u / side).rounded(.down))))
    let row = min(rows - 1, max(0, Int((point.v / side).rounded(.down))))
    for reach in Self.reaches {
      var sums = Sums()
      for y in max(0, row - reach)...min(rows - 1, row + reach) {
        for x in max(0, column - reach)...min(columns - 1, column + reach) { sums += blocks[y * columns + x] }
      }
      if let axis = Self.axis(of: sums, side: Double((2 * reach + 1) * Self.cells)) { return axis }
    }
    return nil
  }

  /// The direction of the edges in the whole photo; `nil` where they run all ways.
  var axis: RoadDirections.Axis? {
    var sums = Sums()
    for block in blocks { sums += block }
    return Self.axis(of: sums, side: Double(min(columns, rows) * Self.cells))
  }

  private static func axis(of sums: Sums, side: Double) -> RoadDirections.Axis? {
    // A straight edge counts 4 / (2 · smoothing + 1) for each cell of its length.
    let length = sums.count * Double(2 * smoothing + 1) / 4
    guard length >= leastLength * side else { return nil }
    let agreement = hypot(sums.cosine, sums.sine) / sums.count
    guard agreement >= leastAgreement else { return nil }
    return RoadDirections.Axis(angle: atan2(sums.sine, sums.cosine) / 2, certainty: agreement)
  }

  /// The part of the cells about each one that is set; the mask goes on beyond its border.
  private static func smoothed(_ mask: CellMask) -> [Double] {
    let (width, height) = (mask.width, mask.height)
    var across = [Double](repeating: 0, count: width * height)
    for y in 0..<height {
      for x in 0..<width {
        var sum = 0
        for step in -smoothing...smoothing where mask[min(width - 1, max(0, x + step)), y] { sum += 1 }
        across[y * width + x] = Double(sum)
      }
    }
    var both = across
    let all = Double((2 * smoothing + 1) * (2 * smoothing + 1))
    for y in 0..<height {
      for x in 0..<width {
        var sum = 0.0
        for step in -smoothing...smoothing { sum += across[min(height - 1, max(0, y + step)) * width + x] }
        both[y * width + x] = sum / all
      }
    }
    return both
  }
}
