/// The position tags of EXIF.
struct GPSTags {
  /// Degrees north and east; `nil` when absent or undefined.
  private(set) var latitude, longitude: Double?
  /// Metres above or below what ``altitudeDatum`` says.
  private(set) var altitude: Double?
  /// What the altitude is measured from: the standard changed its mind in version 3.0.
  private(set) var altitudeDatum = HeightDatum.unknown
  /// Metres per horizontal axis, when the file states an error.
  private(set) var horizontalSigma: Double?
  /// Degrees of the view clockwise from north.
  private(set) var heading: Double?
  /// Seconds since 1970 UTC.
  private(set) var utc: Double?
  /// What is doubtful about them.
  private(set) var warnings: [MetadataWarning] = []

  /// Reads the tags.
  init(_ exif: EXIF) {
    latitude = coordinate(
      exif, "GPSLatitude", EXIFTag.GPS.latitude, reference: EXIFTag.GPS.latitudeReference, positive: "N", negative: "S")
    longitude = coordinate(
      exif, "GPSLongitude", EXIFTag.GPS.longitude, reference: EXIFTag.GPS.longitudeReference, positive: "E",
      negative: "W")
    readAltitude(exif)
    if let error = exif.fraction(.gps, EXIFTag.GPS.horizontalPositioningError), error > 0, error < 10_000 {
      // The standard does not say of what kind the error is: taken as one radial standard deviation.
      horizontalSigma = error / 2.0.squareRoot()
    }
    if let direction = exif.fraction(.gps, EXIFTag.GPS.imageDirection), (0...360).contains(direction) {
      heading = direction
      if exif.text(.gps, EXIFTag.GPS.imageDirectionReference)?.uppercased() == "M" {
        warnings.append(
          MetadataWarning("magnetic_heading", "GPSImgDirection is from magnetic north; declination is not applied"))
      }
    }
    readTime(exif)
  }

  /// Returns degrees from degrees, minutes and seconds.
  ///
  /// Seconds of 0/0 are none: cameras that give minutes with decimals write them so. Degrees or minutes over zero make the
  /// whole undefined. The result lies in −180 ..< 180.
  static func degrees(
    _ parts: [(numerator: Int, denominator: Int)], isNegative: Bool
  ) -> (degrees: Double, secondsAreUndefined: Bool)? {
    guard parts.count >= 3, parts[0].denominator != 0, parts[1].denominator != 0 else { return nil }
    let values = parts.map { $0.denominator == 0 ? 0 : Double($0.numerator) / Double($0.denominator) }
    let secondsAreUndefined = parts[2].denominator == 0
    let magnitude = values[0] + values[1] / 60 + values[2] / 3600
    let degrees = isNegative ? -magnitude : magnitude
    return (degrees == 180 ? -180 : degrees, secondsAreUndefined)
  }

  private mutating func coordinate(
    _ exif: EXIF, _ name: String, _ tag: UInt16, reference: UInt16, positive: Character, negative: Character
  ) -> Double? {
    guard let entry = exif[.gps, tag] else { return nil }
    guard let parts = exif.rationals(.gps, tag, count: 3) else {
      warnings.append(
        MetadataWarning("wrong_type", "\(name) has type \(entry.format) and \(entry.components) values; ignored"))
      return nil
    }
    let letter = exif.text(.gps, reference)?.uppercased().first
    if letter != positive && letter != negative {
      warnings.append(
        MetadataWarning("no_hemisphere", "\(name)Ref is missing or unknown; taken as \(positive)"))
    }
    guard let (degrees, secondsAreUndefined) = Self.degrees(parts, isNegative: letter == negative) else {
      warnings.append(MetadataWarning("position_undefined", "\(name) is divided by zero; ignored"))
      return nil
    }
    if secondsAreUndefined {
      warnings.append(MetadataWarning("seconds_undefined", "the seconds of \(name) are divided by zero; taken as 0"))
    }
    return degrees
  }

  private mutating func readAltitude(_ exif: EXIF) {
    guard let entry = exif[.gps, EXIFTag.GPS.altitude] else { return }
    guard exif.rationals(.gps, EXIFTag.GPS.altitude, count: 1) != nil else {
      warnings.append(MetadataWarning("wrong_type", "GPSAltitude has type \(entry.format); ignored"))
      return
    }
    guard let metres = exif.fraction(.gps, EXIFTag.GPS.altitude) else {
      warnings.append(MetadataWarning("altitude_undefined", "GPSAltitude is divided by zero; ignored"))
      return
    }
    let reference = exif.integer(.gps, EXIFTag.GPS.altitudeReference)
    if reference == nil {
      warnings.append(MetadataWarning("no_altitude_reference", "GPSAltitudeRef is missing; taken as above"))
    }
    altitude = reference == 1 || reference == 3 ? -metres : metres
    if reference == 2 || reference == 3 {
      altitudeDatum = .meanSeaLevel
    } else if let version = exif.text(.photo, EXIFTag.Photo.exifVersion), version >= "0300" {
      altitudeDatum = .ellipsoid
    }
  }

  private mutating func readTime(_ exif: EXIF) {
    guard let date = exif.text(.gps, EXIFTag.GPS.dateStamp),
      let clock = exif.rationals(.gps, EXIFTag.GPS.timeStamp, count: 3), clock.allSatisfy({ $0.denominator != 0 }),
      let midnight = TimeText(date + " 00:00:00")
    else { return }
    let parts = clock.map { Double($0.numerator) / Double($0.denominator) }
    guard (0...24).contains(parts[0]), (0..<60).contains(parts[1]), (0..<61).contains(parts[2]) else { return }
    utc = midnight.secondsByItsClock + parts[0] * 3600 + parts[1] * 60 + parts[2]
  }
}
