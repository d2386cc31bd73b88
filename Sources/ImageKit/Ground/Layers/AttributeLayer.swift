import Foundation

/// A map layer of the owner that says something of places: the district around one, the road or lamp next to it.
///
/// ```swift
/// let districts = try AttributeLayer(contentsOf: url, field: "TOWNNAME")
/// districts.value(at: place, within: 0)     // "鹽埕區"
/// ```
///
/// Any format and coordinate system that GDAL reads from one file. A value may be used from several tasks at once.
public struct AttributeLayer: Sendable {
  /// The most points that are read.
  private static let maximumPointCount = 10_000_000
  /// The longest step between points that is taken from a plane map to the earth as one, in metres.
  private static let longestStep = 250.0

  /// One feature, in longitude and latitude.
  private struct Feature: Sendable {
    let value: String
    let shape: VectorShape
    let low, high: SIMD2<Double>
  }

  private let features: [Feature]
  /// Features that say nothing or lie nowhere.
  public let skippedFeatureCount: Int

  /// Reads a layer.
  ///
  /// - Parameters:
  ///   - url: the file.
  ///   - layer: the layer; `nil` when there is only one with the field.
  ///   - field: the field whose contents are wanted, in whatever case.
  /// - Throws: ``RoadError``, with the file and what to do about it.
  public init(contentsOf url: URL, layer: String? = nil, field: String) throws(RoadError) {
    let path = url.path
    let file = try VectorFile(contentsOf: url)
    let (chosen, position) = try Self.field(field, layer: layer, of: file, path: path)
    let reference = try file.reference(of: chosen)
    let transformation: CoordinateTransformation
    do throws(CoordinateSystemError) {
      transformation = try CoordinateTransformation(from: reference, to: SpatialReference(epsg: 4326))
    } catch {
      throw .noCoordinateSystem(path, layer: chosen.name, "no trustworthy way leads from \(reference.name) to WGS 84")
    }
    var features: [Feature] = []
    var skipped = 0
    var pointCount = 0
    var problem: RoadError?
    let step = reference.metresPerUnit.map { Self.longestStep / $0 }
    try file.forEachFeature(of: chosen, fields: [position]) { feature in
      pointCount += feature.shape.pointCount
      guard pointCount <= Self.maximumPointCount else {
        problem = .tooLarge(path, layer: chosen.name)
        return false
      }
      guard let value = RoadFields.name(feature.values[0]), !feature.shape.isEmpty else {
        skipped += 1
        return true
      }
      let dense = step.map { feature.shape.densified(step: $0) } ?? feature.shape
      guard let shape = dense.mapped({ transformation.transform($0) }) else {
        problem = .outsideCoordinateSystem(path, layer: chosen.name, feature: feature.id)
        return false
      }
      var (low, high) = (SIMD2(repeating: Double.infinity), SIMD2(repeating: -Double.infinity))
      for point in shape.points + shape.lines.joined() + shape.polygons.joined().joined() {
        low = pointwiseMin(low, point)
        high = pointwiseMax(high, point)
      }
      features.append(Feature(value: value, shape: shape, low: low, high: high))
      return true
    }
    if let problem { throw problem }
    self.features = features
    skippedFeatureCount = skipped
  }

  /// Returns what the layer says of a place.
  ///
  /// That is the first feature in the file whose area holds the place, else the nearest one within reach.
  ///
  /// - Parameters:
  ///   - place: on WGS 84.
  ///   - reach: metres to the border, line or point; 0 asks for areas that hold the place.
  public func value(at place: HorizontalPosition, within reach: Double) -> String? {
    guard place.latitude.isFinite, place.longitude.isFinite else { return nil }
    let plane = EquirectangularPlane(origin: place)
    let point = SIMD2(place.longitude, place.latitude)
    let margin = SIMD2(
      reach / max(1e-6, plane.metresPerDegree.x), reach / max(1e-6, plane.metresPerDegree.y))
    var best: (distance: Double, value: String)?
    for feature in features {
      guard point.x >= feature.low.x - margin.x, point.x <= feature.high.x + margin.x,
        point.y >= feature.low.y - margin.y, point.y <= feature.high.y + margin.y
      else { continue }
      if feature.shape.polygons.contains(where: { PlaneArea.contains($0, point) }) { return feature.value }
      guard reach > 0 else { continue }
      let distance = feature.shape.distance(fromOriginOf: plane)
      if distance <= reach, distance < best?.distance ?? .infinity { best = (distance, feature.value) }
    }
    return best?.value
  }

  /// Finds the field, and the layer that has it.
  private static func field(
    _ name: String, layer: String?, of file: VectorFile, path: String
  ) throws(RoadError) -> (VectorFile.Layer, Int) {
    var candidates = file.layers
    if let layer {
      candidates = candidates.filter { $0.name == layer }
      guard !candidates.isEmpty else { throw .noSuchLayer(path, layer: layer, known: file.layers.map(\.name)) }
    }
    let found = candidates.compactMap { layer in
      RoadFields.position(of: [name], in: layer.fields).map { (layer, $0) }
    }
    guard let first = found.first else {
      guard !candidates.isEmpty else { throw .notAVectorFile(path, "it has no layer") }
      throw .noSuchField(path, field: name, known: candidates.flatMap(\.fields))
    }
    guard found.count == 1 else { throw .severalLayers(path, found.map(\.0.name)) }
    return first
  }
}

extension VectorShape {
  /// Returns metres from a plane's origin to the nearest point, line or border of a shape in degrees.
  fileprivate func distance(fromOriginOf plane: EquirectangularPlane) -> Double {
    var nearest = Double.infinity
    for line in points.map({ [$0] }) + lines + polygons.joined().map({ $0 + $0.prefix(1) }) {
      guard var start = line.first.map({ plane.point(degrees: $0) }) else { continue }
      nearest = min(nearest, PlaneArea.distance(of: .zero, from: start, start))
      for corner in line.dropFirst() {
        let end = plane.point(degrees: corner)
        nearest = min(nearest, PlaneArea.distance(of: .zero, from: start, end))
        start = end
      }
    }
    return nearest
  }
}
