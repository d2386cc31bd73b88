import Foundation

extension CaptureMetadata {
  /// Reads the metadata of a photo in memory.
  public init(jpeg bytes: [UInt8]) throws(PhotoError) {
    self.init(try Self.header(JPEGSegments(bytes: bytes)))
  }

  /// Reads the metadata of a photo on disk, from its header alone.
  public init(contentsOf url: URL) throws(PhotoError) {
    self.init(try Self.header(JPEGSegments(contentsOf: url)))
  }

  /// Returns the header of a photo whose picture is an ordinary central projection.
  package static func header(_ segments: JPEGSegments) throws(PhotoError) -> PhotoHeader {
    let header = try PhotoHeader(segments: segments)
    if let projection = header.xmp.text(.panorama, "ProjectionType") {
      throw .unsupported("projection_not_supported: a panorama, \(projection.prefix(40))")
    }
    for namespace in [XMPPacket.Namespace.pix4D, .senseFlyCamera] {
      if header.xmp.text(namespace, "ModelType")?.lowercased() == "fisheye" {
        throw .unsupported("projection_not_supported: a fisheye lens")
      }
    }
    return header
  }

  /// Creates metadata from what the dialects read in a header.
  package init(_ header: PhotoHeader, dialects: [any MetadataDialect.Type] = MetadataDialects.all) {
    var claims = MetadataClaims()
    header.warnings.forEach { claims.warn($0.code, $0.detail) }
    if !header.hasMetadata { claims.warn("no_metadata", "the file has neither EXIF nor XMP") }
    for dialect in dialects where dialect.recognises(header) { dialect.read(header, into: &claims) }
    self.init(width: header.width, height: header.height)
    make = header.make
    model = header.model
    software = header.software
    position = Self.position(&claims)
    absoluteHeight = Self.absoluteHeight(&claims)
    relativeHeight = claims.relativeHeights.first
    heightAboveGround = claims.heightsAboveGround.first
    orientation = claims.orientations.first
    heading = claims.headings.first
    capturedAt = Self.time(&claims)
    laserRange = claims.laserRanges.first
    rtk = claims.rtk
    lens = claims.lens
    lens.calibration = claims.calibrations.first
    displayOrientation = claims.displayOrientation
    if orientation == nil, let heading {
      claims.warn(
        "heading_only", "\(heading.source) says where the camera looked, nothing how far down: no pixel can be placed")
    }
    Self.checkSoftware(header, &claims)
    warnings = claims.warnings
  }

  /// Returns the position, or throws why there is none in the words of the warnings.
  public func requiredPosition() throws(PhotoError) -> Sourced<HorizontalPosition> {
    if let position { return position }
    let codes = [
      "null_island", "position_undefined", "latitude_out_of_range", "longitude_out_of_range", "wrong_type",
      "exif_unreadable", "xmp_refused", "no_metadata",
    ]
    let reasons = codes.compactMap { code in warnings.first { $0.code == code }?.detail }
    throw .noPosition(reasons.first ?? "no GPS tags")
  }

  /// The signed decimals of XMP count for more than the degrees and minutes of EXIF, unless the two contradict.
  private static func position(_ claims: inout MetadataClaims) -> Sourced<HorizontalPosition>? {
    guard let first = claims.positions.first, first.source.hasPrefix("XMP"),
      let exif = claims.positions.first(where: { $0.source.hasPrefix("EXIF") })
    else { return claims.positions.first }
    let distance = first.value.distance(to: exif.value)
    guard distance > 50 else { return first }
    // A missing hemisphere puts EXIF on the wrong side of the earth.
    let exifIsDoubtful = claims.warnings.contains { $0.code == "no_hemisphere" }
    var chosen = exifIsDoubtful ? first : exif
    if !exifIsDoubtful { chosen.sigma = distance / 2 }
    claims.warn(
      "gps_conflict",
      "\(first.source) and \(exif.source) are \(Int(distance.rounded())) m apart; \(chosen.source) is used")
    return chosen
  }

  private static func absoluteHeight(_ claims: inout MetadataClaims) -> Sourced<Height>? {
    guard let first = claims.absoluteHeights.first else { return nil }
    if first.source.hasPrefix("XMP"),
      let exif = claims.absoluteHeights.first(where: { $0.source.hasPrefix("EXIF") }),
      abs(first.value.metres - exif.value.metres) > 10,
      first.value.datum == exif.value.datum || first.value.datum == .unknown || exif.value.datum == .unknown
    {
      // Some makers say "below sea level" of a drone that is above it.
      guard first.value.metres < 0 || abs(first.value.metres + exif.value.metres) > 10 else {
        claims.warn(
          "altitude_reference_conflict",
          "GPSAltitudeRef says below, \(first.source) is \(first.value.metres) m; the latter is used")
        return first
      }
      claims.warn(
        "height_conflict",
        "\(first.source) is \(first.value.metres) m, GPSAltitude \(exif.value.metres) m; the former is used")
    }
    return first
  }

  private static func time(_ claims: inout MetadataClaims) -> Sourced<CaptureTime>? {
    let utc = claims.utcTimes.first
    let local = claims.localTimes.first
    guard let source = utc?.source ?? local?.source else {
      claims.warn("no_time", "the file does not say when it was taken")
      return nil
    }
    if utc == nil { claims.warn("no_time_zone", "the time has no zone: it is the clock of the camera, not UTC") }
    // No zone is further than 14 hours from Greenwich.
    let clock = local.flatMap { TimeText($0.value)?.secondsByItsClock }
    if let utc, let clock, abs(clock - utc.value) > 15 * 3600 {
      claims.warn(
        "time_conflict", "the camera's clock and \(utc.source) are more than any time zone apart; one is wrong")
    }
    return Sourced(CaptureTime(local: local?.value ?? "", utc: utc?.value), source: source)
  }

  /// Programs that change pixels and leave the tags as they were, which then describe another picture.
  private static let imageEditors = [
    "photoshop", "lightroom", "photo viewer", "windows photo", "microsoft photos", "gimp", "picasa", "paint",
    "snapseed",
    "acdsee", "irfanview", "xnview", "faststone", "darktable", "rawtherapee", "capture one", "affinity", "luminar",
    "imagemagick", "graphicsmagick", "fireworks", "pixelmator", "photoscape", "photos 1", "dxo", "digikam", "corel",
  ]

  private static func checkSoftware(_ header: PhotoHeader, _ claims: inout MetadataClaims) {
    let programs = [header.software, header.xmp.text(.xmp, "CreatorTool")].compactMap { $0 }
    let editor = programs.first { program in
      let name = program.lowercased()
      return imageEditors.contains { name.contains($0) }
    }
    if let editor {
      claims.warn(
        "edited_software",
        "last written by \(editor): if it turned, cropped or resized the picture, the angles no longer fit")
    }
  }
}

extension HorizontalPosition {
  /// Metres to a position nearby, on a sphere: good to a per cent, for sanity checks.
  func distance(to other: HorizontalPosition) -> Double {
    let metresPerDegree = 111_320.0
    let north = (other.latitude - latitude) * metresPerDegree
    let turn = Angle.signed(other.longitude - longitude)
    let east = turn * metresPerDegree * cos((latitude + other.latitude) / 2 * .pi / 180)
    return (north * north + east * east).squareRoot()
  }
}
