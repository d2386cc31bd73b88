/// OpenDroneMap's image geolocation file.
///
/// The first line names the coordinate system; each further one is a file name, x, y and, each optional, z, the angles
/// yaw, pitch and roll, the horizontal and vertical accuracy, and a label. The angles are those OpenDroneMap computes
/// with: at 0, 0, 0 the camera looks straight down with the top of the picture to the north, as in Pix4D's tags; all
/// 0 stands for none (docs.opendronemap.org, "Image Geolocation Files").
enum ODMGeoFile {
  /// Reads all lines; throws when the coordinate system is unknown.
  static func read(_ text: SidecarText, into reading: inout SidecarReading) throws(CoordinateSystemError) {
    guard let first = text.lines.first else { return }
    let coordinates = try SidecarCoordinates(first.text)
    for line in text.lines.dropFirst() {
      let words = SidecarText.words(of: line.text)
      guard words.count >= 3 else {
        reading.warn("sidecar_line_ignored", line: line.number, "it needs a file name, x and y")
        continue
      }
      reading.add(entry(words, line: line.number, coordinates, &reading))
    }
  }

  private static func entry(
    _ words: [String], line: Int, _ coordinates: SidecarCoordinates, _ reading: inout SidecarReading
  ) -> SidecarEntry {
    var entry = SidecarEntry(key: .file(words[0]), line: line)
    func word(_ index: Int) -> String? { index < words.count ? words[index] : nil }
    let x = reading.number(words[1], "x", line: line)
    let y = reading.number(words[2], "y", line: line)
    if let x, let y {
      do {
        let degrees = try coordinates.degrees(x: x, y: y)
        entry.position = reading.position(latitude: degrees.latitude, longitude: degrees.longitude, line: line)
      } catch {
        reading.warn("sidecar_value_ignored", line: line, "\(x), \(y): \(error); ignored")
      }
    }
    entry.height = reading.height(
      reading.number(word(3), "z", line: line), datum: coordinates.heightDatum, line: line)
    // A label may stand where the angles would: fewer than three numbers are none.
    if words.count >= 7 {
      entry.orientation = reading.orientation(
        yaw: reading.number(words[4], "yaw", line: line), pitch: reading.number(words[5], "pitch", line: line),
        roll: reading.number(words[6], "roll", line: line), isPix4D: true, line: line)
    }
    if words.count >= 9 {
      entry.positionSigma = reading.sigma(words[7], "the horizontal accuracy", line: line)
      entry.heightSigma = reading.sigma(words[8], "the vertical accuracy", line: line)
    }
    return entry
  }
}
