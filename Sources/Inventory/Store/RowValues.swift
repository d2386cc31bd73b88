import Detectors
import Foundation
import GRDB
import ImageKit

/// The values of a new row by column, in the order in which they were added.
struct RowValues {
  private(set) var columns: [String] = []
  private(set) var values: [(any DatabaseValueConvertible)?] = []

  init() {}

  /// Adds one value.
  ///
  /// A number that is not finite is stored as NULL: SQLite has no such numbers.
  mutating func set(_ column: String, _ value: (any DatabaseValueConvertible)?) {
    columns.append(column)
    if let number = value as? Double, !number.isFinite {
      values.append(nil)
    } else {
      values.append(value)
    }
  }

  /// Adds a geometry, or NULL when it has no points.
  mutating func set(_ column: String, _ geometry: GeoPackageGeometry?) {
    set(column, geometry?.blob.map { Data($0) })
  }

  mutating func set(_ key: PhotoKey) {
    set("flight", key.flight)
    set("photo", key.name)
  }

  mutating func set(_ measures: Measures) {
    set("length_m", measures.length?.value)
    set("length_sigma_m", measures.length?.sigma)
    set("width_mm", measures.width?.median)
    set("width_p95_mm", measures.width?.p95)
    set("width_low_mm", measures.width?.low)
    set("width_high_mm", measures.width?.high)
    set("width_min_gradable_mm", measures.width?.minimumGradable)
    set("area_m2", measures.area?.value)
    set("area_sigma_m2", measures.area?.sigma)
    set("orientation_deg", measures.orientation)
    set("pattern", measures.pattern?.rawValue)
    set("angle_to_road_deg", measures.angleToRoad)
    set("diameter_mm", measures.diameter?.value)
    set("diameter_sigma_mm", measures.diameter?.sigma)
  }

  mutating func set(_ road: RoadPosition?) {
    set("road_section", road?.section)
    set("chainage_m", road?.chainage)
    set("road_side", road?.side.rawValue)
    set("road_distance_m", road?.distance)
  }

  mutating func set(_ placement: Placement?) {
    set("longitude", placement?.point.longitude)
    set("latitude", placement?.point.latitude)
    set("ce90_m", placement?.ce90)
    set("semi_major_m", placement?.semiMajor)
    set("semi_minor_m", placement?.semiMinor)
    set("ellipse_azimuth_deg", placement?.azimuth)
    set("gsd_m", placement?.groundSampleDistance)
    set("position_method", placement?.method)
  }

  /// The SHA-256 of columns and values.
  var digest: String {
    var bytes: [UInt8] = []
    for (column, value) in zip(columns, values) {
      bytes += Array(column.utf8) + [0]
      switch value?.databaseValue.storage ?? .null {
      case .null: bytes.append(0)
      case .int64(let number): bytes += Array("i\(number)".utf8)
      case .double(let number): bytes += Array("d\(number)".utf8)
      case .string(let text): bytes += Array("s\(text.utf8.count) \(text)".utf8)
      case .blob(let data): bytes += Array("b\(data.count) ".utf8) + Array(data)
      }
    }
    return FileDigest.sha256(bytes)
  }

  /// Inserts the row.
  func insert(into table: String, of database: Database) throws {
    let places = Array(repeating: "?", count: columns.count).joined(separator: ", ")
    try database.cachedStatement(sql: "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(places))")
      .execute(arguments: StatementArguments(values.map { $0?.databaseValue ?? .null }))
  }
}

extension RowReader {
  /// Reads the columns of the sizes.
  func measures() throws(StoreError) -> Measures {
    var measures = Measures(orientation: try optionalNumber("orientation_deg"))
    if has("pattern") { measures.pattern = try optionalText("pattern").flatMap(CrackPattern.init) }
    if has("angle_to_road_deg") {
      measures.angleToRoad = try optionalNumber("angle_to_road_deg")
      if let diameter = try optionalNumber("diameter_mm") {
        measures.diameter = Measure(diameter, sigma: try optionalNumber("diameter_sigma_mm"))
      }
    }
    if let length = try optionalNumber("length_m") {
      measures.length = Measure(length, sigma: try optionalNumber("length_sigma_m"))
    }
    if let area = try optionalNumber("area_m2") {
      measures.area = Measure(area, sigma: try optionalNumber("area_sigma_m2"))
    }
    if let median = try optionalNumber("width_mm") {
      measures.width = WidthMeasure(
        median: median, p95: try number("width_p95_mm"), low: try number("width_low_mm"),
        high: try number("width_high_mm"), minimumGradable: try number("width_min_gradable_mm"))
    }
    return measures
  }

  /// Reads what the doubt of a place is made of; `nil` when that is not known.
  func placeDoubt() throws(StoreError) -> PlaceDoubt? {
    guard has("place_doubt"), try optionalText("place_doubt") != nil else { return nil }
    let content: PlaceDoubtContent = try json("place_doubt")
    guard let doubt = content.doubt else { throw damaged("place_doubt") }
    return doubt
  }

  /// Reads the columns of the road; `nil` when there is none.
  func road() throws(StoreError) -> RoadPosition? {
    guard has("road_section"), let section = try optionalText("road_section") else { return nil }
    return RoadPosition(
      section: section, chainage: try number("chainage_m"), side: try choice("road_side"),
      distance: try number("road_distance_m"))
  }

  /// Reads the columns of the place; `nil` when there is none.
  func placement(
    outline: [GroundPolygon], lines: [[HorizontalPosition]]
  ) throws(StoreError) -> Placement? {
    guard let longitude = try optionalNumber("longitude"), let latitude = try optionalNumber("latitude") else {
      return nil
    }
    return Placement(
      point: HorizontalPosition(latitude: latitude, longitude: longitude), method: try text("position_method"),
      outline: outline, lines: lines, ce90: try optionalNumber("ce90_m"), semiMajor: try optionalNumber("semi_major_m"),
      semiMinor: try optionalNumber("semi_minor_m"), azimuth: try optionalNumber("ellipse_azimuth_deg"),
      groundSampleDistance: try optionalNumber("gsd_m"))
  }
}
