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
  /// - Parameters:
  ///   - photo: The decoded photo; it is not copied.
  ///   - groundSampleDistance: Metres on the ground a pixel, or `nil` when unknown.
  public func detections(in photo: Image<RGB8>, groundSampleDistance: Double? = nil) throws -> [Detection] {
    let found = try Self.windows(of: photo.bounds, tiling: type(of: detector).tiling).map { window in
      try detector.detections(
        in: Tile(photo: photo, window: window, groundSampleDistance: groundSampleDistance))
    }
    return found.count == 1 ? found[0] : suppression(found)
  }

  /// The windows that cover a photo, row after row; the last of a row and the last row are moved inwards to fit.
  static func windows(of bounds: Window, tiling: Tiling) -> [Window] {
    guard case .tiles(let size, let overlap) = tiling else { return [bounds] }
    precondition(size > overlap && overlap >= 0, "tiles must be larger than their overlap")
    func starts(_ length: Int) -> [Int] {
      guard length > size else { return [0] }
      return Array(stride(from: 0, to: length - size, by: size - overlap)) + [length - size]
    }
    return starts(bounds.height).flatMap { y in
      starts(bounds.width).map { x in
        Window(
          x: bounds.x + x, y: bounds.y + y, width: min(size, bounds.width), height: min(size, bounds.height))
      }
    }
  }
}
