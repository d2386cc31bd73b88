import Foundation

/// Small road layers for tests, in metres about a place on the street of the bundled flight.
public enum RoadFile {
  /// The place of (0, 0): longitude and latitude, in degrees.
  public static let origin = (longitude: 120.3014, latitude: 22.6273)
  /// Degrees a metre of easting and northing there, by the radii of curvature of WGS 84.
  public static let degreesPerMetre = (east: 1 / 102_801.8425, north: 1 / 110_738.8333)

  /// Returns longitude and latitude of metres east and north.
  public static func degrees(_ east: Double, _ north: Double) -> [Double] {
    [origin.longitude + east * degreesPerMetre.east, origin.latitude + north * degreesPerMetre.north]
  }

  /// Returns a GeoJSON feature with properties; points are metres east and north.
  public static func line(_ points: [(Double, Double)], _ properties: [String: Any] = [:]) -> [String: Any] {
    feature("LineString", points.map { degrees($0.0, $0.1) }, properties)
  }

  /// Returns a GeoJSON feature of an area; rings are metres east and north, not closed.
  public static func area(_ rings: [[(Double, Double)]], _ properties: [String: Any] = [:]) -> [String: Any] {
    feature("Polygon", rings.map { ring in (ring + ring.prefix(1)).map { degrees($0.0, $0.1) } }, properties)
  }

  /// Returns a GeoJSON feature.
  public static func feature(_ type: String, _ coordinates: Any, _ properties: [String: Any] = [:]) -> [String: Any] {
    ["type": "Feature", "properties": properties, "geometry": ["type": type, "coordinates": coordinates]]
  }

  /// Writes features as a GeoJSON file; with a code of the EPSG registry their coordinates are in that system.
  public static func write(_ features: [[String: Any]], epsg: Int? = nil, to url: URL) throws {
    var collection: [String: Any] = ["type": "FeatureCollection", "features": features]
    if let epsg { collection["crs"] = ["type": "name", "properties": ["name": "urn:ogc:def:crs:EPSG::\(epsg)"]] }
    try JSONSerialization.data(withJSONObject: collection, options: [.sortedKeys]).write(to: url)
  }
}
