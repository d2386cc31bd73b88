/// What the dialects found in one photo, the most trusted claim of each kind first.
package struct MetadataClaims {
  var positions: [Sourced<HorizontalPosition>] = []
  var absoluteHeights: [Sourced<Height>] = []
  var relativeHeights: [Sourced<Double>] = []
  var heightsAboveGround: [Sourced<Double>] = []
  var orientations: [Sourced<Orientation>] = []
  var headings: [Sourced<Double>] = []
  var utcTimes: [Sourced<Double>] = []
  var localTimes: [Sourced<String>] = []
  var calibrations: [Sourced<LensCalibration>] = []
  var laserRanges: [Sourced<Double>] = []
  var rtk: RTKFix?
  var lens = LensMetadata()
  var displayOrientation = 1
  var warnings: [MetadataWarning] = []

  package init() {}

  mutating func warn(_ code: String, _ detail: String) {
    let warning = MetadataWarning(code, detail)
    if !warnings.contains(warning) { warnings.append(warning) }
  }

  /// Returns a number of an XMP property; a decimal comma is accepted with a warning.
  mutating func number(_ packet: XMPPacket, _ namespace: XMPPacket.Namespace, _ path: String...) -> Double? {
    let text = path.count == 1 ? packet.text(namespace, path[0]) : packet.text(namespace, path[0], path[1])
    guard let text else { return nil }
    var commaFound = false
    let value = MetadataText.number(text, commaFound: &commaFound)
    if commaFound { warn("decimal_comma", "\(path.joined(separator: "/")) has a decimal comma; read as \(value ?? 0)") }
    return value
  }

  /// Returns degrees of an XMP property, as a number or as degrees, minutes and seconds.
  mutating func degrees(_ packet: XMPPacket, _ namespace: XMPPacket.Namespace, _ name: String) -> Double? {
    guard let text = packet.text(namespace, name) else { return nil }
    var commaFound = false
    let value = MetadataText.degrees(text, commaFound: &commaFound)
    if commaFound { warn("decimal_comma", "\(name) has a decimal comma; read as \(value ?? 0)") }
    return value
  }

  /// Adds a position when it is one.
  mutating func addPosition(latitude: Double?, longitude: Double?, source: String, sigma: Double?) {
    guard let latitude, let longitude else { return }
    guard abs(latitude) <= 90 else {
      return warn("latitude_out_of_range", "\(source) is \(latitude)°; ignored")
    }
    guard abs(longitude) <= 180 else {
      return warn("longitude_out_of_range", "the longitude beside \(source) is \(longitude)°; ignored")
    }
    guard abs(latitude) > 1e-6 || abs(longitude) > 1e-6 else {
      return warn("null_island", "\(source) is 0°, 0°: the receiver had no fix; ignored")
    }
    let position = HorizontalPosition(latitude: latitude, longitude: longitude == 180 ? -180 : longitude)
    positions.append(Sourced(position, source: source, sigma: sigma))
  }

  /// Adds an absolute height when it is possible; exactly zero is a receiver without a fix.
  mutating func addAbsoluteHeight(_ metres: Double?, datum: HeightDatum, source: String, sigma: Double?) {
    guard let metres else { return }
    guard metres != 0 else { return warn("altitude_zero", "\(source) is exactly 0; ignored") }
    guard (-500...10_000).contains(metres) else {
      return warn("altitude_out_of_range", "\(source) is \(metres) m; ignored")
    }
    absoluteHeights.append(Sourced(Height(metres: metres, datum: datum), source: source, sigma: sigma))
  }

  /// Adds a height above take-off when it is possible; it may be negative.
  mutating func addRelativeHeight(_ metres: Double?, source: String, sigma: Double?) {
    guard let metres else { return }
    guard (-2_000...10_000).contains(metres) else {
      return warn("altitude_out_of_range", "\(source) is \(metres) m; ignored")
    }
    relativeHeights.append(Sourced(metres, source: source, sigma: sigma ?? DefaultSigma.relativeHeight(metres)))
  }

  /// Adds a time in seconds since 1970 UTC; the starts of the Unix and of the GPS clock are receivers without a fix.
  mutating func addUTC(_ seconds: Double?, source: String) {
    guard let seconds else { return }
    let gpsEpoch = 315_964_800.0
    guard seconds >= 86_400, !(gpsEpoch..<(gpsEpoch + 86_400)).contains(seconds) else {
      return warn("gps_time_ignored", "\(source) is the start of a clock, not a time; ignored")
    }
    utcTimes.append(Sourced(seconds, source: source))
  }

  /// Adds an orientation in our frame when it is one.
  mutating func addOrientation(yaw: Double?, pitch: Double?, roll: Double?, source: String, sigma: Double) {
    guard let yaw, let pitch else { return }
    let roll = roll ?? 0
    guard abs(yaw) > 1e-4 || abs(pitch) > 1e-4 || abs(roll) > 1e-4 else {
      return warn("gimbal_all_zero", "\(source), pitch and roll are all 0: not measured; ignored")
    }
    guard (-180...90).contains(pitch) else {
      return warn("pitch_out_of_range", "the pitch beside \(source) is \(pitch)°; the orientation is ignored")
    }
    guard abs(yaw) <= 36_000, abs(roll) <= 36_000 else {
      return warn("angle_out_of_range", "\(source) is \(yaw)°, roll \(roll)°; the orientation is ignored")
    }
    var orientation = Orientation(yaw: Angle.signed(yaw), pitch: pitch, roll: Angle.signed(roll))
    if abs(orientation.roll) > 175 { normaliseUpsideDown(&orientation, source: source) }
    orientations.append(Sourced(orientation, source: source, sigma: sigma))
  }

  /// Rewrites a camera that hangs upside down near nadir: (y, p, r) turns as (y + 180°, 180° − p, r + 180°) does.
  private mutating func normaliseUpsideDown(_ orientation: inout Orientation, source: String) {
    guard abs(orientation.pitch + 90) <= 10 else {
      return warn(
        "roll_180", "the roll beside \(source) is \(orientation.roll)°: the picture hangs upside down; kept as written")
    }
    let written = orientation.roll
    orientation = Orientation(
      yaw: Angle.signed(orientation.yaw + 180), pitch: -180 - orientation.pitch,
      roll: Angle.signed(orientation.roll + 180))
    warn(
      "roll_180",
      "the roll beside \(source) is \(written)° near nadir; written as the same orientation with yaw \(orientation.yaw)°"
    )
  }
}

/// Arithmetic on angles in degrees.
enum Angle {
  /// Returns the same direction in −180°…180°, exactly as given when it lies there already.
  static func signed(_ degrees: Double) -> Double {
    if (-180...180).contains(degrees) { return degrees }
    let turned = degrees.truncatingRemainder(dividingBy: 360)
    return turned > 180 ? turned - 360 : turned < -180 ? turned + 360 : turned
  }
}
