internal import CGDAL
import Foundation

/// Encodes map layers through GDAL's drivers, in memory.
package enum VectorEncoder {
  /// Why a layer cannot be encoded: the library's words.
  package struct Failure: Error, Sendable {
    package let reason: String
  }

  /// Returns the files of a layer by name: one, or what belongs to a Shapefile.
  ///
  /// The same layer gives the same bytes with the same version of the library. Text is cut at a NUL.
  package static func files(
    of layer: VectorLayer, as format: VectorFormat
  ) throws(Failure) -> [(name: String, bytes: [UInt8])] {
    GDALDrivers.register
    OSRSetPROJEnableNetwork(0)
    // A name of its own for each call; it does not get into the file.
    let folder = "/vsimem/inspect-\(UUID().uuidString)"
    defer { _ = unsafe VSIRmdirRecursive(folder) }
    _ = unsafe VSIMkdir(folder, 0o700)
    let path = "\(folder)/\(layer.name).\(format.fileExtension)"
    let messages = GDALMessages()
    let isWritten = messages.collecting { write(layer, as: format, to: path) }
    guard isWritten, !messages.hasErrors else { throw Failure(reason: messages.summary) }
    var files: [(name: String, bytes: [UInt8])] = []
    for name in names(in: folder) { files.append((name, contents(of: "\(folder)/\(name)"))) }
    guard files.contains(where: { !$0.bytes.isEmpty }) else { throw Failure(reason: "nothing was written") }
    return files
  }

  private static func write(_ layer: VectorLayer, as format: VectorFormat, to path: String) -> Bool {
    guard let driver = unsafe GDALGetDriverByName(format.driver),
      let dataset = unsafe GDALCreate(driver, path, 0, 0, 0, GDT_Unknown, nil),
      let reference = try? SpatialReference(epsg: layer.epsg)
    else { return false }
    // Some formats write their last part now, and tell of it by messages only.
    defer { _ = unsafe GDALClose(dataset) }
    var options: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
    for option in format.layerOptions { unsafe options = CSLAddString(options, option) }
    defer { unsafe CSLDestroy(options) }
    guard
      let target = unsafe GDALDatasetCreateLayer(
        dataset, layer.name, reference.handle, type(of: layer), options)
    else { return false }
    if format != .drawing {
      for field in layer.fields { guard unsafe create(field, in: target) else { return false } }
    }
    guard let definition = unsafe OGR_L_GetLayerDefn(target) else { return false }
    for feature in layer.features {
      guard let item = unsafe OGR_F_Create(definition) else { return false }
      defer { unsafe OGR_F_Destroy(item) }
      var geometry: OGRGeometryH?
      let status = unsafe OGR_G_CreateFromWkb(feature.wkb, nil, &geometry, Int32(clamping: feature.wkb.count))
      guard status == OGRERR_NONE, let geometry = unsafe geometry else { return false }
      guard unsafe OGR_F_SetGeometryDirectly(item, geometry) == OGRERR_NONE else { return false }
      for (field, value) in zip(layer.fields, feature.values) {
        let index = unsafe OGR_F_GetFieldIndex(item, field.name)
        guard index >= 0 else { return false }
        switch value {
        case .none: break
        case .text(let text): unsafe OGR_F_SetFieldString(item, index, text)
        case .integer(let number): unsafe OGR_F_SetFieldInteger64(item, index, Int64(number))
        case .real(let number): unsafe OGR_F_SetFieldDouble(item, index, number)
        }
      }
      if let style = feature.style { unsafe OGR_F_SetStyleString(item, style) }
      guard unsafe OGR_L_CreateFeature(target, item) == OGRERR_NONE else { return false }
    }
    return true
  }

  private static func type(of layer: VectorLayer) -> OGRwkbGeometryType {
    switch layer.geometryType {
    case .point: wkbPoint
    case .lines: wkbMultiLineString
    case .polygons: wkbMultiPolygon
    case .mixed: wkbUnknown
    }
  }

  private static func create(_ field: VectorLayer.Field, in layer: OGRLayerH) -> Bool {
    let type: OGRFieldType =
      switch field.type {
      case .text: OFTString
      case .integer: OFTInteger
      case .real: OFTReal
      }
    guard let definition = unsafe OGR_Fld_Create(field.name, type) else { return false }
    defer { unsafe OGR_Fld_Destroy(definition) }
    switch field.type {
    case .text(let width): unsafe OGR_Fld_SetWidth(definition, Int32(clamping: width))
    case .integer: break
    case .real(let width, let places):
      unsafe OGR_Fld_SetWidth(definition, Int32(clamping: width))
      unsafe OGR_Fld_SetPrecision(definition, Int32(clamping: places))
    }
    // 0: a name that has to be changed to fit is an error.
    return unsafe OGR_L_CreateField(layer, definition, 0) == OGRERR_NONE
  }

  private static func names(in folder: String) -> [String] {
    guard let list = unsafe VSIReadDir(folder) else { return [] }
    defer { unsafe CSLDestroy(list) }
    var names: [String] = []
    var index = 0
    while let name = unsafe list[index] {
      unsafe names.append(String(cString: name))
      index += 1
    }
    return names.filter { $0 != "." && $0 != ".." }.sorted()
  }

  private static func contents(of path: String) -> [UInt8] {
    var count: vsi_l_offset = 0
    guard let memory = unsafe VSIGetMemFileBuffer(path, &count, 0) else { return [] }
    return unsafe Array(UnsafeBufferPointer(start: memory, count: Int(count)))
  }
}
