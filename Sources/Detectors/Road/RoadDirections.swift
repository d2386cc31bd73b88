import Foundation
import ImageKit

/// Where roads run in a photo, by place: from the city's network where one is given, else from the edges of the pavement, else from what the road
/// network sees.
struct RoadDirections {
  /// A direction and how much the cells that show it agree, 0…1.
  struct Axis {
    var angle: Double
    var certainty: Double
  }

  private let stride: Double
  private let columns, rows: Int
  private var blocks: [Sums]
  private var whole = Sums()
  private let roads: RoadGuide?
  private let edges: RoadEdges?

  /// Cells a side of a block; every fourth is looked at.
  private static let side = 32
  private static let step = 4
  /// Below this a direction is a guess.
  static let leastCertainty = 0.3

  private struct Sums {
    var axis = SIMD2<Double>(), frame = SIMD2<Double>()
    var cells = 0.0

    static func += (left: inout Sums, right: Sums) {
      left.axis += right.axis
      left.frame += right.frame
      left.cells += right.cells
    }
  }

  /// Reads the directions of a photo.
  init(maps: RoadMaps, roads: RoadGuide?, edges: RoadEdges? = nil) {
    stride = maps.stride
    self.roads = roads
    self.edges = edges
    columns = (maps.width + Self.side - 1) / Self.side
    rows = (maps.height + Self.side - 1) / Self.side
    var own = [Sums](repeating: Sums(), count: columns * rows)
    for y in Swift.stride(from: Self.step / 2, to: maps.height, by: Self.step) {
      for x in Swift.stride(from: Self.step / 2, to: maps.width, by: Self.step) where maps.isPaved(x: x, y: y) {
        let block = y / Self.side * columns + x / Self.side
        // Twice the cosine and sine, so the sums of cells that agree are twice their number.
        own[block].axis += [maps.value(.axisCosine, x: x, y: y), maps.value(.axisSine, x: x, y: y)]
        own[block].frame += [maps.value(.frameCosine, x: x, y: y), maps.value(.frameSine, x: x, y: y)]
        own[block].cells += 2
      }
    }
    for sums in own { whole += sums }
    blocks = own
    for row in 0..<rows {
      for column in 0..<columns {
        var sums = Sums()
        for y in max(0, row - 1)...min(rows - 1, row + 1) {
          for x in max(0, column - 1)...min(columns - 1, column + 1) { sums += own[y * columns + x] }
        }
        blocks[row * columns + column] = sums
      }
    }
  }

  /// The direction of the road that takes up most of the photo.
  ///
  /// Where nothing shows it, upwards: along the road is how most of such photos are taken.
  var axis: Axis {
    if let edges = edges?.axis { return edges }
    let axis = Self.axis(of: whole)
    return axis.certainty >= Self.leastCertainty ? axis : Axis(angle: .pi / 2, certainty: 0)
  }

  /// The direction of the road at a point; `nil` where the city's network has no road.
  func axis(at point: PixelPoint) -> Axis? {
    if let roads { return roads.direction(point).map { Axis(angle: $0, certainty: 1) } }
    if let edges = edges?.axis(at: point) { return edges }
    let own = Self.axis(of: block(at: point))
    return own.certainty >= Self.leastCertainty ? own : axis
  }

  /// The angle of the sides of boxes at a point, in [−π/4, π/4].
  func frame(at point: PixelPoint) -> Double {
    let own = block(at: point)
    let sums = own.cells > 0 ? own : whole
    return sums.cells > 0 ? atan2(sums.frame.y, sums.frame.x) / 4 : 0
  }

  private func block(at point: PixelPoint) -> Sums {
    let side = stride * Double(Self.side)
    let (x, y) = (Int((point.u / side).rounded(.down)), Int((point.v / side).rounded(.down)))
    return blocks[min(rows - 1, max(0, y)) * columns + min(columns - 1, max(0, x))]
  }

  private static func axis(of sums: Sums) -> Axis {
    guard sums.cells > 0 else { return Axis(angle: .pi / 2, certainty: 0) }
    let length = (sums.axis * sums.axis).sum().squareRoot()
    return Axis(angle: atan2(sums.axis.y, sums.axis.x) / 2, certainty: min(1, length / sums.cells))
  }
}
