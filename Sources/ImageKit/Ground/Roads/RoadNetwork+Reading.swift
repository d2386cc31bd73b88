import Foundation

extension RoadNetwork {
  /// The width of a road that nobody states, in metres.
  public static let defaultWidth = 12.0
  /// The most points of a layer that are read.
  static let maximumPointCount = 10_000_000
  /// The longest step between points that is taken from a plane map to the earth as one, in metres.
  private static let longestStep = 250.0

  /// Reads a layer of centre lines or road areas: any format and coordinate system that GDAL reads from one file.
  ///
  /// Sections are named by a field, by their number in the file where it is empty. Sections that share a name get a number
  /// each, as `中山路#2`, in the file's order. The parts of a line of several follow each other without a gap in the chainage.
  ///
  /// - Parameters:
  ///   - url: the file.
  ///   - layer: the layer; `nil` when there is only one that may hold roads.
  ///   - idField: the field that names the sections; `nil` takes the first of the usual names.
  ///   - width: the full width of every road in metres, for centre lines; `nil` takes a field `width`, `road_width` or `路寬`
  ///     where there is one, else the default.
  ///   - defaultWidth: the full width in metres of centre lines whose width nobody states.
  /// - Throws: ``RoadError``, with the file and what to do about it.
  public init(
    contentsOf url: URL, layer: String? = nil, idField: String? = nil, width: Double? = nil,
    defaultWidth: Double = RoadNetwork.defaultWidth
  ) throws(RoadError) {
    let path = url.path
    let file = try VectorFile(contentsOf: url)
    let chosen = try Self.layer(named: layer, of: file, path: path)
    var idPosition = RoadFields.position(of: RoadFields.names, in: chosen.fields)
    if let idField {
      idPosition = RoadFields.position(of: [idField], in: chosen.fields)
      if idPosition == nil { throw .noSuchField(path, field: idField, known: chosen.fields) }
    }
    let widthPosition = width == nil ? RoadFields.position(of: RoadFields.widths, in: chosen.fields) : nil
    let reference = try file.reference(of: chosen)
    let transformation: CoordinateTransformation
    do throws(CoordinateSystemError) {
      transformation = try CoordinateTransformation(from: reference, to: SpatialReference(epsg: 4326))
    } catch {
      throw .noCoordinateSystem(
        path, layer: chosen.name, "no trustworthy way leads from \(reference.name) to WGS 84")
    }

    var parts = RoadParts()
    var pointCount = 0
    var problem: RoadError?
    let step = reference.metresPerUnit.map { Self.longestStep / $0 }
    try file.forEachFeature(of: chosen, fields: [idPosition, widthPosition].compactMap { $0 }) { feature in
      pointCount += feature.shape.pointCount
      guard pointCount <= Self.maximumPointCount else {
        problem = .tooLarge(path, layer: chosen.name)
        return false
      }
      // Straight on a plane map is not quite straight in longitude and latitude: 0.8 m in 10 km.
      let dense = step.map { feature.shape.densified(step: $0) } ?? feature.shape
      guard let shape = dense.mapped({ transformation.transform($0) }), shape.isOnEarth else {
        problem = .outsideCoordinateSystem(path, layer: chosen.name, feature: feature.id)
        return false
      }
      parts.add(
        shape, name: RoadFields.name(idPosition.flatMap { _ in feature.values[0] }) ?? "\(feature.id)",
        width: width ?? RoadFields.width(widthPosition.flatMap { _ in feature.values.last ?? nil }) ?? defaultWidth)
      return true
    }
    if let problem { throw problem }
    guard !parts.sections.isEmpty else {
      throw .noRoads(
        path, layer: chosen.name, found: parts.skipped == 0 ? "nothing" : "points or nothing that has a length")
    }
    guard let network = parts.network() else { throw .tooLarge(path, layer: chosen.name) }
    self = network
  }

  private static func layer(
    named name: String?, of file: VectorFile, path: String
  ) throws(RoadError) -> VectorFile.Layer {
    if let name {
      guard let layer = file.layers.first(where: { $0.name == name }) else {
        throw .noSuchLayer(path, layer: name, known: file.layers.map(\.name))
      }
      guard layer.mayHoldRoads else { throw .noRoads(path, layer: name, found: layer.geometryType) }
      return layer
    }
    let possible = file.layers.filter(\.mayHoldRoads)
    guard let layer = possible.first else {
      guard let other = file.layers.first else { throw .notAVectorFile(path, "it has no layer") }
      throw .noRoads(path, layer: other.name, found: other.geometryType)
    }
    guard possible.count == 1 else { throw .severalLayers(path, possible.map(\.name)) }
    return layer
  }
}

extension VectorShape {
  /// Whether all points are longitudes and latitudes.
  fileprivate var isOnEarth: Bool {
    (lines + polygons.flatMap { $0 }).allSatisfy { $0.allSatisfy { abs($0.x) <= 360 && abs($0.y) <= 90 } }
  }
}
