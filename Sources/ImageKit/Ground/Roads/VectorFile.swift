internal import CGDAL
import Foundation

/// A file of map layers, open in GDAL, read by one task.
@safe
final class VectorFile {
  /// One layer.
  struct Layer {
    let index: Int
    let name: String
    /// The names of its fields, in the file's order.
    let fields: [String]
    /// What its features are, in GDAL's words: `Line String`, `Point`, `None`.
    let geometryType: String
    /// Whether it may hold lines or areas: layers of mixed or unknown geometry may.
    let mayHoldRoads: Bool
  }

  /// One feature of a layer.
  struct Feature {
    /// The number in the file.
    let id: Int
    /// The values of the fields that were asked for; `nil` where there is none.
    let values: [String?]
    /// Its points, lines and areas.
    let shape: VectorShape
  }

  /// Formats whose files hold everything themselves: others may name addresses in the network.
  private static let formats = [
    "GPKG", "ESRI Shapefile", "GeoJSON", "GeoJSONSeq", "TopoJSON", "FlatGeobuf", "KML", "LIBKML", "MapInfo File",
    "OpenFileGDB", "SQLite", "Parquet", "CSV", "GPX",
  ]

  /// The layers, in the file's order.
  let layers: [Layer]
  private let path: String
  private let dataset: GDALDatasetH

  /// Opens a file.
  init(contentsOf url: URL) throws(RoadError) {
    let path = url.path
    guard FileManager.default.fileExists(atPath: path) else { throw .notFound(path) }
    GDALDrivers.register
    OSRSetPROJEnableNetwork(0)
    let messages = GDALMessages()
    let flags = UInt32(GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR)
    var list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
    for format in Self.formats { unsafe list = CSLAddString(list, format) }
    defer { unsafe CSLDestroy(list) }
    let drivers = unsafe UnsafePointer<UnsafePointer<CChar>?>(OpaquePointer(list))
    let opened = unsafe messages.collecting { unsafe GDALOpenEx(path, flags, drivers, nil, nil) }
    guard let dataset = unsafe opened else { throw .notAVectorFile(path, messages.summary) }
    var layers: [Layer] = []
    for index in 0..<(unsafe GDALDatasetGetLayerCount(dataset)) {
      guard let layer = unsafe GDALDatasetGetLayer(dataset, index) else { continue }
      unsafe layers.append(Self.describe(layer, index: Int(index)))
    }
    self.layers = layers
    self.path = path
    unsafe self.dataset = unsafe dataset
  }

  deinit { _ = unsafe GDALClose(dataset) }

  /// Returns the layer's coordinate system, without heights.
  func reference(of layer: Layer) throws(RoadError) -> SpatialReference {
    guard let handle = unsafe GDALDatasetGetLayer(dataset, Int32(layer.index)),
      let own = unsafe OGR_L_GetSpatialRef(handle), let system = unsafe OSRClone(own)
    else { throw .noCoordinateSystem(path, layer: layer.name, "it names no coordinate system") }
    if unsafe OSRIsCompound(system) != 0 { _ = unsafe OSRStripVertical(system) }
    let reference = unsafe SpatialReference(system, epsg: SpatialReference.registryCode(of: system))
    guard reference.isHorizontal else {
      throw .noCoordinateSystem(path, layer: layer.name, "\(reference.name) is neither geographic nor projected")
    }
    return reference
  }

  /// Calls the closure for each feature of a layer, in the file's order, until it returns false.
  ///
  /// - Parameter fields: the positions of the fields whose values are wanted.
  func forEachFeature(of layer: Layer, fields: [Int], _ body: (Feature) -> Bool) throws(RoadError) {
    guard let handle = unsafe GDALDatasetGetLayer(dataset, Int32(layer.index)) else { return }
    let messages = GDALMessages()
    messages.collecting {
      unsafe OGR_L_ResetReading(handle)
      while let feature = unsafe OGR_L_GetNextFeature(handle) {
        defer { unsafe OGR_F_Destroy(feature) }
        var shape = VectorShape()
        if let geometry = unsafe OGR_F_GetGeometryRef(feature) { unsafe Self.add(geometry, to: &shape, depth: 0) }
        let values = fields.map { field -> String? in
          guard unsafe OGR_F_IsFieldSetAndNotNull(feature, Int32(field)) != 0,
            let text = unsafe OGR_F_GetFieldAsString(feature, Int32(field))
          else { return nil }
          return unsafe String(cString: text)
        }
        let id = unsafe Int(OGR_F_GetFID(feature))
        guard body(Feature(id: id, values: values, shape: shape)) else { return }
      }
    }
    // A file that is cut short ends like a whole one, but not without a word.
    if messages.hasErrors { throw .notAVectorFile(path, messages.summary) }
  }

  private static func describe(_ layer: OGRLayerH, index: Int) -> Layer {
    let name = unsafe OGR_L_GetName(layer).map { unsafe String(cString: $0) } ?? ""
    var fields: [String] = []
    if let definition = unsafe OGR_L_GetLayerDefn(layer) {
      for field in 0..<(unsafe OGR_FD_GetFieldCount(definition)) {
        let name = unsafe OGR_FD_GetFieldDefn(definition, field).flatMap { unsafe OGR_Fld_GetNameRef($0) }
        fields.append(unsafe name.map { unsafe String(cString: $0) } ?? "")
      }
    }
    let type = unsafe OGR_L_GetGeomType(layer)
    let words = unsafe OGRGeometryTypeToName(type).map { unsafe String(cString: $0) } ?? "unknown"
    let without: Set = [wkbNone.rawValue, wkbPoint.rawValue, wkbMultiPoint.rawValue]
    return Layer(
      index: index, name: name, fields: fields, geometryType: words,
      mayHoldRoads: !without.contains(OGR_GT_Flatten(type).rawValue))
  }

  /// Adds the points, lines and areas of a geometry.
  private static func add(_ geometry: OGRGeometryH, to shape: inout VectorShape, depth: Int) {
    let type = unsafe OGR_GT_Flatten(OGR_G_GetGeometryType(geometry))
    switch type {
    case wkbLineString:
      let line = unsafe points(of: geometry)
      if line.count >= 2 { shape.lines.append(line) }
    case wkbPolygon:
      let rings = unsafe (0..<OGR_G_GetGeometryCount(geometry)).map { index in
        unsafe OGR_G_GetGeometryRef(geometry, index).map { unsafe points(of: $0) } ?? []
      }
      if let outer = rings.first, outer.count >= 3 {
        shape.polygons.append([outer] + rings.dropFirst().filter { $0.count >= 3 })
      }
    case wkbMultiPoint, wkbMultiLineString, wkbMultiPolygon, wkbGeometryCollection:
      // A file may nest collections as deep as it likes.
      guard depth < 8 else { return }
      for index in 0..<(unsafe OGR_G_GetGeometryCount(geometry)) {
        if let part = unsafe OGR_G_GetGeometryRef(geometry, index) { unsafe add(part, to: &shape, depth: depth + 1) }
      }
    case wkbPoint: unsafe shape.points += points(of: geometry)
    case wkbNone, wkbUnknown: return
    default:
      // Arcs and surfaces: as straight pieces.
      guard depth < 8, let straight = unsafe OGR_G_GetLinearGeometry(geometry, 0, nil) else { return }
      defer { unsafe OGR_G_DestroyGeometry(straight) }
      guard unsafe OGR_GT_Flatten(OGR_G_GetGeometryType(straight)) != type else { return }
      unsafe add(straight, to: &shape, depth: depth + 1)
    }
  }

  /// Returns the points of a line or ring, each different from the one before, up to the first that is no number.
  private static func points(of geometry: OGRGeometryH) -> [SIMD2<Double>] {
    var list: [SIMD2<Double>] = []
    for index in 0..<(unsafe OGR_G_GetPointCount(geometry)) {
      let point = unsafe SIMD2(OGR_G_GetX(geometry, index), OGR_G_GetY(geometry, index))
      guard point.x.isFinite, point.y.isFinite else { break }
      if point != list.last { list.append(point) }
    }
    return list
  }
}
