/// Why a file cannot serve as a road network, or as another layer of lines and areas.
public enum RoadError: Error, Hashable, Sendable {
  /// The file does not exist.
  case notFound(String)
  /// The file cannot be opened as a map layer; carries the path and the reason.
  case notAVectorFile(String, String)
  /// There is no layer of that name; carries the names that there are.
  case noSuchLayer(String, layer: String, known: [String])
  /// Several layers could be meant; carries their names.
  case severalLayers(String, [String])
  /// The layer holds neither lines nor areas; carries what it holds.
  case noRoads(String, layer: String, found: String)
  /// The layer does not say where on the earth it lies, or in a system without a trustworthy transformation.
  case noCoordinateSystem(String, layer: String, String)
  /// A feature lies where its coordinate system is not defined; carries its number.
  case outsideCoordinateSystem(String, layer: String, feature: Int)
  /// There is no field of that name; carries the names that there are.
  case noSuchField(String, field: String, known: [String])
  /// The layer is larger than any city's.
  case tooLarge(String, layer: String)
}

extension RoadError: CustomStringConvertible {
  /// What is wrong and what to do.
  public var description: String {
    switch self {
    case .notFound(let path): "\(path): no such file; check the path of the map layer (FILE or FILE:LAYER)"
    case .notAVectorFile(let path, let reason):
      "\(path): not a map layer (\(reason)); give a GeoPackage, Shapefile, GeoJSON, FlatGeobuf, KML or MapInfo file"
    case .noSuchLayer(let path, let layer, let known):
      "\(path): there is no layer '\(layer)'; its layers are \(known.joined(separator: ", "))"
    case .severalLayers(let path, let names):
      "\(path): which of its layers is meant? Name it as \(path):\(names.first ?? "LAYER"); its layers are "
        + names.joined(separator: ", ")
    case .noRoads(let path, let layer, let found):
      "\(path): layer '\(layer)' holds \(found); give a layer of centre lines or of areas"
    case .noCoordinateSystem(let path, let layer, let reason):
      "\(path): where layer '\(layer)' lies is not known (\(reason)); give it a coordinate system, for example with "
        + "ogr2ogr -a_srs EPSG:3826 layer.gpkg \(path)"
    case .outsideCoordinateSystem(let path, let layer, let feature):
      "\(path): feature \(feature) of layer '\(layer)' lies outside its own coordinate system; check which one the "
        + "file states, and correct it with ogr2ogr -a_srs"
    case .noSuchField(let path, let field, let known):
      "\(path): there is no field '\(field)'; its fields are \(known.joined(separator: ", "))"
    case .tooLarge(let path, let layer):
      "\(path): layer '\(layer)' is larger than that of a city; cut it to the flights, for example with "
        + "ogr2ogr -spat WEST SOUTH EAST NORTH layer.gpkg \(path)"
    }
  }
}
