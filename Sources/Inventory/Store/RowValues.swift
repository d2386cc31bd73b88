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
    if let tree = measures.tree { set(tree) }
    // Other kinds leave it out, so that their rows stay what older versions made of them.
    if let lost = measures.paintLost { set("paint_lost", lost) }
  }

  private mutating func set(_ tree: TreeMeasures) {
    set("decline", tree.decline)
    set("lean", tree.lean?.rawValue)
    set("stem_class", tree.stem?.rawValue)
    set("blocks_carriageway", tree.blocksCarriageway)
    set("blocked_width_m", tree.blockedWidth?.value)
    set("blocked_width_sigma_m", tree.blockedWidth?.sigma)
    set("carriageway_width_m", tree.carriagewayWidth?.value)
    set("carriageway_width_sigma_m", tree.carriagewayWidth?.sigma)
    set("overhang_depth_m", tree.overhangDepth?.value)
    set("overhang_depth_sigma_m", tree.overhangDepth?.sigma)
    set("hazard_target", tree.target?.rawValue)
    set("carriageway_distance_m", tree.carriagewayDistance)
    set("carriageway_area_m2", tree.carriagewayArea)
    set("corridor", tree.corridor)
    set("corridor_distance_m", tree.corridorDistance)
    set("corridor_area_m2", tree.corridorArea)
    set("building_distance_m", tree.buildingDistance)
    // Judged anew at the end of every run: NULL says no more than that it was not found to be likely.
    let season: Bool? = tree.isSeasonLikely ? true : nil
    set("season_likely", season)
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

  /// Writes these values into the rows of a table in which a column says so.
  func update(_ table: String, where column: String, is value: String, in database: Database) throws {
    let places = columns.map { "\($0) = ?" }.joined(separator: ", ")
    try database.cachedStatement(sql: "UPDATE \(table) SET \(places) WHERE \(column) = ?")
      .execute(arguments: StatementArguments(values.map { $0?.databaseValue ?? .null } + [value.databaseValue]))
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
    measures.tree = try tree()
    if has("paint_lost") { measures.paintLost = try optionalNumber("paint_lost").map { min(1, max(0, $0)) } }
    return measures
  }

  /// Reads what the doubt of a place is made of; `nil` when that is not known.
  func placeDoubt() throws(StoreError) -> PlaceDoubt? {
    guard has("place_doubt"), try optionalText("place_doubt") != nil else { return nil }
    let content: PlaceDoubtContent = try json("place_doubt")
    guard let doubt = content.doubt else { throw damaged("place_doubt") }
    return doubt
  }

  /// Reads what is known of a tree; `nil` for all other kinds.
  private func tree() throws(StoreError) -> TreeMeasures? {
    let kind: DamageClass = try choice("class")
    guard kind.isTree else { return nil }
    guard has("season_likely") else { return TreeMeasures() }
    return TreeMeasures(
      decline: try optionalNumber("decline"), lean: try optionalChoice("lean"), stem: try optionalChoice("stem_class"),
      blocksCarriageway: try optionalInteger("blocks_carriageway").map { $0 != 0 },
      blockedWidth: try measure("blocked_width_m", sigma: "blocked_width_sigma_m"),
      carriagewayWidth: try measure("carriageway_width_m", sigma: "carriageway_width_sigma_m"),
      overhangDepth: try measure("overhang_depth_m", sigma: "overhang_depth_sigma_m"),
      target: try optionalChoice("hazard_target"), carriagewayDistance: try optionalNumber("carriageway_distance_m"),
      carriagewayArea: try optionalNumber("carriageway_area_m2"), corridor: try optionalText("corridor"),
      corridorDistance: try optionalNumber("corridor_distance_m"),
      corridorArea: try optionalNumber("corridor_area_m2"), buildingDistance: try optionalNumber("building_distance_m"),
      isSeasonLikely: try optionalInteger("season_likely").map { $0 != 0 } ?? false)
  }

  private func measure(_ column: String, sigma: String) throws(StoreError) -> Measure? {
    guard let value = try optionalNumber(column) else { return nil }
    return Measure(value, sigma: try optionalNumber(sigma))
  }

  func optionalChoice<Choice: RawRepresentable>(_ column: String) throws(StoreError) -> Choice?
  where Choice.RawValue == String {
    guard let text = try optionalText(column) else { return nil }
    guard let choice = Choice(rawValue: text) else { throw damaged(column) }
    return choice
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
