import ImageKit

/// Runs a detector over a whole photo: cuts it as the detector wants and reports once what several tiles saw.
public struct DetectorRunner: Sendable {
  /// The detector.
  public let detector: any Detector
  /// How detections of different tiles are told to be the same.
  public var suppression = Suppression()

  /// Creates a runner.
  public init(detector: any Detector) { self.detector = detector }

  /// Returns what a photo shows, in pixels of the photo, in the order of the tiles.
  ///
  /// Pavement is told by detectors that see the whole photo at once.
  ///
  /// - Parameters:
  ///   - photo: The decoded photo; it is not copied.
  ///   - groundSampleDistance: Metres on the ground a pixel, or `nil` when unknown.
  ///   - roads: The roads in the photo, or `nil` when no network is given.
  public func findings(
    in photo: Image<RGB8>, groundSampleDistance: Double? = nil, roads: RoadGuide? = nil
  ) throws -> Findings {
    let found = try Self.windows(of: photo, tiling: type(of: detector).tiling).map { window in
      try detector.findings(
        in: Tile(photo: photo, window: window, groundSampleDistance: groundSampleDistance, roads: roads))
    }
    return found.count == 1 ? found[0] : Findings(detections: suppression(found.map(\.detections)))
  }

  /// Returns the damage that a photo shows, in pixels of the photo, in the order of the tiles.
  public func detections(in photo: Image<RGB8>, groundSampleDistance: Double? = nil) throws -> [Detection] {
    try findings(in: photo, groundSampleDistance: groundSampleDistance).detections
  }

  /// The windows that cover a photo for a tiling, row after row.
  static func windows(of photo: Image<RGB8>, tiling: Tiling) -> [Window] {
    switch tiling {
    case .wholePhoto: [photo.bounds]
    case .tiles(let size, let overlap):
      TileGrid(width: photo.width, height: photo.height, tileSize: size, overlap: overlap).windows
    }
  }
}
