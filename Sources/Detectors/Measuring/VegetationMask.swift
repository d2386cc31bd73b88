import ImageKit

/// Where plants in leaf are in a photo, by colour alone: lawns, weeds, crowns.
///
/// Damage of a road is looked for elsewhere. What is brown or bare is not seen, and what is painted green counts as a plant.
struct VegetationMask {
  /// The least excess green of a plant, (2 G − R − B) / (R + G + B).
  ///
  /// Asphalt, concrete and gravel stay below 0.04, pale lawns in full sun reach 0.05 to 0.1, others 0.15 and more.
  static let leastExcessGreen = 0.05

  private let columns, rows: Int
  private let isGreen: [Bool]

  /// Looks at a whole photo, in blocks of 16 × 16 pixels.
  init(photo: Image<RGB8>) {
    let blocks = ColourBlocks(photo: photo, window: photo.bounds, variant: .best, reach: 0)
    (columns, rows) = (blocks.columns, blocks.rows)
    isGreen = blocks.excessGreen.map { $0 >= Self.leastExcessGreen }
  }

  /// Whether a plant is at a point of the photo.
  func contains(_ point: PixelPoint) -> Bool {
    let (x, y) = (Int(point.u) / ColourBlocks.side, Int(point.v) / ColourBlocks.side)
    return point.u >= 0 && point.v >= 0 && x < columns && y < rows && isGreen[y * columns + x]
  }

  /// How far points lie within plants, 0…1: the part of opposite places, in four directions and `reach` pixels away, of which both are green.
  ///
  /// A crack at the edge of a road has a verge on one side only, and one in a path in two directions of four; a stone in a lawn in all.
  func enclosure(of points: [PixelPoint], reach: Double) -> Double {
    guard !points.isEmpty else { return 0 }
    let ways = [(1, 0), (0, 1), (0.7, 0.7), (0.7, -0.7)]
    let green = points.reduce(0) { sum, point in
      sum
        + ways.count { way in
          contains(PixelPoint(u: point.u + way.0 * reach, v: point.v + way.1 * reach))
            && contains(PixelPoint(u: point.u - way.0 * reach, v: point.v - way.1 * reach))
        }
    }
    return Double(green) / Double(ways.count * points.count)
  }
}
