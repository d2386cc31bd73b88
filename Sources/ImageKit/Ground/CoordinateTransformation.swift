internal import CGDAL
import Synchronization

/// Takes coordinates from one reference system of the EPSG registry to another, through GDAL and PROJ.
///
/// Coordinates are in the traditional order: x is longitude or easting, y is latitude or northing. Approximate
/// ("ballpark") transformations, which silently leave out a change of datum and may be 850 m wrong, are refused, and
/// the network is never asked for grids. One value may be used from several tasks at once: a lock guards the library's
/// object, which takes its thread's own context on every call. Making one costs some milliseconds, a call 0.2 µs.
@safe
public final class CoordinateTransformation: Sendable {
  private nonisolated(unsafe) let handle: OGRCoordinateTransformationH
  private let lock = Mutex<Void>(())

  /// Creates the transformation between two systems.
  ///
  /// Throws ``CoordinateSystemError/unknownCode(_:_:)`` or ``CoordinateSystemError/noTransformation(from:to:_:)``.
  public convenience init(fromEPSG source: Int, toEPSG target: Int) throws(CoordinateSystemError) {
    try self.init(from: SpatialReference(epsg: source), to: SpatialReference(epsg: target))
  }

  init(from source: SpatialReference, to target: SpatialReference) throws(CoordinateSystemError) {
    let messages = GDALMessages()
    let operation = Self.supplement(from: source.epsg, to: target.epsg)
    let created: OGRCoordinateTransformationH? = unsafe messages.collecting {
      guard let options = unsafe OCTNewCoordinateTransformationOptions() else { return nil }
      defer { unsafe OCTDestroyCoordinateTransformationOptions(options) }
      unsafe OCTCoordinateTransformationOptionsSetBallparkAllowed(options, 0)
      if let operation {
        unsafe OCTCoordinateTransformationOptionsSetOperation(options, operation, 0)
      }
      return unsafe OCTNewCoordinateTransformationEx(source.handle, target.handle, options)
    }
    guard let handle = unsafe created else {
      throw .noTransformation(from: source.epsg, to: target.epsg, messages.summary)
    }
    unsafe self.handle = unsafe handle
  }

  deinit { unsafe OCTDestroyCoordinateTransformation(handle) }

  /// Returns the coordinates in the target system; z passes through where neither system has heights.
  ///
  /// Throws ``CoordinateSystemError/outsideDomain(_:)`` where the transformation is not defined.
  public func transform(
    x: Double, y: Double, z: Double = 0
  ) throws(CoordinateSystemError) -> (x: Double, y: Double, z: Double) {
    var (x, y, z) = (x, y, z)
    var success: Int32 = 0
    let messages = GDALMessages()
    messages.collecting {
      lock.withLock { _ in
        _ = unsafe OCTTransformEx(handle, 1, &x, &y, &z, &success)
      }
    }
    guard success != 0, x.isFinite, y.isFinite, z.isFinite else { throw .outsideDomain(messages.summary) }
    return (x, y, z)
  }

  /// Returns many places in the target system with one call of the library; nil when any of them is out of its domain.
  ///
  /// x is longitude or easting, y is latitude or northing.
  func transform(_ points: [SIMD2<Double>]) -> [SIMD2<Double>]? {
    var (x, y) = (points.map(\.x), points.map(\.y))
    var success = [Int32](repeating: 0, count: points.count)
    let messages = GDALMessages()
    messages.collecting {
      lock.withLock { _ in
        _ = unsafe OCTTransformEx(handle, Int32(points.count), &x, &y, nil, &success)
      }
    }
    guard success.allSatisfy({ $0 != 0 }), x.allSatisfy(\.isFinite), y.allSatisfy(\.isFinite) else { return nil }
    return zip(x, y).map { SIMD2($0, $1) }
  }

  /// Returns a PROJ operation for pairs that Debian 12's registry lacks, or nil.
  ///
  /// TWD67 / TM2 121 to TWD97 / TM2 121: EPSG's affine, of the 7 m class. PROJ 9.1 knows no other way than a ballpark
  /// one, which is 850 m wrong. A given operation sees the axes in the registry's order: latitude first in 4326.
  private static func supplement(from source: Int, to target: Int) -> String? {
    let shift = "+proj=affine +xoff=828.589 +yoff=-206.915"
    let toTM2 =
      "+step +proj=axisswap +order=2,1 +step +proj=unitconvert +xy_in=deg +xy_out=rad "
      + "+step +proj=tmerc +lat_0=0 +lon_0=121 +k=0.9999 +x_0=250000 +y_0=0 +ellps=GRS80"
    return switch (source, target) {
    case (3828, 3826): "+proj=pipeline +step \(shift)"
    case (3826, 3828): "+proj=pipeline +step +inv \(shift)"
    case (4326, 3828): "+proj=pipeline \(toTM2) +step +inv \(shift)"
    default: nil
    }
  }
}
