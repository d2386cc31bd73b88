/// What every camera writes: the EXIF standard, and its mirror in the `exif:` namespace of XMP.
enum StandardEXIF: MetadataDialect {
  static let name = "EXIF"
  static let summary = "any camera: position, height, time and lens in EXIF"

  static func recognises(_ header: PhotoHeader) -> Bool { true }

  static func read(_ header: PhotoHeader, into claims: inout MetadataClaims) {
    readPosition(header, &claims)
    readTime(header, &claims)
    readLens(header, &claims)
    let orientation = header.exif.integer(.image, EXIFTag.Image.orientation) ?? 1
    claims.displayOrientation = (1...8).contains(orientation) ? orientation : 1
  }

  private static func readPosition(_ header: PhotoHeader, _ claims: inout MetadataClaims) {
    let gps = GPSTags(header.exif)
    gps.warnings.forEach { claims.warn($0.code, $0.detail) }
    claims.addPosition(
      latitude: gps.latitude, longitude: gps.longitude, source: "EXIF GPSLatitude",
      sigma: gps.horizontalSigma ?? DefaultSigma.position)
    claims.addPosition(
      latitude: claims.degrees(header.xmp, .exif, "GPSLatitude"),
      longitude: claims.degrees(header.xmp, .exif, "GPSLongitude"), source: "XMP exif:GPSLatitude",
      sigma: DefaultSigma.position)
    claims.addAbsoluteHeight(
      gps.altitude, datum: gps.altitudeDatum, source: "EXIF GPSAltitude", sigma: DefaultSigma.absoluteHeight)
    let sign = header.xmp.text(.exif, "GPSAltitudeRef") == "1" ? -1.0 : 1.0
    claims.addAbsoluteHeight(
      claims.number(header.xmp, .exif, "GPSAltitude").map { sign * $0 }, datum: .unknown,
      source: "XMP exif:GPSAltitude",
      sigma: DefaultSigma.absoluteHeight)
    if let heading = gps.heading { claims.headings.append(Sourced(heading, source: "EXIF GPSImgDirection")) }
  }

  private static func readTime(_ header: PhotoHeader, _ claims: inout MetadataClaims) {
    let exif = header.exif
    claims.addUTC(GPSTags(exif).utc, source: "EXIF GPSTimeStamp")
    if let text = exif.text(.photo, EXIFTag.Photo.dateTimeOriginal), var time = TimeText(text) {
      if let digits = exif.text(.photo, EXIFTag.Photo.subSecondsOriginal) { time.setFraction(digits) }
      let zone =
        exif.text(.photo, EXIFTag.Photo.offsetTimeOriginal) ?? exif.text(.photo, EXIFTag.Photo.offsetTime)
      time.offset = time.offset ?? zone.flatMap { TimeText.offset($0) }
      claims.localTimes.append(Sourced(time.iso8601, source: "EXIF DateTimeOriginal"))
      claims.addUTC(time.utc, source: "EXIF DateTimeOriginal + OffsetTimeOriginal")
    }
    if let text = header.xmp.text(.exif, "DateTimeOriginal"), let time = TimeText(text) {
      claims.localTimes.append(Sourced(time.iso8601, source: "XMP exif:DateTimeOriginal"))
      claims.addUTC(time.utc, source: "XMP exif:DateTimeOriginal")
    }
  }

  private static func readLens(_ header: PhotoHeader, _ claims: inout MetadataClaims) {
    let exif = header.exif
    func positive(_ value: Double?) -> Double? { value.flatMap { $0 > 0 && $0 < 100_000 ? $0 : nil } }
    claims.lens.focalLengthMillimetres = positive(exif.fraction(.photo, EXIFTag.Photo.focalLength))
    claims.lens.focalLength35mm = positive(
      exif.integer(.photo, EXIFTag.Photo.focalLengthIn35mmFilm).map(Double.init))
    claims.lens.digitalZoom = positive(exif.fraction(.photo, EXIFTag.Photo.digitalZoomRatio))
    if let width = exif.integer(.photo, EXIFTag.Photo.pixelXDimension),
      let height = exif.integer(.photo, EXIFTag.Photo.pixelYDimension), (1...100_000).contains(width),
      (1...100_000).contains(height), (width, height) != (header.width, header.height)
    {
      // An editor that turned the pixels by a quarter leaves the size as it was.
      let isTurned = (width, height) == (header.height, header.width)
      claims.lens.capturedWidth = isTurned ? nil : width
      claims.lens.capturedHeight = isTurned ? nil : height
    }
    let plane = FocalPlaneTags(exif)
    let captured = claims.lens.capturedWidth ?? header.width
    if let density = plane.pixelsPerMillimetre {
      let sensor = Double(captured) / density
      if (1...60).contains(sensor) {
        claims.lens.focalPlanePixelsPerMillimetre = density
      } else {
        claims.warn("focal_plane_ignored", "FocalPlaneXResolution makes the sensor \(sensor) mm wide; ignored")
      }
    }
  }
}
