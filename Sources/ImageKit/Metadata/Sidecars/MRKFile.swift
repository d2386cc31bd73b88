import Foundation

/// DJI's time marks: one line a photo, written beside the photos by drones with a correction receiver.
///
/// Sequence number, GPS seconds of the week, GPS week in brackets, what was added for the way from the antenna to the
/// camera (mm north, east, down), latitude and longitude after that, height above the ellipsoid, standard deviations
/// north, east and up in metres, and the receiver's flag (DJI, Zenmuse P1 user manual, p. 24).
enum MRKFile {
  /// Whether a line has the form.
  static func recognises(_ line: String) -> Bool {
    [",Lat", ",Lon", ",Ellh"].allSatisfy { line.contains($0) }
  }

  /// Reads all lines.
  static func read(_ text: SidecarText, into reading: inout SidecarReading) {
    for line in text.lines {
      guard let entry = entry(line, &reading) else {
        reading.warn("sidecar_line_ignored", line: line.number, "it has not the form of a time mark")
        continue
      }
      reading.add(entry)
    }
  }

  private static func entry(_ line: SidecarText.Line, _ reading: inout SidecarReading) -> SidecarEntry? {
    // Blanks, tabs and commas all separate, and names stand behind their values.
    let words = line.text.split { $0.isWhitespace || $0 == "," }.map(String.init)
    guard words.count >= 3, let sequence = Int(words[0]), sequence >= 0, recognises(line.text) else { return nil }
    func value(_ name: String) -> Double? {
      guard let index = words.firstIndex(of: name), index > 0 else { return nil }
      return MetadataText.number(words[index - 1])
    }
    var entry = SidecarEntry(key: .sequence(sequence), line: line.number)
    entry.position = reading.position(latitude: value("Lat"), longitude: value("Lon"), line: line.number)
    // Without a fix the receiver writes zeros, the height among them.
    guard entry.position != nil else { return entry }
    entry.height = reading.height(value("Ellh"), datum: .ellipsoid, line: line.number)
    if let index = words.firstIndex(of: "Ellh"), words.count > index + 3 {
      let sigmas = (1...3).map { MetadataText.number(words[index + $0]) ?? 0 }
      let mean = ((sigmas[0] * sigmas[0] + sigmas[1] * sigmas[1]) / 2).squareRoot()
      // The receiver does not know the lever arm and the exposure: the floors are those of the tags.
      entry.positionSigma = mean > 0 ? max(mean, DefaultSigma.positionFloor) : nil
      entry.heightSigma = sigmas[2] > 0 ? max(sigmas[2], DefaultSigma.heightFloor) : nil
    }
    entry.rtk = value("Q").flatMap(RTKFix.init(djiFlag:))
    entry.utc = utc(seconds: MetadataText.number(words[1]), week: words[2])
    return entry
  }

  /// Seconds since 1970 UTC from GPS time, which counts no leap seconds.
  private static func utc(seconds: Double?, week: String) -> Double? {
    let digits = week.hasPrefix("[") && week.hasSuffix("]") ? week.dropFirst().dropLast() : Substring(week)
    // Week 0 is a receiver that does not know the time; 10,000 lies in the year 2171.
    guard let seconds, (0..<604_800).contains(seconds), let week = Int(digits), (1..<10_000).contains(week) else {
      return nil
    }
    let gps = 315_964_800 + Double(week) * 604_800 + seconds
    // Leap seconds since 1980 that drones have lived through; the last was at the end of 2016.
    let leap: Double = gps >= 1_483_228_800 ? 18 : gps >= 1_435_708_800 ? 17 : 16
    return gps - leap
  }
}
