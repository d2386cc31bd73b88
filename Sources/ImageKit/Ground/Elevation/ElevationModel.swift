import Foundation

/// Heights of the ground on a grid, read from a raster file.
///
/// Any format and any coordinate system that GDAL reads: GeoTIFF, SRTM HGT, DTED, VRT. A height stands in the middle
/// of its cell, and the ground between four heights is bilinear. The file is read in blocks of 256 × 256 cells when
/// they are needed, of which 64 MiB stay in memory, so a raster may be of any size. Heights are kept in single
/// precision, 0.25 mm at 4 km. A value may be used from several tasks at once, and answers the same whatever was asked
/// before.
///
/// The raster's horizontal system counts; heights are above what ``datum`` says. Heights in feet are converted where
/// the file says so. A DSM has roofs and trees in it: for roads a model of the bare ground is right.
public final class ElevationModel: Sendable {
  /// The file.
  public let fileURL: URL
  /// What the file's heights are measured from.
  public let datum: ElevationDatum
  /// One standard deviation of a height above the ellipsoid, in metres.
  public let sigma: Double
  /// What the heights depend on, for the fingerprint of a run: a digest of contents, datum and sigma, not of the path.
  ///
  /// Up to 1 GiB a file counts with all its bytes; a larger one with its size, its first and last 16 MiB and the time
  /// of its last change. A VRT counts with the files it is made of.
  public let identity: String

  let grid: ElevationGrid

  /// Opens a raster; `sigma` overrides the default for its resolution, see ``defaultSigma(spacing:format:)``.
  ///
  /// Throws ``ElevationError``, with the file and what to do about it.
  public init(contentsOf url: URL, datum: ElevationDatum, sigma: Double? = nil) throws(ElevationError) {
    let raster = try ElevationRaster(contentsOf: url)
    var geoid: EGM96?
    if datum != .ellipsoid {
      do throws(CoordinateSystemError) {
        geoid = try EGM96()
      } catch {
        throw .noGeoid(url.path, "\(error)")
      }
    }
    let ground = Self.defaultSigma(spacing: raster.spacing, format: raster.format)
    let sigma = sigma ?? (geoid == nil ? ground : hypot(ground, DefaultSigmas.standard.geoid))
    fileURL = url
    self.datum = datum
    self.sigma = sigma
    identity = Self.identity(of: raster.files, datum: datum, sigma: sigma)
    grid = ElevationGrid(raster, geoid: geoid)
  }

  /// Returns the height of the ground above the ellipsoid, in metres.
  ///
  /// Throws ``PlacementError/outsideSurface`` and ``PlacementError/noSurfaceHeight``.
  public func ellipsoidalHeight(latitude: Double, longitude: Double) throws(PlacementError) -> Double {
    guard abs(latitude) <= 90, abs(longitude) <= 360 else { throw .outsideSurface }
    let east = longitude >= 180 ? longitude - 360 : longitude < -180 ? longitude + 360 : longitude
    let patch = try grid.patch(MapPatch.Index(latitude: latitude, longitude: east))
    let node = patch(latitude: latitude, longitude: east)
    guard let cell = ElevationCell(holding: node, of: grid) else { throw .outsideSurface }
    guard cell.hasHeight else { throw .noSurfaceHeight }
    return cell.height(column: node.x, row: node.y) + node.z
  }

  /// What the library said when part of the file could not be read; nil when all is well.
  ///
  /// Such a part has no heights: places on it are ``PlacementError/noSurfaceHeight``.
  public var readProblem: String? { grid.raster.readProblem }

  /// Returns one standard deviation of a height above the file's own datum in metres, when nobody states it.
  ///
  /// `spacing` is the distance between rows in metres, `format` GDAL's name of the format. Airborne laser scans of up
  /// to 2 m: 0.5 (their makers state 0.15 to 0.3, the ground between posts adds some; guess); up to 25 m, as Taiwan's
  /// DTM of 20 m: 1.5; up to 35 m, as Copernicus GLO-30: 3; SRTM, DTED, which mostly comes of it, and anything coarser:
  /// 6 (SRTM was found about 9 m at 90 %). Above sea level the geoid's ``DefaultSigmas/geoid`` comes on top, in
  /// quadrature.
  public static func defaultSigma(spacing: Double, format: String) -> Double {
    if format == "SRTMHGT" || format == "DTED" { return 6 }
    return switch spacing {
    case ...2.5: 0.5
    case ...25: 1.5
    case ...35: 3
    default: 6
    }
  }
}
