/// Why a file cannot serve as an elevation model.
public enum ElevationError: Error, Hashable, Sendable {
  /// The file does not exist.
  case notFound(String)
  /// The file cannot be opened as a raster of heights; carries the path and the reason.
  case notARaster(String, String)
  /// The raster does not say where on the earth it lies, or in a system without a trustworthy transformation.
  case notGeoreferenced(String, String)
  /// The heights are in a unit that is not known; carries the path and the unit.
  case unknownUnit(String, String)
  /// The geoid that the heights are measured from is not installed; carries the path and the library's words.
  case noGeoid(String, String)
}

extension ElevationError: CustomStringConvertible {
  /// What is wrong and what to do.
  public var description: String {
    switch self {
    case .notFound(let path): "\(path): no such file; check the path of the elevation model"
    case .notARaster(let path, let reason):
      "\(path): not an elevation model (\(reason)); give a raster of heights such as GeoTIFF, HGT or DTED"
    case .notGeoreferenced(let path, let reason):
      "\(path): where the raster lies is not known (\(reason)); give it a coordinate system of the EPSG registry, "
        + "for example with gdal_translate -a_srs or gdalwarp -t_srs EPSG:4326"
    case .unknownUnit(let path, let unit):
      "\(path): heights in the unit “\(unit)” cannot be read; convert them to metres"
    case .noGeoid(let path, let reason):
      "\(path): its heights are above sea level and the EGM96 geoid is not installed (\(reason)); "
        + "install proj-data, or give heights above the ellipsoid"
    }
  }
}
