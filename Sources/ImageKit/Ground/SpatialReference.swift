internal import CGDAL

/// GDAL's object for one reference system, in the traditional axis order.
@safe
final class SpatialReference {
  let epsg: Int
  let handle: OGRSpatialReferenceH

  init(epsg: Int) throws(CoordinateSystemError) {
    // GDAL would take a code beyond 32 bits modulo 2³², that is, as another system.
    guard let code = Int32(exactly: epsg), code > 0 else { throw .unknownCode(epsg, "not an EPSG code") }
    let messages = GDALMessages()
    // Off by default, but a proj.ini or PROJ_NETWORK may say otherwise; nothing leaves the machine.
    OSRSetPROJEnableNetwork(0)
    guard let handle = unsafe OSRNewSpatialReference(nil) else { throw .unknownCode(epsg, "out of memory") }
    let status = messages.collecting { unsafe OSRImportFromEPSG(handle, code) }
    guard status == 0 else {
      unsafe OSRDestroySpatialReference(handle)
      throw .unknownCode(epsg, messages.summary)
    }
    messages.collecting { unsafe OSRSetAxisMappingStrategy(handle, OAMS_TRADITIONAL_GIS_ORDER) }
    self.epsg = epsg
    unsafe self.handle = unsafe handle
  }

  /// Takes over an object of the library; `epsg` is its code in the registry, or 0 when it has none.
  init(_ handle: OGRSpatialReferenceH, epsg: Int) {
    unsafe OSRSetAxisMappingStrategy(handle, OAMS_TRADITIONAL_GIS_ORDER)
    self.epsg = epsg
    unsafe self.handle = unsafe handle
  }

  /// Creates the system that a PROJ string describes; it has no code, 0 stands for it in messages.
  init(proj text: String) throws(CoordinateSystemError) {
    let messages = GDALMessages()
    OSRSetPROJEnableNetwork(0)
    guard let handle = unsafe OSRNewSpatialReference(nil) else { throw .unknownCode(0, "out of memory") }
    let status = messages.collecting { unsafe OSRImportFromProj4(handle, text) }
    guard status == 0 else {
      unsafe OSRDestroySpatialReference(handle)
      throw .unknownCode(0, "\(text.prefix(80)) is no PROJ string")
    }
    messages.collecting { unsafe OSRSetAxisMappingStrategy(handle, OAMS_TRADITIONAL_GIS_ORDER) }
    epsg = 0
    unsafe self.handle = unsafe handle
  }

  /// Returns the system's code in the EPSG registry, if need be by what it says of itself; 0 when it is not there.
  static func registryCode(of system: OGRSpatialReferenceH) -> Int {
    if let name = unsafe OSRGetAuthorityName(system, nil), unsafe String(cString: name) == "EPSG",
      let text = unsafe OSRGetAuthorityCode(system, nil), let code = unsafe Int(String(cString: text))
    {
      return code
    }
    var (count, confidences): (Int32, UnsafeMutablePointer<Int32>?) = (0, nil)
    guard let matches = unsafe OSRFindMatches(system, nil, &count, &confidences) else { return 0 }
    defer {
      unsafe OSRFreeSRSArray(matches)
      unsafe VSIFree(confidences)
    }
    guard count > 0, let confidences = unsafe confidences, unsafe confidences[0] >= 90,
      let best = unsafe matches[0], let name = unsafe OSRGetAuthorityName(best, nil),
      unsafe String(cString: name) == "EPSG", let text = unsafe OSRGetAuthorityCode(best, nil)
    else { return 0 }
    return unsafe Int(String(cString: text)) ?? 0
  }

  deinit { unsafe OSRDestroySpatialReference(handle) }

  /// Whether two coordinates say where something is: on a map, or as longitude and latitude.
  var isHorizontal: Bool {
    let messages = GDALMessages()
    return messages.collecting { unsafe OSRIsProjected(handle) != 0 || OSRIsGeographic(handle) != 0 }
  }

  /// Metres a unit of a plane map; `nil` for longitude and latitude.
  var metresPerUnit: Double? {
    guard unsafe OSRIsProjected(handle) != 0 else { return nil }
    let metres = unsafe OSRGetLinearUnits(handle, nil)
    return metres > 0 ? metres : nil
  }

  /// The system's name in the registry.
  var name: String {
    guard let name = unsafe OSRGetName(handle) else { return "EPSG:\(epsg)" }
    return unsafe String(cString: name)
  }

  /// The system in well-known text of the first version, or the empty string when it has none.
  var wkt: String {
    var text: UnsafeMutablePointer<CChar>?
    let messages = GDALMessages()
    let status = messages.collecting { unsafe OSRExportToWkt(handle, &text) }
    defer { unsafe VSIFree(text) }
    guard status == 0, let text = unsafe text else { return "" }
    return unsafe String(cString: text)
  }

  /// Where the registry says the system is meant to be used, in degrees; nil when it does not say.
  var areaOfUse: (west: Double, south: Double, east: Double, north: Double)? {
    var (west, south, east, north) = (0.0, 0.0, 0.0, 0.0)
    let found = unsafe OSRGetAreaOfUse(handle, &west, &south, &east, &north, nil)
    return found != 0 && west >= -180 ? (west, south, east, north) : nil
  }
}
