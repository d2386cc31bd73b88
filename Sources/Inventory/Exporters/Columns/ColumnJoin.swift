import ImageKit

/// A column that a map layer of the owner fills: the district around a defect, the road next to it.
public struct ColumnJoin: Sendable {
  /// The column that it fills.
  public let column: String
  /// The features and what they say.
  private let layer: AttributeLayer
  /// How far a feature may be from the defect, in metres; 0 asks that its area holds the defect.
  private let reach: Double

  /// Creates a join.
  public init(column: String, layer: AttributeLayer, reach: Double) {
    self.column = column
    self.layer = layer
    self.reach = reach
  }

  /// Returns what the layer says of a place; `nil` where no feature is near enough.
  func value(at place: HorizontalPosition) -> String? { layer.value(at: place, within: reach) }

  /// Returns the column for a field: `district` or `road` where its name says so, else its own name.
  public static func column(for field: String) -> String {
    let name = PlainText.oneLine(field).lowercased()
    if districts.contains(name) { return "district" }
    if roads.contains(name) { return "road" }
    return PlainText.oneLine(field)
  }

  private static let districts: Set = [
    "district", "town", "townname", "town_name", "行政區", "鄉鎮市區", "鄉鎮市區名稱", "區名",
  ]
  private static let roads: Set = ["road", "roadname", "road_name", "street", "路名", "道路名稱", "路段名稱"]
}
