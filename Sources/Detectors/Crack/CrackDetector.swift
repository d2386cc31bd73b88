import ImageKit

/// Finds cracks: dark, thin, long lines on ground that is brighter on both sides.
///
/// A map says how much each pixel lies on such a line; tracing turns it into connected cracks with centre lines, widths
/// and an outline; a small logistic model of what was measured gives each its confidence. The mask is the centre line
/// drawn with the measured width, at least two pixels wide.
public struct CrackDetector: Detector {
  /// The name on the command line.
  public static let name = "crack"
  /// What it finds.
  public static let summary = "Cracks in pavement and concrete, with length and width along each line."
  /// Grows whenever the same pixels could give another result.
  public static let version = 3
  /// The one kind it reports; telling the kinds apart takes the direction of the road.
  public static let damageClasses: [DamageClass] = [.crack]
  /// From a wall at arm's length to a road from 120 m, in metres per pixel.
  public static let groundSampleDistance = 0.0002...0.03
  /// The whole photo: lines are followed across it, and the memory for that goes with the lines.
  public static let tiling = Tiling.wholePhoto

  private let options: CrackDetectorOptions
  private let crackMap: any CrackMap

  /// Creates a detector.
  public init(options: CrackDetectorOptions = .standard) {
    self.init(options: options, crackMap: RidgeCrackMap())
  }

  /// Creates a detector on another map.
  package init(options: CrackDetectorOptions = .standard, crackMap: any CrackMap) {
    self.options = options
    self.crackMap = crackMap
  }

  /// Returns the cracks of a tile in the order of their first pixels; the confidence is that of the logistic model.
  public func detections(in tile: Tile) throws -> [Detection] {
    let map = try crackMap.probabilities(in: tile)
    let cracks = CrackTracing().cracks(
      in: map, tile: tile, hysteresis: crackMap.hysteresis, model: .standard, threshold: options.threshold)
    return cracks.map { $0.crack.detection(confidence: $0.probability, bounds: tile.window) }
  }
}
