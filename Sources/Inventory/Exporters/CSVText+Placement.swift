import ImageKit

extension CSVText {
  /// Returns the cells that say where a defect lies, by column; none when nobody knows.
  static func cells(of placement: Placement?, plane: (any PlaneCoordinates)?) -> [String: Cell] {
    guard let placement else { return [:] }
    var cells: [String: Cell] = [
      "lon": .number(placement.point.longitude, places: 7), "lat": .number(placement.point.latitude, places: 7),
      "ce90_m": .number(placement.ce90, places: 2),
    ]
    if let plane, let (x, y) = plane.plane(placement.point), x.isFinite, y.isFinite {
      cells["x"] = .number(x, places: 2)
      cells["y"] = .number(y, places: 2)
      cells["crs"] = .text(plane.identifier)
    }
    return cells
  }
}
