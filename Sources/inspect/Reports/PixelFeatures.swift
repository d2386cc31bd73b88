import ImageKit

/// The reports of some pixels as GeoJSON (RFC 7946): a point a pixel, without geometry where there is no place.
struct PixelFeatures: Encodable {
  struct Feature: Encodable {
    let report: PixelReport

    private enum Key: String, CodingKey { case type, id, geometry, properties }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      try container.encode("Feature", forKey: .type)
      try container.encode("\(report.photo)#\(report.pixel.u),\(report.pixel.v)", forKey: .id)
      try container.encode(report.place.map(Point.init), forKey: .geometry)
      try container.encode(report, forKey: .properties)
    }
  }

  private struct Point: Encodable {
    let type = "Point"
    let coordinates: [Double]

    private enum CodingKeys: String, CodingKey { case type, coordinates }

    /// Longitude, latitude, and the height above the ellipsoid where that is known: GeoJSON has no other.
    init(_ place: PixelReport.Place) {
      let coordinate = place.point.coordinate
      coordinates = [coordinate.longitude, coordinate.latitude] + (place.ellipsoidalHeight.map { [$0] } ?? [])
    }
  }

  let features: [Feature]

  private enum Key: String, CodingKey { case type, features }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode("FeatureCollection", forKey: .type)
    try container.encode(features, forKey: .features)
  }
}
