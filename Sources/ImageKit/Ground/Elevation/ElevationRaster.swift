internal import CGDAL
import Foundation
import Synchronization

/// A raster file of heights, open in GDAL: its shape, where it lies, and its values in windows.
///
/// Nodes are numbered from the north-west value, which lies in the middle of its cell: node (0, 0) has column 0, row 0.
/// GDAL's objects serve one thread at a time, and rasters made of others may share them: one lock guards all.
@safe
final class ElevationRaster: Sendable {
  /// The file's path, for messages.
  let path: String
  /// Nodes from west to east and from north to south.
  let width, height: Int
  /// Node coordinates from map coordinates.
  let nodeFromMap: AffineMap
  /// Metres between rows, roughly.
  let spacing: Double
  /// After how much of longitude map coordinates come round: 360; nil on a projected map, where they do not.
  let fullTurn: Double?
  /// Map coordinates from WGS 84.
  let mapFromWGS84: CoordinateTransformation
  /// GDAL's short name of the format: `GTiff`, `SRTMHGT`.
  let format: String
  /// The files that the raster consists of, its own first.
  let files: [String]

  private nonisolated(unsafe) let dataset: GDALDatasetH
  private nonisolated(unsafe) let band: GDALRasterBandH
  private let scale, offset: Double
  private let problem = Mutex<String?>(nil)
  private static let library = Mutex<Void>(())

  /// Opens a file.
  init(contentsOf url: URL) throws(ElevationError) {
    let path = url.path
    guard FileManager.default.fileExists(atPath: path) else { throw .notFound(path) }
    GDALDrivers.register
    OSRSetPROJEnableNetwork(0)
    let messages = GDALMessages()
    let flags = UInt32(GDAL_OF_RASTER | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR)
    let opened = unsafe messages.collecting {
      unsafe Self.library.withLock { _ in unsafe GDALOpenEx(path, flags, nil, nil, nil) }
    }
    guard let dataset = unsafe opened else { throw .notARaster(path, messages.summary) }
    var isOurs = false
    defer { if !isOurs { unsafe Self.close(dataset) } }

    guard unsafe GDALGetRasterCount(dataset) > 0, let band = unsafe GDALGetRasterBand(dataset, 1) else {
      throw .notARaster(path, "it has no band")
    }
    (width, height) = unsafe (Int(GDALGetRasterXSize(dataset)), Int(GDALGetRasterYSize(dataset)))
    guard width >= 2, height >= 2 else { throw .notARaster(path, "it has fewer than 2 × 2 values") }
    let colour = unsafe GDALGetRasterColorInterpretation(band)
    guard colour != GCI_RedBand, colour != GCI_PaletteIndex else { throw .notARaster(path, "it is a picture") }
    guard unsafe GDALDataTypeIsComplex(GDALGetRasterDataType(band)) == 0 else {
      throw .notARaster(path, "its values are complex numbers")
    }

    var transform = [Double](repeating: 0, count: 6)
    guard unsafe GDALGetGeoTransform(dataset, &transform) == CE_None else {
      throw .notGeoreferenced(path, "it has no geographic transform")
    }
    guard let nodeFromMap = AffineMap(invertingCorners: transform) else {
      throw .notGeoreferenced(path, "its geographic transform has no inverse")
    }
    let system = try unsafe Self.reference(of: dataset, path: path)
    let handle = unsafe system.reference.handle
    let radians = unsafe OSRIsGeographic(handle) != 0 ? OSRGetAngularUnits(handle, nil) : nil
    fullTurn = radians.map { 2 * .pi / $0 }
    let unit = unsafe radians.map { $0 * WGS84.semiMajorAxis } ?? OSRGetLinearUnits(handle, nil)
    spacing = hypot(transform[2], transform[5]) * unit
    do throws(CoordinateSystemError) {
      mapFromWGS84 = try CoordinateTransformation(from: SpatialReference(epsg: 4326), to: system.reference)
    } catch {
      throw .notGeoreferenced(path, "no trustworthy way leads from WGS 84 to \(system.reference.name)")
    }

    let metres = try unsafe Self.metres(of: band, verticalUnit: system.verticalUnit, path: path)
    scale = unsafe GDALGetRasterScale(band, nil) * metres
    offset = unsafe GDALGetRasterOffset(band, nil) * metres
    format =
      unsafe GDALGetDatasetDriver(dataset).flatMap { unsafe GDALGetDriverShortName($0) }
      .map { unsafe String(cString: $0) } ?? ""
    files = unsafe Self.files(of: dataset)
    self.path = path
    self.nodeFromMap = nodeFromMap
    unsafe self.dataset = unsafe dataset
    unsafe self.band = unsafe band
    isOurs = true
  }

  deinit { unsafe Self.close(dataset) }

  /// What the library said when it first could not read a window; nil when all is well.
  var readProblem: String? { problem.withLock { $0 } }

  /// Returns the heights of a window of nodes in metres above the file's datum, row by row; NaN where there is none.
  ///
  /// Values that no ground on earth has count as none: files are about that do not declare their mark for a gap. A
  /// window that cannot be read has no heights either, and ``readProblem`` says why.
  func heights(column: Int, row: Int, width: Int, height: Int) -> [Float] {
    let count = width * height
    var values = [Double](repeating: 0, count: count)
    var mask = [UInt8](repeating: 255, count: count)
    let window = (Int32(column), Int32(row), Int32(width), Int32(height))
    let messages = GDALMessages()
    let isRead = messages.collecting {
      Self.library.withLock { _ in
        guard
          unsafe GDALRasterIO(
            band, GF_Read, window.0, window.1, window.2, window.3, &values, window.2, window.3, GDT_Float64, 0, 0)
            == CE_None
        else { return false }
        if unsafe GDALGetMaskFlags(band) & GMF_ALL_VALID != 0 { return true }
        guard let maskBand = unsafe GDALGetMaskBand(band) else { return false }
        return unsafe GDALRasterIO(
          maskBand, GF_Read, window.0, window.1, window.2, window.3, &mask, window.2, window.3, GDT_Byte, 0, 0)
          == CE_None
      }
    }
    guard isRead else {
      problem.withLock { $0 = $0 ?? messages.summary }
      return [Float](repeating: .nan, count: count)
    }
    return zip(values, mask).map { value, isValid in
      let height = value * scale + offset
      return isValid != 0 && Self.plausible.contains(height) ? Float(height) : .nan
    }
  }

  /// From below the Dead Sea and the deepest open pits to above Everest.
  static let plausible = -600.0...9000.0

  private static func close(_ dataset: GDALDatasetH) {
    library.withLock { _ in _ = unsafe GDALClose(dataset) }
  }

  /// Returns the raster's horizontal system, and metres per unit of its vertical one when it has one.
  private static func reference(
    of dataset: GDALDatasetH, path: String
  ) throws(ElevationError) -> (reference: SpatialReference, verticalUnit: Double?) {
    guard let own = unsafe GDALGetSpatialRef(dataset), let system = unsafe OSRClone(own) else {
      throw .notGeoreferenced(path, "it names no coordinate system")
    }
    var verticalUnit: Double?
    if unsafe OSRIsCompound(system) != 0 {
      verticalUnit = unsafe OSRGetTargetLinearUnits(system, "VERT_CS", nil)
      unsafe OSRStripVertical(system)
    }
    let code = unsafe SpatialReference.registryCode(of: system)
    let reference = unsafe SpatialReference(system, epsg: code)
    guard unsafe OSRIsGeographic(system) != 0 || OSRIsProjected(system) != 0 else {
      throw .notGeoreferenced(path, "\(reference.name) is neither geographic nor projected")
    }
    return (reference, verticalUnit)
  }

  private static func metres(
    of band: GDALRasterBandH, verticalUnit: Double?, path: String
  ) throws(ElevationError) -> Double {
    let unit = unsafe GDALGetRasterUnitType(band).map { unsafe String(cString: $0) } ?? ""
    switch unit.lowercased() {
    case "": return verticalUnit ?? 1
    case "m", "metre", "metres", "meter", "meters": return 1
    case "ft", "foot", "feet", "international foot": return 0.3048
    case "us-ft", "ftus", "us survey foot", "sft", "us survey feet": return 1200.0 / 3937
    default: throw .unknownUnit(path, unit)
    }
  }

  private static func files(of dataset: GDALDatasetH) -> [String] {
    guard let list = unsafe GDALGetFileList(dataset) else { return [] }
    defer { unsafe CSLDestroy(list) }
    var files: [String] = []
    while let file = unsafe list[files.count] { unsafe files.append(String(cString: file)) }
    return files
  }
}
