import Foundation
import ImageKit

/// Finds trees and large limbs that lie on the ground, and what they block.
struct FallenTrees {
  let maps: TreeMaps
  let carriageway: Carriageway
  let shadows: ShadowTest

  /// Pieces up to this far apart are one tree, in metres: leaves and shadows hide parts of a stem.
  static let gap = 0.35
  /// Shorter things are litter, in metres.
  static let leastLength = 2.0
  /// A stem is sure where the surest cells of this many metres of it are.
  private static let surestLength = 1.5
  /// A tree must lie on the road for this far across to block it, in metres.
  static let leastBlocked = 0.4

  /// Returns the fallen trees with at least a confidence.
  func detections(from threshold: Double) -> [Detection] {
    let lying = maps.cells(.fallen)
    let stems = maps.cells(.stem)
    var all = lying
    for cell in stems.isSet.indices where stems.isSet[cell] { all.isSet[cell] = true }
    let reach = max(1, Int((Self.gap / maps.cellSize).rounded()))
    return all.pieces(reach: reach).compactMap { detection(of: $0, stems: stems, threshold: threshold) }
  }

  private func detection(of piece: [Int], stems: CellMask, threshold: Double) -> Detection? {
    let stemCells = piece.filter { stems.isSet[$0] }
    let stem = StemLine(cells: stemCells.count >= 6 ? stemCells : piece, maps: maps)
    guard let stem, stem.length * maps.cellSize >= Self.leastLength else { return nil }
    let confidence = confidence(of: piece, stem: stemCells)
    guard confidence >= threshold else { return nil }
    guard !shadows.isShadow(stemCells.count >= 6 ? stemCells : piece, of: piece) else { return nil }
    let mask = CellMask(width: maps.width, height: maps.height, cells: piece)
    let (width, height) = (maps.photoWidth, maps.photoHeight)
    var tree = TreeView()
    tree.overCarriageway = Double(piece.count { carriageway.cells.isSet[$0] }) / Double(piece.count)
    if let blocked = blocked(by: piece) {
      tree.reach = blocked.reach
      tree.carriageway = blocked.carriageway
    }
    return Detection(
      damageClass: .fallenTree, confidence: confidence,
      mask: mask.pixels(side: Int(maps.stride), photoWidth: width, photoHeight: height),
      outline: mask.outline(side: maps.stride, photoWidth: width, photoHeight: height),
      centreLines: [stem.line.map { maps.point(x: $0.x, y: $0.y) }],
      width: stemCells.count >= 6 ? stem.diameter(maps) : nil, tree: tree)
  }

  /// How sure the network is of the whole tree and, where a stem shows, of the surest part of that.
  private func confidence(of piece: [Int], stem: [Int]) -> Double {
    func probability(_ map: TreeMap, _ cell: Int) -> Double {
      maps.probability(map, x: cell % maps.width, y: cell / maps.width)
    }
    let whole = piece.reduce(0) { $0 + probability(.fallen, $1) } / Double(piece.count)
    let wanted = max(6, Int((Self.surestLength / maps.cellSize * 2).rounded()))
    let surest = stem.map { probability(.stem, $0) }.sorted(by: >).prefix(wanted)
    guard surest.count == wanted else { return 0.7 * whole }
    return (whole * surest.reduce(0, +) / Double(wanted)).squareRoot()
  }

  private func blocked(by piece: [Int]) -> (reach: [PixelPoint], carriageway: [PixelPoint]?)? {
    guard let crossing = carriageway.crossing(at: piece) else { return nil }
    var (low, high) = (Double.infinity, -Double.infinity)
    for cell in piece {
      let offset = crossing.offset(x: Double(cell % maps.width) + 0.5, y: Double(cell / maps.width) + 0.5)
      // Between the edges, also where the tree hides the road from the network.
      guard offset > -crossing.before - 0.5, offset < crossing.after + 0.5 else { continue }
      low = min(low, offset - 0.5)
      high = max(high, offset + 0.5)
    }
    low = max(low, -crossing.before)
    high = min(high, crossing.after)
    guard (high - low) * maps.cellSize >= Self.leastBlocked else { return nil }
    func line(_ from: Double, _ to: Double) -> [PixelPoint] {
      [from, to].map { crossing.place($0) }.map { maps.point(x: $0.x, y: $0.y) }
    }
    return (line(low, high), crossing.isWhole ? line(-crossing.before, crossing.after) : nil)
  }
}
