import Foundation
import TestSupport

@testable import Detectors

/// A piece of road drawn from above, of which all is known.
///
/// Asphalt with paint, shade and what else lies about. Places are in metres from the
/// upper left corner.
struct DrawnStreet {
  /// Columns and rows of cells, and metres a cell.
  let width, height: Int
  let cell: Double
  private var colours: [SIMD3<Double>]
  private var random: SeededGenerator

  static let white = SIMD3(205.0, 205, 200)
  static let yellow = SIMD3(215.0, 165, 60)

  /// Asphalt with grain.
  init(metres: (Double, Double) = (12, 8), cell: Double = 0.024, asphalt: Double = 105, seed: UInt64 = 7) {
    self.cell = cell
    (width, height) = (Int(metres.0 / cell), Int(metres.1 / cell))
    random = SeededGenerator(seed: seed)
    colours = []
    for _ in 0..<width * height {
      let grain = (0..<4).reduce(-2.0) { sum, _ in sum + Double.random(in: 0..<1, using: &random) }
      colours.append(SIMD3(repeating: asphalt + 8 * grain))
    }
  }

  /// Paints a stripe from a place to another; of its area a part lost its paint, in patches of a few centimetres.
  mutating func paint(
    from start: (Double, Double), to end: (Double, Double), width: Double, lost: Double = 0,
    colour: SIMD3<Double> = white
  ) {
    let length = hypot(end.0 - start.0, end.1 - start.1)
    let (du, dv) = ((end.0 - start.0) / length, (end.1 - start.1) / length)
    var spots: [(cell: Int, cover: Double, wear: Double)] = []
    let patches = Patches(size: 0.06, random: &random)
    let reach = width / 2 + 2 * cell
    func range(_ a: Double, _ b: Double, _ count: Int) -> Range<Int> {
      max(0, Int((min(a, b) - reach) / cell))..<min(count, Int((max(a, b) + reach) / cell) + 1)
    }
    for y in range(start.1, end.1, height) {
      for x in range(start.0, end.0, self.width) {
        let (u, v) = ((Double(x) + 0.5) * cell - start.0, (Double(y) + 0.5) * cell - start.1)
        let (along, across) = (u * du + v * dv, v * du - u * dv)
        let outside = max(max(-along, along - length), abs(across) - width / 2)
        // A cell at the rim is painted in part.
        let cover = min(1, max(0, 0.5 - outside / cell))
        if cover > 0 { spots.append((y * self.width + x, cover, patches.value(u + 50, v + 50))) }
      }
    }
    let bare = spots.map(\.wear).sorted()[min(spots.count - 1, Int(lost * Double(spots.count)))]
    for spot in spots where lost == 0 || spot.wear >= bare {
      colours[spot.cell] += spot.cover * (colour - colours[spot.cell])
    }
  }

  /// Changes what lies in a region.
  mutating func change(
    where isIn: (_ u: Double, _ v: Double) -> Bool, _ body: (inout SIMD3<Double>, inout SeededGenerator) -> Void
  ) {
    for y in 0..<height {
      for x in 0..<width where isIn((Double(x) + 0.5) * cell, (Double(y) + 0.5) * cell) {
        body(&colours[y * width + x], &random)
      }
    }
  }

  /// Changes what lies in disks, given by their middles and radii.
  mutating func change(disks: [(u: Double, v: Double, radius: Double)], _ body: (inout SIMD3<Double>) -> Void) {
    var cells: Set<Int> = []
    for disk in disks {
      for y in max(0, Int((disk.v - disk.radius) / cell))...min(height - 1, Int((disk.v + disk.radius) / cell)) {
        for x in max(0, Int((disk.u - disk.radius) / cell))...min(width - 1, Int((disk.u + disk.radius) / cell)) {
          let (u, v) = ((Double(x) + 0.5) * cell - disk.u, (Double(y) + 0.5) * cell - disk.v)
          if hypot(u, v) <= disk.radius { cells.insert(y * width + x) }
        }
      }
    }
    for place in cells { body(&colours[place]) }
  }

  /// What the finder of markings sees of it: all of it is paved.
  var sight: MarkingSight {
    let (width, height, cell, colours) = (width, height, cell, colours)
    let brightness = colours.map { UInt8(min(255, max(0, (0.299 * $0.x + 0.587 * $0.y + 0.114 * $0.z).rounded()))) }
    let all = MarkingPlane(width: width, height: height, values: [UInt8](repeating: 255, count: colours.count))
    return MarkingSight(
      brightness: MarkingPlane(width: width, height: height, values: brightness), surface: all, pavement: all,
      colour: { u, v in colours[min(height - 1, max(0, Int(v))) * width + min(width - 1, max(0, Int(u)))] },
      cell: cell, side: 2)
  }

  /// The worn stripes that are found.
  var found: [[FadedMarkings.Stretch]] { FadedMarkings(sight: sight).stripes() }
}

/// Random values that change over a few centimetres.
private struct Patches {
  private let size: Double
  private let nodes: [Double]
  private static let side = 128

  init(size: Double, random: inout SeededGenerator) {
    self.size = size
    nodes = (0..<1 << 14).map { _ in Double.random(in: 0..<1, using: &random) }
  }

  func value(_ u: Double, _ v: Double) -> Double {
    let (x, y) = (u / size, v / size)
    let (left, top) = (x.rounded(.down), y.rounded(.down))
    let (a, b) = (x - left, y - top)
    func node(_ dx: Int, _ dy: Int) -> Double {
      nodes[((Int(top) + dy) * Self.side + Int(left) + dx) & (nodes.count - 1)]
    }
    return (node(0, 0) * (1 - a) + node(1, 0) * a) * (1 - b) + (node(0, 1) * (1 - a) + node(1, 1) * a) * b
  }
}

extension [FadedMarkings.Stretch] {
  /// The length of all stretches, in cells.
  var rowCount: Int { reduce(0) { $0 + $1.rows.count } }
  /// The part of their area that lost its paint.
  var lost: Double { reduce(0) { $0 + $1.lost * Double($1.rows.count) } / Double(rowCount) }
}
