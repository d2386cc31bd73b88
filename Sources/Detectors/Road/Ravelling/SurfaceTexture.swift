import ImageKit

/// How rough a photo's surface is, on blocks of 8 × 8 cells of 3 to 6 mm.
///
/// Stones and pits of a road surface are 5 to 20 mm wide. A neighbouring cell is as bright on sealed asphalt and differs where stones stand out
/// of it or are gone. Divided by the brightness, light and shade change little of it; what the camera's focus and its noise suppression do to it stays in.
struct SurfaceTexture {
  /// Pixels of the photo a block along each side.
  let side: Int
  /// The number of blocks in a row and of rows.
  let columns, rows: Int
  /// The mean step between neighbouring cells, across plus down, as a part of the brightness; blocks in reading order.
  let steps: [Double]
  /// The mean brightness, in grey levels.
  let brightness: [Double]

  /// The coarsest cell that still shows the texture of asphalt, in metres.
  ///
  /// Finer photos are halved while they stay below it.
  private static let coarsest = 0.006

  /// Measures a whole photo; `nil` where its scale is unknown or too coarse.
  init?(photo: Image<RGB8>, groundSampleDistance: Double?, variant: KernelVariant = .best) {
    guard let gsd = groundSampleDistance, gsd > 0, gsd <= Self.coarsest else { return nil }
    var level = 0
    while gsd * Double(1 << (level + 1)) <= Self.coarsest { level += 1 }
    // The mean of 8 × 8 cells is a cell three levels further up.
    let pyramid = BrightnessPyramid(photo: photo, window: photo.bounds, levels: level + 4, variant: variant)
    guard pyramid.levels == level + 4 else { return nil }
    let roughness = Roughness(of: pyramid, level: level, radius: 0, variant: variant)
    let mean = pyramid.coarser[level + 2]
    guard mean.width == roughness.columns, mean.height == roughness.rows else { return nil }
    side = 8 << level
    columns = roughness.columns
    rows = roughness.rows
    let (width, height) = (columns, rows)
    let levels = (0..<height).flatMap { y in (0..<width).map { x in Double(mean[x, y].value) } }
    brightness = levels
    steps = roughness.values.indices.map { roughness.values[$0] / max(8, levels[$0]) }
  }
}
