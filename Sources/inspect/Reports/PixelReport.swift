import Foundation
import ImageKit

/// What `inspect locate` says of one pixel; the JSON keys are the command's contract.
struct PixelReport: Sendable, Encodable {
  /// What is known of a pixel that has a place.
  struct Place: Sendable {
    let point: GroundPoint
    let height: Height?
    let ellipsoidalHeight: Double?
    let plane: (x: Double, y: Double)?
    let wall: WallCoordinates?

    /// How large a pixel is; nil where the focal length is unknown.
    var groundSampleDistance: GroundSampleDistance? {
      let distance = point.groundSampleDistance
      return distance.pixelArea > 0 ? distance : nil
    }
  }

  /// One source of doubt, with what it does to the place.
  struct Contribution: Sendable, Encodable {
    let source: String
    let sigma: Double
    let unit, basis: String
    let metres: Double
  }

  /// Why the place is where it is, on request.
  struct Explanation: Sendable {
    let contributions: [Contribution]
    let sources: [String: String]
  }

  let photo: String
  let pixel: PixelPoint
  /// `ok`, or why there is no place.
  let status: String
  /// The same in words; empty when there is a place.
  let reason: String
  let place: Place?
  /// The direction of the line of sight in degrees, also of one that meets nothing.
  let azimuth, depression: Double?
  /// The reference system of easting and northing: `EPSG:3826`.
  let crs: String?
  let surface, assumption: String?
  let heightAboveGround: HeightAboveGround?
  let warnings: [MetadataWarning]
  let explanation: Explanation?

  private enum Key: String, CodingKey {
    case photo, u, v, status, reason, latitude, longitude
    case height = "height_m"
    case heightDatum = "height_datum"
    case ellipsoidalHeight = "height_ellipsoid_m"
    case easting, northing, crs
    case range = "range_m"
    case groundDistance = "ground_distance_m"
    case azimuth = "azimuth_deg"
    case depression = "depression_deg"
    case gsdU = "gsd_u_m"
    case gsdV = "gsd_v_m"
    case ce50 = "ce50_m"
    case ce90 = "ce90_m"
    case ellipse, surface, assumption
    case heightAboveGround = "height_above_ground_m"
    case heightSource = "height_source"
    case wall, warnings
    case warningDetails = "warning_details"
    case contributions, sources
  }

  private struct Ellipse: Encodable {
    let major_m, minor_m, azimuth_deg: Double
  }

  private struct Wall: Encodable {
    let along_m, up_m: Double
  }

  /// Writes every key, with null where nothing is known; the explanation only where it was asked for.
  func encode(to encoder: any Encoder) throws {
    let point = place?.point
    let accuracy = point?.accuracy
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(photo, forKey: .photo)
    try container.encode(pixel.u, forKey: .u)
    try container.encode(pixel.v, forKey: .v)
    try container.encode(status, forKey: .status)
    try container.encode(reason, forKey: .reason)
    try container.encode(point?.coordinate.latitude, forKey: .latitude)
    try container.encode(point?.coordinate.longitude, forKey: .longitude)
    try container.encode(place?.height?.metres, forKey: .height)
    try container.encode(place?.height?.datum.rawValue, forKey: .heightDatum)
    try container.encode(place?.ellipsoidalHeight, forKey: .ellipsoidalHeight)
    try container.encode(place?.plane?.x, forKey: .easting)
    try container.encode(place?.plane?.y, forKey: .northing)
    try container.encode(place?.plane == nil ? nil : crs, forKey: .crs)
    try container.encode(point?.range, forKey: .range)
    try container.encode(point?.groundDistance, forKey: .groundDistance)
    try container.encode(azimuth, forKey: .azimuth)
    try container.encode(depression, forKey: .depression)
    try container.encode(place?.groundSampleDistance?.perColumn, forKey: .gsdU)
    try container.encode(place?.groundSampleDistance?.perRow, forKey: .gsdV)
    try container.encode(accuracy?.ce50, forKey: .ce50)
    try container.encode(accuracy?.ce90, forKey: .ce90)
    try container.encode(
      accuracy.map { Ellipse(major_m: $0.major, minor_m: $0.minor, azimuth_deg: $0.azimuth) }, forKey: .ellipse)
    try container.encode(surface, forKey: .surface)
    try container.encode(assumption, forKey: .assumption)
    try container.encode(heightAboveGround?.metres, forKey: .heightAboveGround)
    try container.encode(heightAboveGround?.source.rawValue, forKey: .heightSource)
    try container.encode(place?.wall.map { Wall(along_m: $0.along, up_m: $0.up) }, forKey: .wall)
    try container.encode(warnings.map(\.code), forKey: .warnings)
    try container.encode(warnings, forKey: .warningDetails)
    try container.encodeIfPresent(explanation?.contributions, forKey: .contributions)
    try container.encodeIfPresent(explanation?.sources, forKey: .sources)
  }
}
