import Foundation
import ImageKit

/// Finds trees and large limbs that lie on the ground, and what they block.
struct FallenTrees {
  /// A tree that lies, and the crown that seemed to stand until its stem was seen to lie.
  struct Found {
    var detection: Detection
    var crown: TreeCrown?
  }

  let maps: TreeMaps
  let carriageway: Carriageway
  let shadows: ShadowTest
  /// What seems to stand.
  var crowns: [TreeCrown] = []

  /// Pieces up to this far apart are one tree, in metres: leaves and shadows hide parts of a stem.
  static let gap = 0.35
  /// Shorter things are litter, in metres.
  static let leastLength = 1.5
  /// Longer things are hedges and verges, in metres.
  static let mostLength = 30.0
  /// The least cells of a stem.
  private static let leastStem = 6
  /// A crown that a stem may end in has at least this score.
  static let leastCrown = 0.4
  /// The stem's one end lies in the crown up to this part of its half sides, the other beyond that one.
  private static let crownReach = (inside: 1.15, outside: 1.35)
  /// Where the road's width is measured beside a tree, in metres, and the least cells for that.
  private static let beside = (from: 0.7, to: 2.5)
  private static let leastBeside = 40
  /// Cells belong to a thing from this probability on: its surest parts decide whether it is one.
  private static let leastSure = 0.3
  /// A stem is sure where the surest cells of this many metres of it are; so are leaves by this many square metres.
  private static let surestLength = 1.5
  private static let surestArea = 2.0
  /// What is worth how much of what the network says where no stem shows: green leaves on a carriageway of which at least this part lies there, and
  /// anything else, which may be a hedge, a verge, a crown that stands or a puddle.
  private static let leaves = (onRoad: 0.95, part: 0.5, elsewhere: 0.7)
  /// A tree must lie on the road for this far across to block it, in metres.
  static let leastBlocked = 0.4

  /// Returns the fallen trees with at least a confidence.
  func trees(from threshold: Double) -> [Found] {
    let lying = maps.cells(.fallen, from: Self.leastSure)
    let stems = maps.cells(.stem, from: Self.leastSure)
    var all = lying
    for cell in stems.isSet.indices where stems.isSet[cell] { all.isSet[cell] = true }
    let reach = max(1, Int((Self.gap / maps.cellSize).rounded()))
    return all.pieces(reach: reach).compactMap { tree(of: $0, stems: stems, threshold: threshold) }
  }

  private func tree(of piece: [Int], stems: CellMask, threshold: Double) -> Found? {
    let lengths = Self.leastLength / maps.cellSize...Self.mostLength / maps.cellSize
    // A bit of a stem between leaves is none to go by.
    var stemCells = piece.filter { stems.isSet[$0] }
    let own = stemCells.count >= Self.leastStem ? StemLine(cells: stemCells, maps: maps) : nil
    if (own?.length ?? 0) < lengths.lowerBound { stemCells = [] }
    let stem = stemCells.isEmpty ? StemLine(cells: piece, maps: maps) : own
    guard let stem, lengths.contains(stem.length) else { return nil }
    let overCarriageway = Double(piece.count { carriageway.cells.isSet[$0] }) / Double(piece.count)
    let confidence = confidence(of: piece, stem: stemCells, overCarriageway: overCarriageway)
    guard confidence >= threshold else { return nil }
    guard !shadows.isShadow(stemCells.isEmpty ? piece : stemCells, of: piece) else { return nil }
    let crown = crown(at: stem)
    let piece = crown.map { piece + cells(of: $0, without: Set(piece)) } ?? piece
    let mask = CellMask(width: maps.width, height: maps.height, cells: piece)
    let (width, height) = (maps.photoWidth, maps.photoHeight)
    var tree = TreeView()
    tree.overCarriageway = Double(piece.count { carriageway.cells.isSet[$0] }) / Double(piece.count)
    if let blocked = blocked(by: piece) {
      tree.reach = blocked.reach
      tree.carriageway = blocked.carriageway
    }
    let detection = Detection(
      damageClass: .fallenTree, confidence: confidence,
      mask: mask.pixels(side: Int(maps.stride), photoWidth: width, photoHeight: height),
      outline: mask.outline(side: maps.stride, photoWidth: width, photoHeight: height),
      centreLines: [stem.line.map { maps.point(x: $0.x, y: $0.y) }],
      width: stemCells.isEmpty ? nil : stem.diameter(maps), tree: tree)
    return Found(detection: detection, crown: crown)
  }

  /// Returns the crown that a stem ends in: from above a crown that lies looks like one that stands, but no stem comes out of that.
  private func crown(at stem: StemLine) -> TreeCrown? {
    guard let first = stem.line.first, let last = stem.line.last else { return nil }
    let ends = [maps.point(x: first.x, y: first.y), maps.point(x: last.x, y: last.y)]
    return crowns.filter { crown in
      guard crown.score >= Self.leastCrown else { return false }
      let depths = ends.map { crown.depth(of: $0) }
      return (depths.min() ?? 2) <= Self.crownReach.inside && (depths.max() ?? 0) >= Self.crownReach.outside
    }.max { $0.score < $1.score }
  }

  private func cells(of crown: TreeCrown, without known: Set<Int>) -> [Int] {
    TreeCrowns(maps: maps).cells(of: crown).filter { cell in
      let (x, y) = (cell % maps.width, cell / maps.width)
      return !known.contains(cell)
        && max(maps.probability(.canopy, x: x, y: y), maps.probability(.fallen, x: x, y: y)) >= 0.5
    }
  }

  /// How sure the network is of the whole tree and, where a stem shows, of the surest part of that.
  ///
  /// Of leaves on a carriageway their surest part counts.
  private func confidence(of piece: [Int], stem: [Int], overCarriageway: Double) -> Double {
    func probability(_ map: TreeMap, _ cell: Int) -> Double {
      maps.probability(map, x: cell % maps.width, y: cell / maps.width)
    }
    let whole = piece.reduce(0) { $0 + probability(.fallen, $1) } / Double(piece.count)
    let wanted = max(6, Int((Self.surestLength / maps.cellSize * 2).rounded()))
    let surest = stem.map { probability(.stem, $0) }.sorted(by: >).prefix(wanted)
    guard surest.count == wanted else {
      let leaves = Int((Self.surestArea / (maps.cellSize * maps.cellSize)).rounded(.up))
      guard overCarriageway >= Self.leaves.part, piece.count >= leaves, shadows.isGreen(piece, on: carriageway.cells)
      else { return Self.leaves.elsewhere * whole }
      let greenest = piece.map { probability(.fallen, $0) }.sorted(by: >).prefix(leaves)
      return Self.leaves.onRoad * greenest.reduce(0, +) / Double(leaves)
    }
    return (whole * surest.reduce(0, +) / Double(wanted)).squareRoot()
  }

  /// The straight line across the carriageway where a tree lies on it.
  ///
  /// The road's width is taken up to some metres from the tree, but not under it or at its edge: nothing hides there how wide it is.
  private func crossing(under piece: [Int]) -> Carriageway.Crossing? {
    func within(_ metres: Double, of cells: [Int]) -> CellMask {
      CellMask(width: maps.width, height: maps.height, cells: cells).grown(by: (metres / maps.cellSize).rounded())
    }
    let onRoad = piece.filter { carriageway.cells.isSet[$0] }
    guard !onRoad.isEmpty else { return nil }
    let hidden = within(Self.beside.from, of: piece)
    // What is seen of one road is one piece.
    let pieces = within(Self.beside.to, of: onRoad).intersection(carriageway.cells).subtracting(hidden).pieces(reach: 1)
    let most = pieces.map(\.count).max() ?? 0
    let beside = pieces.filter { 3 * $0.count >= most }.flatMap { $0 }.sorted()
    if beside.count < Self.leastBeside { return carriageway.crossing(at: piece) }
    return carriageway.crossing(at: beside, hidden: hidden)
  }

  private func blocked(by piece: [Int]) -> (reach: [PixelPoint], carriageway: [PixelPoint]?)? {
    guard let crossing = crossing(under: piece) else { return nil }
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
