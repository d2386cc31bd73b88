import ImageKit

/// Finds one kind of damage in photos.
///
/// A detector is a value without state between calls: the same tile gives the same detections, on any thread.
public protocol Detector: Sendable {
  /// The name on the command line: `crack`.
  static var name: String { get }
  /// What it finds, in one sentence.
  static var summary: String { get }
  /// A number that grows whenever the same pixels could give another result.
  static var version: Int { get }
  /// The kinds it may report.
  static var damageClasses: [DamageClass] { get }
  /// The ground sample distances it is meant for, in metres per pixel.
  static var groundSampleDistance: ClosedRange<Double> { get }
  /// The ground sample distance that suffices to find what is urgent, in metres per pixel: a quick look at a photo may be as coarse.
  ///
  /// `nil`, unless it says so, for a detector that needs all pixels. What a quick look finds only decides what is looked at first.
  static var sufficientGroundSampleDistance: Double? { get }
  /// How it wants a photo to be cut.
  static var tiling: Tiling { get }

  /// The networks it works with, in a fixed order; none unless it says so.
  var models: [ModelIdentity] { get }

  /// Returns what the tile shows, in pixels of the *photo*, in a fixed order.
  func detections(in tile: Tile) throws -> [Detection]

  /// Returns the same, and the pavement where the detector tells it.
  func findings(in tile: Tile) throws -> Findings
}

extension Detector {
  /// All pixels are needed.
  public static var sufficientGroundSampleDistance: Double? { nil }

  /// None: a detector that works with networks says which.
  public var models: [ModelIdentity] { [] }

  /// No pavement: a detector that knows it says so.
  public func findings(in tile: Tile) throws -> Findings { Findings(detections: try detections(in: tile)) }
}

/// How a photo is cut for a detector.
public enum Tiling: Hashable, Sendable {
  /// One tile, the whole photo: for detectors that follow lines across it and bound their own memory.
  case wholePhoto
  /// Square tiles that overlap; what two tiles both see is reported once.
  case tiles(size: Int, overlap: Int)
}
