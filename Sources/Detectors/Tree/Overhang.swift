import Foundation
import ImageKit

/// Finds canopy that stands over the carriageway.
struct Overhang {
  let maps: TreeMaps
  let carriageway: Carriageway
  /// The least area of a piece, in square metres.
  static let leastArea = 1.5

  /// Returns the pieces of canopy over the road with at least a confidence.
  ///
  /// - Parameter lying: what lies on the ground: no canopy.
  func detections(from threshold: Double, lying: CellMask) -> [Detection] {
    let canopy = maps.cells(.canopy).intersection(carriageway.cells).subtracting(lying)
    let least = Self.leastArea / (maps.cellSize * maps.cellSize)
    return canopy.pieces(reach: 1).filter { Double($0.count) >= least }.compactMap {
      detection(of: $0, threshold: threshold)
    }
  }

  private func detection(of piece: [Int], threshold: Double) -> Detection? {
    let sure = piece.reduce(0.0) { sum, cell in
      let (x, y) = (cell % maps.width, cell / maps.width)
      return sum + maps.probability(.canopy, x: x, y: y) * maps.probability(.carriageway, x: x, y: y)
    }
    let confidence = sure / Double(piece.count)
    guard confidence >= threshold else { return nil }
    let mask = CellMask(width: maps.width, height: maps.height, cells: piece)
    let (width, height) = (maps.photoWidth, maps.photoHeight)
    var tree = TreeView(overCarriageway: 1)
    // How far it reaches in: the cell that lies farthest from the road's nearest edge.
    let edges = carriageway.nearestEdges(of: piece)
    func depth(_ cell: Int, _ edge: Int) -> Double {
      hypot(
        Double(cell % maps.width - edge % maps.width), Double(cell / maps.width - edge / maps.width))
    }
    if let deepest = piece.filter({ edges[$0] != nil }).max(by: {
      depth($0, edges[$0] ?? $0) < depth($1, edges[$1] ?? $1)
    }),
      let edge = edges[deepest]
    {
      tree.reach = [edge, deepest].map { maps.middle(x: $0 % maps.width, y: $0 / maps.width) }
    }
    return Detection(
      damageClass: .canopyOverPavement, confidence: confidence,
      mask: mask.pixels(side: Int(maps.stride), photoWidth: width, photoHeight: height),
      outline: mask.outline(side: maps.stride, photoWidth: width, photoHeight: height), tree: tree)
  }
}
