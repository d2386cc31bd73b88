import Foundation

/// Heights of the ground on a grid, read from a raster file.
public final class ElevationModel: Sendable {
  /// The file.
  public let fileURL: URL
  /// What the file's heights are measured from.
  public let datum: ElevationDatum
  /// One standard deviation of a height above the ellipsoid, in metres.
  public let sigma: Double
  /// What the heights depend on, for the fingerprint of a run.
  public let identity: String

  /// Opens a raster; `sigma` overrides the documented default for its resolution.
  public init(contentsOf url: URL, datum: ElevationDatum, sigma: Double? = nil) throws(ElevationError) {
    fileURL = url
    self.datum = datum
    self.sigma = sigma ?? 1.5
    identity = ""
  }

  /// Returns the height of the ground above the ellipsoid, in metres.
  ///
  /// Throws ``PlacementError/outsideSurface`` and ``PlacementError/noSurfaceHeight``.
  public func ellipsoidalHeight(latitude: Double, longitude: Double) throws(PlacementError) -> Double {
    throw .outsideSurface
  }
}
