import Foundation
import ImageKit

/// Finds pavement whose surface is much rougher than the rest of it: where stones have come out of the asphalt.
///
/// The photo is its own measure: camera, focus, light and mixture are those of its sound surface. Meshes of half a metre are compared, and pieces of
/// them reported. A photo that shows ravelled asphalt alone has nothing to compare with, and nothing is reported.
struct Ravelling {
  private let texture: SurfaceTexture
  private let pavement: PavementMask
  private let vegetation: VegetationMask
  private let tile: Tile
  /// Metres of the photo a pixel.
  private let gsd: Double

  /// The side of a mesh, in metres: the one of the crack rate.
  private static let mesh = 0.5
  /// The least area that is reported, and of sound pavement that it is compared with, in square metres.
  private static let leastArea = 2.0
  private static let leastSound = 12.0
  /// So much rougher than the middle mesh is ravelled: as a ratio, and in standard deviations of the meshes, by their middle deviation.
  private static let rougher = 1.5
  private static let deviations = 4.0
  /// More than so many times as rough is not asphalt: gravel, shingle, leaves on the ground.
  private static let roughest = 3.0
  /// The least step between neighbouring cells, as a part of the brightness: what is finer is noise.
  private static let leastStep = 0.03
  /// The part of a mesh that must be plain pavement.
  private static let plainPart = 0.6
  /// The brightness of plain pavement, as a part of the middle one's: shade below, paint above.
  private static let plain = 0.6...1.5
  /// The most that the brightness of plain pavement varies in a mesh, as a part of it: more is light through leaves, dirt or an edge.
  private static let mottled = 0.12

  /// Looks at a photo; `nil` where its scale is unknown or too coarse, or where there is no pavement.
  init?(tile: Tile, pavement: PavementMask, vegetation: VegetationMask) {
    guard let gsd = tile.groundSampleDistance, pavement.cells.isSet.contains(true) else { return nil }
    guard let texture = SurfaceTexture(photo: tile.photo, groundSampleDistance: gsd) else { return nil }
    self.texture = texture
    self.pavement = pavement
    self.vegetation = vegetation
    self.tile = tile
    self.gsd = gsd
  }

  /// Returns ravelled areas that no other area explains.
  ///
  /// - Parameters:
  ///   - known: what was found already; a patch, a hole or a net of cracks is rough for another reason.
  ///   - isRoad: whether a point of the photo lies on a road.
  func detections(beside known: [Detection], where isRoad: (PixelPoint) -> Bool) -> [Detection] {
    let reach = max(1, Int((Self.mesh / gsd / Double(texture.side)).rounded()))
    let columns = texture.columns / reach
    let rows = texture.rows / reach
    guard columns > 0, rows > 0 else { return [] }
    let isPlain = plainBlocks(beside: known)
    let meshes = (0..<rows * columns).map { mesh in
      step(ofMeshAt: mesh % columns * reach, mesh / columns * reach, reach: reach, isPlain)
    }
    let sound = meshes.compactMap { $0 }.sorted()
    let side = reach * texture.side
    let area = Double(side * side) * gsd * gsd
    guard !sound.isEmpty, Double(sound.count) * area >= Self.leastSound else { return [] }
    let middle = sound[sound.count / 2]
    let deviation = 1.4826 * sound.map { abs($0 - middle) }.sorted()[sound.count / 2]
    let least = max(Self.rougher * middle, middle + Self.deviations * deviation, Self.leastStep)
    var rough = CellMask(width: columns, height: rows)
    for mesh in meshes.indices {
      guard let step = meshes[mesh], step >= least else { continue }
      let (x, y) = (Double(mesh % columns) + 0.5, Double(mesh / columns) + 0.5)
      rough.isSet[mesh] = isRoad(PixelPoint(u: x * Double(side), v: y * Double(side)))
    }
    return rough.pieces().compactMap { piece in
      guard Double(piece.count) * area >= Self.leastArea else { return nil }
      let ratio = piece.compactMap { meshes[$0] }.reduce(0, +) / Double(piece.count) / middle
      guard ratio <= Self.roughest else { return nil }
      return detection(of: CellMask(width: columns, height: rows, cells: piece), side: side, ratio: ratio)
    }
  }

  /// One area, surer the rougher it is: 0.5 where it is half as rough again as the rest, 0.75 where it is three times as rough.
  private func detection(of mesh: CellMask, side: Int, ratio: Double) -> Detection {
    let (width, height) = (tile.photo.width, tile.photo.height)
    return Detection(
      damageClass: .ravelling, confidence: 1 - 0.75 / ratio,
      mask: mesh.pixels(side: side, photoWidth: width, photoHeight: height),
      outline: mesh.outline(side: Double(side), photoWidth: width, photoHeight: height, tolerance: 0.5))
  }

  /// The blocks that show plain pavement: no plants, no paint, no shade and nothing that was found.
  private func plainBlocks(beside known: [Detection]) -> [Bool] {
    let (columns, rows, side) = (texture.columns, texture.rows, texture.side)
    var isPaved = (0..<rows * columns).map { block in
      let point = PixelPoint(
        u: (Double(block % columns) + 0.5) * Double(side), v: (Double(block / columns) + 0.5) * Double(side))
      return pavement.isPaved(at: point) && !vegetation.contains(point)
    }
    let levels = isPaved.indices.filter { isPaved[$0] }.map { texture.brightness[$0] }.sorted()
    guard !levels.isEmpty else { return isPaved }
    let middle = levels[levels.count / 2]
    for block in isPaved.indices where !Self.plain.contains(texture.brightness[block] / max(1, middle)) {
      isPaved[block] = false
    }
    for detection in known where detection.centreLines.isEmpty || detection.damageClass == .fadedMarking {
      for run in detection.mask.runs {
        // With the blocks beside it: a rim is rough.
        let y = Int(run.y) / side
        let (first, last) = (Int(run.x) / side - 1, Int(run.x + run.length - 1) / side + 1)
        for row in max(0, y - 1)...max(0, min(rows - 1, y + 1)) {
          for column in max(0, first)...max(0, min(columns - 1, last)) { isPaved[row * columns + column] = false }
        }
      }
    }
    return isPaved
  }

  /// The middle step of a mesh's plain blocks, which cracks and edges across it do not change; `nil` where too little of it is plain.
  private func step(ofMeshAt x: Int, _ y: Int, reach: Int, _ isPlain: [Bool]) -> Double? {
    let blocks = (y..<y + reach).flatMap { row in
      (x..<x + reach).map { row * texture.columns + $0 }
    }.filter { isPlain[$0] }
    guard Double(blocks.count) >= Self.plainPart * Double(reach * reach) else { return nil }
    let levels = blocks.map { texture.brightness[$0] }
    let mean = levels.reduce(0, +) / Double(levels.count)
    let variance = levels.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(levels.count)
    guard variance.squareRoot() <= Self.mottled * mean else { return nil }
    let steps = blocks.map { texture.steps[$0] }.sorted()
    return steps[steps.count / 2]
  }
}
