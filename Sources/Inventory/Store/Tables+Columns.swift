/// Columns that several tables share, and those that came with later inventories.
extension Tables {
  static let photoKey: [Table.Column] = [
    .init("flight", "TEXT NOT NULL", "Flight"), .init("photo", "TEXT NOT NULL", "Photo"),
  ]

  static let defectPart: [Table.Column] = [
    .init("defect_uid", "TEXT(36) NOT NULL", "Defect"), .init("class", "TEXT NOT NULL", "Kind", values: "class"),
    .init("class_label", "TEXT NOT NULL", "Kind, in words"),
    .init("severity", "TEXT NOT NULL", "Severity", values: "severity"),
  ]

  static let measures: [Table.Column] = [
    .init("length_m", "DOUBLE", "Length, m"), .init("length_sigma_m", "DOUBLE", "Length, standard deviation, m"),
    .init("width_mm", "DOUBLE", "Width, median, mm"), .init("width_p95_mm", "DOUBLE", "Width, 95th percentile, mm"),
    .init("width_low_mm", "DOUBLE", "Width, lower end of the 90 % interval, mm"),
    .init("width_high_mm", "DOUBLE", "Width, upper end of the 90 % interval, mm"),
    .init("width_min_gradable_mm", "DOUBLE", "Smallest width that is resolved: one pixel across, mm"),
    .init("area_m2", "DOUBLE", "Area, m2"), .init("area_sigma_m2", "DOUBLE", "Area, standard deviation, m2"),
    .init("orientation_deg", "DOUBLE", "Direction, degrees clockwise from true north"),
    .init("pattern", "TEXT", "How its lines hang together", values: "pattern"),
    .init("angle_to_road_deg", "DOUBLE", "Angle to the road, degrees: 0 along it, 90 across"),
    .init("diameter_mm", "DOUBLE", "Diameter of a circle of the same area, mm"),
    .init("diameter_sigma_mm", "DOUBLE", "Diameter, standard deviation, mm"),
  ]

  /// The columns that only trees fill.
  static let trees: [Table.Column] = [
    .init("decline", "DOUBLE", "Part of the crown that is brown, bare or dead, 0 to 1"),
    .init("lean", "TEXT", "Whether the tree leans", values: "lean"),
    .init("stem_class", "TEXT", "Diameter of the stem, mm", values: "stem_class"),
    .init("blocks_carriageway", "BOOLEAN", "Whether it lies on the carriageway"),
    .init("blocked_width_m", "DOUBLE", "Blocked width of the carriageway, m"),
    .init("blocked_width_sigma_m", "DOUBLE", "Blocked width, standard deviation, m"),
    .init("carriageway_width_m", "DOUBLE", "Width of the carriageway there, m"),
    .init("carriageway_width_sigma_m", "DOUBLE", "Width of the carriageway, standard deviation, m"),
    .init("overhang_depth_m", "DOUBLE", "How far canopy reaches in over the pavement, m"),
    .init("overhang_depth_sigma_m", "DOUBLE", "Overhang, standard deviation, m"),
    .init("hazard_target", "TEXT", "What it could fall on, or has", values: "hazard_target"),
    .init("carriageway_distance_m", "DOUBLE", "Distance to the nearest pavement or road, m"),
    .init("carriageway_area_m2", "DOUBLE", "Area on or over the carriageway, m2"),
    .init("corridor", "TEXT", "Nearest corridor"),
    .init("corridor_distance_m", "DOUBLE", "Distance to the nearest corridor, m"),
    .init("corridor_area_m2", "DOUBLE", "Area in corridors, m2"),
    .init("building_distance_m", "DOUBLE", "Distance to the nearest building, m"),
    .init("season_likely", "BOOLEAN", "Whether the season explains that it is bare"),
  ]

  /// The column that only markings fill.
  static let markings: [Table.Column] = [
    .init("paint_lost", "DOUBLE", "Part of the marking's area that lost its paint, 0 to 1")
  ]

  static let road: [Table.Column] = [
    .init("road_section", "TEXT", "Section of the road network"),
    .init("chainage_m", "DOUBLE", "Chainage from the start of the section, m"),
    .init("road_side", "TEXT", "Side of the road, looking along its axis", values: "road_side"),
    .init("road_distance_m", "DOUBLE", "Distance from the axis of the road, m"),
  ]

  static let placement: [Table.Column] = [
    .init("longitude", "DOUBLE", "Longitude, degrees"), .init("latitude", "DOUBLE", "Latitude, degrees"),
    .init("ce90_m", "DOUBLE", "Circular error, 90 %, m"),
    .init("semi_major_m", "DOUBLE", "Standard error ellipse, half the long axis, m"),
    .init("semi_minor_m", "DOUBLE", "Standard error ellipse, half the short axis, m"),
    .init("ellipse_azimuth_deg", "DOUBLE", "Standard error ellipse, direction of the long axis, degrees"),
    .init("gsd_m", "DOUBLE", "Ground sample distance, m"),
    .init("position_method", "TEXT", "How the place was found"),
  ]

  /// What a decision says beyond its status; all empty in decisions of older inventories.
  static let decision: [Table.Column] = [
    .init("reason", "TEXT", "Why it is no damage", values: "review_reason"),
    .init("class", "TEXT", "Kind that a person gave it", values: "class"),
    .init("severity", "TEXT", "Severity that a person gave it", values: "severity"),
    .init("previous_status", "TEXT", "Review status before", values: "status"),
    .init("previous_class", "TEXT", "Kind before", values: "class"),
    .init("previous_severity", "TEXT", "Severity before", values: "severity"),
    .init("chain", "TEXT(64)", "SHA-256 of this decision and all before it"),
  ]

  /// What the detector and the rules said of a defect that a person corrected; empty for all others.
  static let detected: [Table.Column] = [
    .init("detected_class", "TEXT", "Kind by the detector, where a person gave another", values: "class"),
    .init("detected_severity", "TEXT", "Severity by the rules, where a person gave another", values: "severity"),
    .init("detected_severity_rule", "TEXT", "Rule of that severity"),
    .init("detected_severity_reason", "TEXT", "Reason of that severity"),
  ]
}
