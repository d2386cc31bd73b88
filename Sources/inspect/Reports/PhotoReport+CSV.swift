import ImageKit

extension PhotoReport {
  /// The columns of `inspect photos --format csv`, named as the JSON keys.
  static let csvColumns = [
    "file", "status", "make", "model", "captured_at", "latitude", "longitude", "height_m", "height_datum",
    "relative_height_m", "yaw_deg", "pitch_deg", "roll_deg", "width", "height", "focal_px", "gsd_m", "rtk", "blur",
    "exposure", "turned_deg", "pairs", "disagreement_before_m", "disagreement_after_m", "warnings",
    "narrowest_gradable_mm", "standoff_m", "grade_width_mm", "grade_standoff_m", "grades_width",
  ]

  /// The values in the order of the columns; empty where nothing is known.
  var csvFields: [String] {
    func text(_ value: Double?, _ digits: Int) -> String { value == nil ? "" : PhotoTable.number(value, digits) }
    return [
      file, status, make ?? "", model ?? "", capturedAt ?? "", text(latitude, 8), text(longitude, 8),
      text(height?.metres, 3), height?.datum.rawValue ?? "", text(relativeHeight, 3), text(orientation?.yaw, 3),
      text(orientation?.pitch, 3), text(orientation?.roll, 3), width.map(String.init) ?? "",
      rows.map(String.init) ?? "", text(focalLength, 2), text(groundSampleDistance, 6), rtk ?? "", text(blur, 2),
      text(exposure, 3), registration.map { String($0.turn.degrees) } ?? "",
      registration.map { String($0.matchCount) } ?? "", text(registration?.disagreementBefore, 3),
      text(registration?.disagreementAfter, 3), warnings.map(\.code).joined(separator: " "),
      text(narrowestGradable, 3), text(standOff, 3), text(gradeWidth, 3), text(gradeStandOff, 3),
      gradesWidth.map { $0 ? "yes" : "no" } ?? "",
    ]
  }
}
