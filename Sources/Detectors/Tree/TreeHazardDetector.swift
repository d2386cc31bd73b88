import ImageKit

/// Finds crowns and how they are, trees that lie, and canopy over the carriageway.
///
/// One network looks at the photo at 5 to 10 cm a pixel, which is all that crowns and stems need, and says what each place belongs
/// to. What it finds are indicators for screening, never an arborist's rating.
public struct TreeHazardDetector: Detector {
  /// The name on the command line.
  public static let name = "tree"
  /// What it finds.
  public static let summary =
    "Tree hazards: fallen trees and what they block, dead and declining crowns, bare branches, canopy over the carriageway."
  /// Grows whenever the same pixels could give another result.
  public static let version = 6
  /// The kinds.
  public static let damageClasses: [DamageClass] = [
    .fallenTree, .deadCrown, .decliningCrown, .bareBranch, .treeCrown, .canopyOverPavement,
  ]
  /// From about 10 m to 300 m above the ground, in metres per pixel.
  public static let groundSampleDistance = 0.003...0.12
  /// Half as fine as the network looks suffices to find what lies across a road.
  public static let sufficientGroundSampleDistance: Double? = 0.1
  /// The whole photo: trees reach across it.
  public static let tiling = Tiling.wholePhoto

  /// The network.
  public let models: [ModelIdentity]
  private let options: TreeHazardDetectorOptions
  private let networks: MeasuringNetworks

  /// Creates a detector on the network that is part of the program.
  public init(options: TreeHazardDetectorOptions = .standard) {
    do {
      try self.init(options: options, model: .builtInTree)
    } catch {
      preconditionFailure("the built-in tree model: \(error)")
    }
  }

  /// Creates a detector on another network.
  ///
  /// - Throws: when its maps are not those of trees.
  init(options: TreeHazardDetectorOptions, model: DetectorModel) throws(ModelError) {
    self.options = options
    networks = try MeasuringNetworks(model, classes: TreeMap.allCases.map(\.name))
    models = [model.identity]
  }

  /// Returns what lies, then crowns, the worst first, then canopy over the carriageway.
  public func detections(in tile: Tile) throws -> [Detection] {
    let halvings = TreeSight.halvings(groundSampleDistance: tile.groundSampleDistance)
    let sight = TreeSight.picture(of: tile.photo, halvings: halvings)
    let maps = TreeMaps(
      bytes: try networks.numbers(of: sight), outputStride: networks.outputStride, scale: Double(1 << halvings),
      tile: tile)
    let carriageway = Carriageway(maps)
    let reader = TreeCrowns(maps: maps)
    let standing = TreeCrowns.together(
      reader.crowns(from: max(0.02, min(lowestCrown, FallenTrees.leastCrown))),
      reader.deadCrowns(from: max(0.02, options.threshold(of: .deadCrown))))
    let trees = FallenTrees(
      maps: maps, carriageway: carriageway, shadows: ShadowTest(picture: sight, maps: maps),
      crowns: standing
    ).trees(from: options.threshold(of: .fallenTree))
    let fallen = trees.map(\.detection).enumerated().sorted {
      (Self.length($1.element.tree?.reach), $0.offset) < (Self.length($0.element.tree?.reach), $1.offset)
    }.map(\.element)
    let lying = trees.compactMap(\.crown)
    let overhang = Overhang(maps: maps, carriageway: carriageway)
      .detections(from: options.threshold(of: .canopyOverPavement), lying: lyingCells(trees, maps))
    return fallen + crowns(standing.filter { !lying.contains($0) }, maps, carriageway) + overhang
  }

  /// What lies: no canopy.
  private func lyingCells(_ trees: [FallenTrees.Found], _ maps: TreeMaps) -> CellMask {
    var lying = maps.cells(.fallen)
    for crown in trees.compactMap(\.crown) {
      for cell in TreeCrowns(maps: maps).cells(of: crown) { lying.isSet[cell] = true }
    }
    return lying
  }

  private static let crownKinds = [DamageClass.deadCrown, .decliningCrown, .bareBranch, .treeCrown]

  /// The lowest confidence that a crown of any kind needs.
  private var lowestCrown: Double { Self.crownKinds.map(options.threshold(of:)).min() ?? 0.5 }

  private func crowns(_ found: [TreeCrown], _ maps: TreeMaps, _ carriageway: Carriageway) -> [Detection] {
    let reader = TreeCrowns(maps: maps)
    let crowns = found.filter { $0.confidence >= options.threshold(of: $0.damageClass) }
    let living = crowns.filter { $0.damageClass != .deadCrown }
    let detections = crowns.map { crown in
      Detection(
        damageClass: living.contains { crown.isBranch(of: $0) } ? .bareBranch : crown.damageClass,
        confidence: crown.confidence,
        mask: crown.ellipse(width: maps.photoWidth, height: maps.photoHeight),
        outline: [crown.ring(width: maps.photoWidth, height: maps.photoHeight)].filter { $0.count >= 3 },
        extent: crown.corners(width: maps.photoWidth, height: maps.photoHeight),
        tree: TreeView(
          decline: max(crown.declining, crown.dead), overCarriageway: reader.part(of: crown, in: carriageway.cells)))
    }
    return Self.crownKinds.flatMap { kind in detections.filter { $0.damageClass == kind } }
  }

  private static func length(_ line: [PixelPoint]?) -> Double {
    guard let line, line.count == 2 else { return 0 }
    return Polyline.distance(line[0], line[1])
  }
}
