/// The tables of an inventory.
enum Tables {
  /// All of them, in the order in which they are created and listed.
  static let all: [Table] = [
    photos, footprints, pavement, defects, defectOutlines, defectLines, detections, merges, defectAliases, flights,
    registrations,
    skippedPhotos, runs, models, reviews, state,
  ]

  static let photos = Table(
    name: "photos", content: .features(geometryType: "POINT", hasHeight: true),
    description: "Where each photo was taken from",
    columns: photoKey + [
      .init("sha256", "TEXT(64) NOT NULL", "SHA-256 of the file"),
      .init("byte_count", "INTEGER NOT NULL", "File size, bytes"),
      .init("modified", "DOUBLE NOT NULL", "File modified, seconds since 1970 UTC"),
      .init("width", "INTEGER NOT NULL", "Image width, pixels"),
      .init("height", "INTEGER NOT NULL", "Image height, pixels"),
      .init("make", "TEXT", "Maker"), .init("model", "TEXT", "Camera model"),
      .init("captured_at", "DATETIME", "Taken at, UTC"),
      .init("captured_local", "TEXT", "Taken at, the camera's clock"),
      .init("captured_utc", "DOUBLE", "Taken at, seconds since 1970 UTC"),
      .init("latitude", "DOUBLE", "Latitude of the camera, degrees"),
      .init("longitude", "DOUBLE", "Longitude of the camera, degrees"),
      .init("height_m", "DOUBLE", "Height of the camera, m"),
      .init("height_datum", "TEXT", "What the height is above"),
      .init("relative_height_m", "DOUBLE", "Height above take-off, m"),
      .init("yaw_deg", "DOUBLE", "Yaw, degrees clockwise from true north"),
      .init("pitch_deg", "DOUBLE", "Pitch, degrees; -90 looks straight down"),
      .init("roll_deg", "DOUBLE", "Roll, degrees"),
      .init("focal_px", "DOUBLE", "Focal length, pixels"),
      .init("gsd_m", "DOUBLE", "Ground sample distance, m"),
      .init("blur", "DOUBLE", "Blur"), .init("exposure", "DOUBLE", "Exposure"),
      .init("georeference", "TEXT NOT NULL", "How far it is tied to the ground", values: "georeference"),
      .init("ce90_m", "DOUBLE", "Circular error of places, 90 %, m"),
      .init("doubts", "TEXT NOT NULL", "What is doubtful, JSON"),
      .init("fingerprint", "TEXT NOT NULL", "What the results depend on besides the file"),
    ],
    constraints: ["UNIQUE (flight, photo)"], indexes: [["sha256"]])

  static let footprints = Table(
    name: "footprints", content: .features(geometryType: "POLYGON", hasHeight: false),
    description: "What each photo covers on the ground",
    columns: photoKey + [.init("gsd_m", "DOUBLE", "Ground sample distance, m")],
    constraints: ["UNIQUE (flight, photo)"])

  static let pavement = Table(
    name: "pavement", content: .features(geometryType: "MULTIPOLYGON", hasHeight: false),
    description: "The pavement that each photo shows",
    columns: photoKey + [
      .init("detector", "TEXT NOT NULL", "Detector"),
      .init("detector_version", "INTEGER NOT NULL", "Version of the detector"),
      .init("area_m2", "DOUBLE NOT NULL", "Area, m2"),
      .init("axis_azimuth_deg", "DOUBLE", "Direction of the road, degrees clockwise from true north, 0 to 180"),
      .init("axis_certainty", "DOUBLE NOT NULL", "How sure the direction is, 0 to 1"),
    ],
    constraints: ["UNIQUE (flight, photo)"])

  static let defects = Table(
    name: "defects", content: .features(geometryType: "POINT", hasHeight: false),
    description: "Defects, one place each",
    columns: [
      .init("uid", "TEXT(36) NOT NULL UNIQUE", "Defect"),
      .init("class", "TEXT NOT NULL", "Kind", values: "class"),
      .init("class_label", "TEXT NOT NULL", "Kind, in words"),
      .init("status", "TEXT NOT NULL", "Review status", values: "status"),
      .init("severity", "TEXT NOT NULL", "Severity", values: "severity"),
      .init("severity_label", "TEXT NOT NULL", "Severity, in words"),
      .init("severity_rule", "TEXT NOT NULL", "Rule of the severity"),
      .init("severity_reason", "TEXT NOT NULL", "Reason of the severity"),
      .init("priority", "INTEGER", "Priority, 1 is first"),
      .init("suggested_action", "TEXT NOT NULL", "Suggested action"),
      .init("confidence", "DOUBLE NOT NULL", "Confidence, 0 to 1"),
    ] + measures + trees + markings + placement + road + [
      .init("n_photos", "INTEGER NOT NULL", "Photos that show it"),
      .init("flight", "TEXT NOT NULL", "Flight"),
      .init("best_photo", "TEXT NOT NULL", "Photo that shows it best"),
      .init("first_seen", "TEXT", "First seen"), .init("last_seen", "TEXT", "Last seen"),
      .init("detector", "TEXT NOT NULL", "Found by"),
      .init("n_photos_expected", "INTEGER", "Photos that should show it"),
      .init("spread_chi2", "DOUBLE", "Spread of the places of its photos, chi squared"),
      .init("spread_dof", "INTEGER", "Spread of the places of its photos, degrees of freedom"),
      .init("computed", "TEXT(64)", "SHA-256 of what the tool wrote into this row"),
    ] + detected,
    indexes: [["flight", "best_photo"]])

  static let defectOutlines = Table(
    name: "defect_outlines", content: .features(geometryType: "MULTIPOLYGON", hasHeight: false),
    description: "The outline of each defect on the ground", columns: defectPart, indexes: [["defect_uid"]])

  static let defectLines = Table(
    name: "defect_lines", content: .features(geometryType: "MULTILINESTRING", hasHeight: false),
    description: "The centre lines of each defect on the ground", columns: defectPart, indexes: [["defect_uid"]])

  static let detections = Table(
    name: "detections", content: .features(geometryType: "MULTIPOLYGON", hasHeight: false),
    description: "What each photo shows, on the ground where it could be placed and in pixels",
    columns: [
      .init("uid", "TEXT(36) NOT NULL UNIQUE", "Detection"), .init("defect_uid", "TEXT(36)", "Defect"),
    ] + photoKey + [
      .init("detector", "TEXT NOT NULL", "Detector"),
      .init("detector_version", "INTEGER NOT NULL", "Version of the detector"),
      .init("class", "TEXT NOT NULL", "Kind", values: "class"),
      .init("confidence", "DOUBLE NOT NULL", "Confidence, 0 to 1"),
      .init("mask_area_px", "INTEGER NOT NULL", "Pixels of the damage"),
      .init("pixel_outline", "TEXT NOT NULL", "Rings in pixels of the photo, JSON"),
      .init("pixel_lines", "TEXT NOT NULL", "Centre lines in pixels of the photo, JSON"),
      .init("ground_lines", "TEXT NOT NULL", "Centre lines in longitude and latitude, JSON"),
    ] + measures + trees + markings + placement + road + [
      .init("place_doubt", "TEXT", "What the doubt of the place is made of, JSON")
    ],
    indexes: [["flight", "photo"], ["defect_uid"]])

  /// What photos said of parts that became one defect.
  static let whole: [Table.Column] = [
    .init("whole_uid", "TEXT(36)", "Detection that shows as one what other photos show in parts"),
    .init("n_photos_whole", "INTEGER", "Photos that show the parts as one"),
    .init("n_photos_apart", "INTEGER", "Photos that see the parts as well and show them apart"),
  ]

  static let merges = Table(
    name: "merges", content: .attributes, description: "Why detections of several photos are one defect",
    columns: [
      .init("defect_uid", "TEXT(36) NOT NULL", "Defect"),
      .init("first_uid", "TEXT(36) NOT NULL", "Earlier detection"),
      .init("second_uid", "TEXT(36) NOT NULL", "Later detection"),
      .init("squared_distance", "DOUBLE", "Distance of their places in standard deviations, squared"),
      .init("offset_m", "DOUBLE", "How far the one was moved onto the other, m"),
      .init("overlap", "DOUBLE", "Part of the smaller that lies on the other, 0 to 1"),
      .init("size_ratio", "DOUBLE", "The larger size over the smaller one"),
      .init("registered", "INTEGER NOT NULL", "Whether both photos were compared with their neighbours, 0 or 1"),
      .init("weight", "DOUBLE NOT NULL", "Logarithm of how much likelier one defect is than two"),
    ] + whole,
    indexes: [["defect_uid"]])

  static let defectAliases = Table(
    name: "defect_aliases", content: .attributes,
    description: "Defects that somebody decided about under a name that they have no more",
    columns: [
      .init("uid", "TEXT(36) NOT NULL UNIQUE", "Name in the reviews"),
      .init("defect_uid", "TEXT(36) NOT NULL", "Defect"),
    ])

  static let flights = Table(
    name: "flights", content: .attributes, description: "Folders of photos that were inspected",
    columns: [.init("name", "TEXT NOT NULL UNIQUE", "Flight"), .init("folder", "TEXT NOT NULL", "Folder")])

  static let registrations = Table(
    name: "registrations", content: .attributes, description: "How the photos of each flight fit together",
    columns: [
      .init("flight", "TEXT NOT NULL UNIQUE", "Flight"),
      .init("key", "TEXT(64) NOT NULL", "What it depends on"),
      .init("matches", "INTEGER NOT NULL", "Pairs of photos that were compared"),
      .init("turned_photos", "INTEGER NOT NULL", "Photos whose pixels had been turned"),
      .init("median_before_m", "DOUBLE", "Disagreement of pairs as tagged, median, m"),
      .init("median_turned_m", "DOUBLE", "Disagreement with turned photos turned back, median, m"),
      .init("median_after_m", "DOUBLE", "Disagreement with corrected poses, median, m"),
      .init("content", "TEXT NOT NULL", "Corrections of each photo, JSON"),
    ])

  static let skippedPhotos = Table(
    name: "skipped_photos", content: .attributes, description: "Files that could not be used",
    columns: photoKey + [
      .init("code", "TEXT NOT NULL", "Reason"), .init("detail", "TEXT NOT NULL", "Reason, in words"),
      .init("byte_count", "INTEGER NOT NULL", "File size, bytes"),
      .init("modified", "DOUBLE NOT NULL", "File modified, seconds since 1970 UTC"),
      .init("fingerprint", "TEXT NOT NULL", "What the refusal depends on besides the file"),
    ],
    constraints: ["UNIQUE (flight, photo)"])

  static let runs = Table(
    name: "runs", content: .attributes, description: "Runs that wrote this inventory",
    columns: [
      .init("started_at", "DATETIME", "Started, UTC"), .init("started", "DOUBLE", "Started, seconds since 1970 UTC"),
      .init("ended_at", "DATETIME", "Ended, UTC; empty when it was stopped"),
      .init("ended", "DOUBLE", "Ended, seconds since 1970 UTC"),
      .init("tool_version", "TEXT NOT NULL", "Version of the tool"),
      .init("detectors", "TEXT NOT NULL", "Detectors, JSON"), .init("models", "TEXT NOT NULL", "Models, JSON"),
      .init("options", "TEXT NOT NULL", "Options, JSON"),
      .init("options_sha256", "TEXT(64) NOT NULL", "SHA-256 of tool, detectors, models and options"),
    ])

  static let models = Table(
    name: "models", content: .attributes, description: "Models that took part in a run",
    columns: [
      .init("name", "TEXT NOT NULL", "Model"), .init("version", "TEXT NOT NULL", "Version"),
      .init("sha256", "TEXT(64) NOT NULL UNIQUE", "SHA-256 of the weights"),
    ])

  static let reviews = Table(
    name: "reviews", content: .attributes, description: "Decisions of people; rows are added and never changed",
    columns: [
      .init("defect_uid", "TEXT(36) NOT NULL", "Defect"),
      .init("status", "TEXT NOT NULL", "Decision", values: "status"),
      .init("reviewer", "TEXT NOT NULL", "Reviewer"), .init("reviewed_at", "DATETIME", "Decided at, UTC"),
      .init("reviewed", "DOUBLE NOT NULL", "Decided at, seconds since 1970 UTC"),
      .init("note", "TEXT NOT NULL", "Note"),
    ] + decision,
    indexes: [["defect_uid"]])

  static let state = Table(
    name: "inspect_state", content: .attributes, description: "What this file is, for the tool itself",
    columns: [.init("key", "TEXT NOT NULL UNIQUE", "Key"), .init("value", "TEXT NOT NULL", "Value")])
}
