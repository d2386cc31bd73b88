import ImageKit

/// Finds cracks in pavement, concrete and walls, and cracks that were filled.
///
/// A network's map says how much each pixel lies on such a line; tracing turns it into connected cracks with centre lines, widths
/// and an outline; a small logistic model of what was measured gives each its confidence. The mask is the centre line
/// drawn with the measured width, at least two pixels wide.
public struct CrackDetector: Detector {
  /// The name on the command line.
  public static let name = "crack"
  /// What it finds.
  public static let summary =
    "Cracks in pavement, concrete and walls, open and sealed, with length and width along each line."
  /// Grows whenever the same pixels could give another result.
  public static let version = 4
  /// Open cracks and filled ones; telling more kinds apart takes the direction of the road.
  public static let damageClasses: [DamageClass] = [.crack, .sealedCrack]
  /// From a wall at arm's length to a road from 120 m, in metres per pixel.
  public static let groundSampleDistance = 0.0002...0.03
  /// The whole photo: lines are followed across it, and the memory for that goes with the lines.
  public static let tiling = Tiling.wholePhoto

  /// The network it works with; none for the filter.
  public let models: [ModelIdentity]
  private let options: CrackDetectorOptions
  private let crackMap: any CrackMap

  /// Creates a detector on the network that is part of the program.
  public init(options: CrackDetectorOptions = .standard) {
    do {
      try self.init(options: options, model: .builtInCrack)
    } catch {
      preconditionFailure("the built-in crack model: \(error)")
    }
  }

  /// Creates a detector on another network.
  ///
  /// - Throws: when the network's maps are no crack maps.
  public init(options: CrackDetectorOptions = .standard, model: DetectorModel) throws(ModelError) {
    self.init(options: options, crackMap: try model.crackMap(), models: [model.identity])
  }

  /// Creates a detector on another map.
  package init(
    options: CrackDetectorOptions = .standard, crackMap: any CrackMap, models: [ModelIdentity] = []
  ) {
    self.models = models
    self.options = options
    self.crackMap = crackMap
  }

  /// Returns the cracks of a tile, then the sealed ones, each in the order of their first pixels; the confidence is that of
  /// the logistic model.
  public func detections(in tile: Tile) throws -> [Detection] {
    let maps = try crackMap.maps(in: tile)
    func lines(in map: Image<Gray8>, _ kind: DamageClass, _ confidence: CrackConfidence) -> [Detection] {
      CrackTracing().cracks(
        in: map, surface: maps.surface, tile: tile, hysteresis: crackMap.hysteresis, model: confidence,
        threshold: options.threshold ?? confidence.operatingPoint
      ).map { $0.crack.detection(as: kind, confidence: $0.probability, bounds: tile.window) }
    }
    let cracks = lines(in: maps.cracks, .crack, crackMap.confidence)
    return cracks + (maps.sealed.map { lines(in: $0, .sealedCrack, .sealed) } ?? [])
  }
}
