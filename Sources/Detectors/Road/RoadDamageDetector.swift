import ImageKit

/// Finds damage of roads: cracks by their direction to the road, alligator areas, potholes, patches, ravelling, worn markings, and covers as furniture.
///
/// The crack network finds lines and where there is pavement. A second network looks at both and at the photo's brightness, at half its size,
/// and says which things are where and how the road runs. `RoadAssembly` makes one record of each. Worn markings
/// are told from brightness alone, by `FadedMarkings`, and ravelled asphalt from its texture, by `Ravelling`.
public struct RoadDamageDetector: Detector {
  /// The name on the command line.
  public static let name = "road"
  /// What it finds.
  public static let summary =
    "Road damage: longitudinal, transverse, alligator and block cracks, potholes, patches, sealed cracks, ravelling, faded markings, covers."
  /// Grows whenever the same pixels could give another result.
  public static let version = 6
  /// The kinds; `crack` is one that does not lie on a road.
  public static let damageClasses: [DamageClass] = [
    .longitudinalCrack, .transverseCrack, .alligatorCrack, .blockCrack, .pothole, .repair, .sealedCrack, .ravelling,
    .fadedMarking, .utilityCover, .crack,
  ]
  /// From 5 m to about 70 m above a road, in metres per pixel.
  public static let groundSampleDistance = 0.0008...0.03
  /// The whole photo: cracks are followed across it.
  public static let tiling = Tiling.wholePhoto

  /// Both networks, the road network first: it is the detector's own.
  public let models: [ModelIdentity]
  private let options: RoadDamageDetectorOptions
  private let crackMap: NetworkCrackMap
  private let networks: MeasuringNetworks

  /// The confidence from which traced lines are looked at; what becomes of them is decided later.
  private static let leastLine = 0.08

  /// Creates a detector on the networks that are part of the program.
  public init(options: RoadDamageDetectorOptions = .standard) {
    do {
      try self.init(options: options, cracks: .builtInCrack, road: .builtInRoad)
    } catch {
      preconditionFailure("the built-in road model: \(error)")
    }
  }

  /// Creates a detector on other networks.
  ///
  /// - Throws: when the maps of one are not those of cracks and surfaces, or of roads.
  init(options: RoadDamageDetectorOptions, cracks: DetectorModel, road: DetectorModel) throws(ModelError) {
    self.options = options
    crackMap = try cracks.crackMap()
    networks = try MeasuringNetworks(road, classes: RoadMap.allCases.map(\.name))
    models = [road.identity, cracks.identity]
  }

  /// Returns the damage of roads in a tile: areas by kind, then lines.
  public func detections(in tile: Tile) throws -> [Detection] { try findings(in: tile).detections }

  /// Returns the damage and the pavement it was looked for on.
  public func findings(in tile: Tile) throws -> Findings {
    let seen = try crackMap.maps(in: tile)
    guard let surface = seen.surface, let evidence = seen.evidence else { return Findings(detections: []) }
    let lines = traced(seen, in: tile)
    let vegetation = VegetationMask(photo: tile.photo)
    let pavement = PavementMask(
      surface: surface, vegetation: vegetation, groundSampleDistance: tile.groundSampleDistance)
    let halvings = RoadSight.halvings(groundSampleDistance: tile.groundSampleDistance)
    let sight = RoadSight.picture(of: tile.photo, cracks: evidence.cells, surface: surface.cells, halvings: halvings)
    let scale = Double(1 << halvings)
    let maps = RoadMaps(
      bytes: try networks.numbers(of: sight), stride: 2 * scale * Double(networks.outputStride), scale: scale,
      surface: surface)
    let directions = RoadDirections(maps: maps, roads: tile.roads, edges: RoadEdges(pavement))
    let kinds = RoadDamageDetector.damageClasses.map(options.threshold(of:))
    let lowest = max(0.02, options.threshold ?? kinds.min() ?? 0.5)
    let assembly = RoadAssembly(
      tile: tile, maps: maps, pavement: pavement, vegetation: vegetation, directions: directions, options: options,
      lowest: lowest)
    let boxes = RoadBoxes(maps: maps, directions: directions).boxes(from: min(lowest, RoadAssembly.leastFilled))
    var detections = assembly.detections(boxes: boxes, lines: lines)
    detections += sealed(seen, in: tile)
    if let markings = MarkingSight(sight, scale: 2 * scale, tile: tile, pavement: pavement) {
      detections += FadedMarkings(sight: markings).detections(directions: directions, bounds: tile.window).filter {
        $0.confidence >= options.threshold(of: .fadedMarking)
      }
    }
    if let ravelling = Ravelling(tile: tile, pavement: pavement, vegetation: vegetation) {
      // Only what is reported by itself may explain a rough surface, not what a low threshold lets through.
      let known = detections.filter {
        $0.confidence >= RoadDamageDetectorOptions.standard.threshold(of: $0.damageClass)
      }
      detections += ravelling.detections(beside: known) { directions.axis(at: $0) != nil }.filter {
        $0.confidence >= options.threshold(of: .ravelling)
      }
    }
    let outline = pavement.outline(photoWidth: tile.photo.width, photoHeight: tile.photo.height)
    guard !outline.isEmpty else { return Findings(detections: detections) }
    let axis = directions.axis
    return Findings(
      detections: detections,
      pavement: PavementView(
        outline: outline, axis: axis.certainty > 0 ? axis.angle : nil, axisCertainty: axis.certainty))
  }

  private func traced(_ seen: CrackMaps, in tile: Tile) -> [RoadLine] {
    CrackTracing().cracks(
      in: seen.cracks, surface: seen.surface, tile: tile, hysteresis: crackMap.hysteresis, model: crackMap.confidence,
      threshold: min(Self.leastLine, options.threshold ?? 1)
    ).map { RoadLine($0.crack, probability: $0.probability) }
  }

  private func sealed(_ seen: CrackMaps, in tile: Tile) -> [Detection] {
    guard let map = seen.sealed else { return [] }
    return CrackTracing().cracks(
      in: map, surface: seen.surface, tile: tile, hysteresis: crackMap.hysteresis, model: .sealed,
      threshold: options.threshold(of: .sealedCrack)
    ).map { $0.crack.detection(as: .sealedCrack, confidence: $0.probability, bounds: tile.window) }
  }
}
