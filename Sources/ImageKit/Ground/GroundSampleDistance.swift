import Foundation

/// How many metres of the surface one pixel covers.
public struct GroundSampleDistance: Hashable, Sendable, Codable {
  /// Metres from one column to the next.
  public var perColumn: Double
  /// Metres from one row to the next.
  public var perRow: Double
  /// The surface one pixel covers, in square metres.
  public var pixelArea: Double

  /// Creates a ground sample distance from measured values.
  public init(perColumn: Double, perRow: Double, pixelArea: Double) {
    self.perColumn = perColumn
    self.perRow = perRow
    self.pixelArea = pixelArea
  }

  /// Creates the ground sample distance on level ground at the image's centre, for an unrolled camera.
  ///
  /// The height is in metres above the ground, the focal length in pixels, the depression of the axis in degrees:
  /// H / (f sin a) across the view, H / (f sin² a) along it.
  public init(height: Double, focalLength: Double, depression: Double) {
    let sine = sin(radians(depression))
    perColumn = height / (focalLength * sine)
    perRow = height / (focalLength * sine * sine)
    pixelArea = perColumn * perRow
  }

  /// The side of the square that covers as much surface as a pixel: the one number to quote.
  public var mean: Double { pixelArea.squareRoot() }
}
