/// What the readers of all formats share: entries, warnings by line, and the limits of what a value may be.
struct SidecarReading {
  private(set) var entries: [SidecarEntry] = []
  private(set) var warnings: [MetadataWarning] = []
  private var warningCounts: [String: Int] = [:]

  /// A list of a hundred thousand faults tells no more than its start.
  private static let warningsPerCode = 20

  /// Adds a warning that names the line; after twenty of a kind they are only counted.
  mutating func warn(_ code: String, line: Int, _ detail: String) {
    warningCounts[code, default: 0] += 1
    guard warningCounts[code, default: 0] <= Self.warningsPerCode else { return }
    warnings.append(MetadataWarning(code, "line \(line): \(detail)"))
  }

  /// Adds an entry that says something.
  mutating func add(_ entry: SidecarEntry) {
    guard !entry.isEmpty else {
      return warn("sidecar_line_ignored", line: entry.line, "it gives no usable value")
    }
    entries.append(entry)
  }

  /// Adds the counts of the warnings that were left out.
  mutating func finish() {
    for (code, count) in warningCounts.sorted(by: { $0.key < $1.key }) where count > Self.warningsPerCode {
      warnings.append(MetadataWarning(code, "and \(count - Self.warningsPerCode) more lines"))
    }
  }

  /// Returns the number in a cell; `nil` when it is empty, and with a warning when it is none.
  mutating func number(_ cell: String?, _ name: String, line: Int) -> Double? {
    guard let cell, !cell.isEmpty else { return nil }
    if let value = MetadataText.number(cell) { return value }
    warn("sidecar_value_ignored", line: line, "\(name) is \(cell.prefix(40)), not a number; ignored")
    return nil
  }

  /// Returns a standard deviation; 0 says that none is known.
  mutating func sigma(_ cell: String?, _ name: String, line: Int) -> Double? {
    guard let value = number(cell, name, line: line), value != 0 else { return nil }
    guard value > 0, value < 10_000 else {
      warn("sidecar_value_ignored", line: line, "\(name) is \(value); ignored")
      return nil
    }
    return value
  }

  /// Returns a position on WGS 84 when it is one.
  mutating func position(latitude: Double?, longitude: Double?, line: Int) -> HorizontalPosition? {
    guard let latitude, let longitude else { return nil }
    guard abs(latitude) <= 90, abs(longitude) <= 180, abs(latitude) > 1e-6 || abs(longitude) > 1e-6 else {
      warn("sidecar_value_ignored", line: line, "\(latitude)°, \(longitude)° is no place of a photo; ignored")
      return nil
    }
    return HorizontalPosition(latitude: latitude, longitude: longitude == 180 ? -180 : longitude)
  }

  /// Returns a height when it is possible.
  mutating func height(_ metres: Double?, datum: HeightDatum, line: Int) -> Height? {
    guard let metres else { return nil }
    guard (-500...10_000).contains(metres) else {
      warn("sidecar_value_ignored", line: line, "the height is \(metres) m; ignored")
      return nil
    }
    return Height(metres: metres, datum: datum)
  }

  /// Returns an orientation in our own frame, from angles in ours or in Pix4D's, which OpenDroneMap has too.
  ///
  /// All 0 stands for angles that are not available: in Pix4D's frame it would be a camera that looks straight down
  /// with its top to the north, which no drone holds to the last digit. A pitch of −45° and below in that frame would
  /// look backwards at the horizon, so it is a gimbal's, and taken in our own.
  mutating func orientation(
    yaw: Double?, pitch: Double?, roll: Double?, isPix4D: Bool, line: Int
  ) -> Orientation? {
    guard let yaw, let pitch else { return nil }
    let roll = roll ?? 0
    guard abs(yaw) > 1e-4 || abs(pitch) > 1e-4 || abs(roll) > 1e-4 else { return nil }
    guard abs(yaw) <= 36_000, (-180...180).contains(pitch), abs(roll) <= 360, isPix4D || pitch <= 90 else {
      warn("sidecar_value_ignored", line: line, "the angles \(yaw)°, \(pitch)°, \(roll)° are impossible; ignored")
      return nil
    }
    if isPix4D {
      guard pitch <= -45 else { return Orientation(pix4DYaw: yaw, pitch: pitch, roll: roll) }
      warn("attitude_convention_guessed", line: line, "the pitch \(pitch)° is taken as a gimbal's, −90° straight down")
    }
    return Orientation(yaw: Angle.signed(yaw), pitch: pitch, roll: Angle.signed(roll))
  }
}
