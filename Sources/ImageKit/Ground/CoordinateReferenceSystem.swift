/// A coordinate reference system of the EPSG registry, and the way there from WGS 84.
///
///     let taiwan = try CoordinateReferenceSystem(epsg: 3826)
///     let (x, y) = try taiwan.transform(latitude: 22.62103, longitude: 120.31190)   // 179264.713, 2502483.043
///
/// A value may be used from several tasks at once. Making one costs some milliseconds: make one a run, not one a place.
public struct CoordinateReferenceSystem: Sendable {
  /// The code in the EPSG registry.
  public let epsg: Int
  /// The registry's name: `TWD97 / TM2 zone 121`.
  public let name: String
  /// Well-known text of the first version, as GeoPackage's `gpkg_spatial_ref_sys` wants it.
  public let wkt: String
  private let fromWGS84: CoordinateTransformation
  private let areaOfUse: (west: Double, south: Double, east: Double, north: Double)?

  /// Creates the system with a code.
  ///
  /// Throws ``CoordinateSystemError/unknownCode(_:_:)``, or ``CoordinateSystemError/noTransformation(from:to:_:)``
  /// when only an approximate way leads there.
  public init(epsg: Int) throws(CoordinateSystemError) {
    let system = try SpatialReference(epsg: epsg)
    self.epsg = epsg
    name = system.name
    wkt = system.wkt
    areaOfUse = system.areaOfUse
    fromWGS84 = try CoordinateTransformation(from: SpatialReference(epsg: 4326), to: system)
  }

  /// Returns easting and northing, or longitude and latitude in a geographic system, of a place on WGS 84.
  public func transform(
    latitude: Double, longitude: Double
  ) throws(CoordinateSystemError) -> (x: Double, y: Double) {
    let place = try fromWGS84.transform(x: longitude, y: latitude)
    return (place.x, place.y)
  }

  /// Tells whether a place lies where the registry says the system is meant to be used.
  ///
  /// Outside, ``transform(latitude:longitude:)`` may still return numbers, but a projection's are distorted there.
  public func covers(latitude: Double, longitude: Double) -> Bool {
    guard let area = areaOfUse else { return true }
    guard latitude >= area.south, latitude <= area.north else { return false }
    // The area of a system that crosses the antimeridian has its west east of its east.
    return area.west <= area.east
      ? longitude >= area.west && longitude <= area.east : longitude >= area.west || longitude <= area.east
  }
}
