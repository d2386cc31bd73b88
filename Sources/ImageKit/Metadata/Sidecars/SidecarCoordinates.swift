/// The way from the coordinate system of a sidecar to WGS 84.
struct SidecarCoordinates {
  /// One after the other; none when the coordinates are degrees on WGS 84 already.
  private let steps: [CoordinateTransformation]
  /// What heights beside the coordinates are measured from.
  let heightDatum: HeightDatum

  /// Creates the way from a system's name, as the first line of OpenDroneMap's `geo.txt` has it.
  ///
  /// `EPSG:3826`, `WGS84`, `WGS84 UTM 51N` or a PROJ string. Approximate transformations are refused.
  init(_ name: String) throws(CoordinateSystemError) {
    let code = Self.epsg(name)
    // 4979 alone says that its heights are the ellipsoid's; elsewhere people write whatever their receiver gives.
    heightDatum = code == 4979 ? .ellipsoid : .unknown
    if code == 4326 || code == 4979 {
      steps = []
    } else {
      guard code != nil || Self.isPROJString(name) else {
        throw .unknownCode(0, "\(name.prefix(80)) names no coordinate system")
      }
      let system = if let code { try SpatialReference(epsg: code) } else { try SpatialReference(proj: name) }
      guard system.isHorizontal else { throw .unknownCode(code ?? 0, "\(system.name) has no place in two coordinates") }
      if code == 3828 {
        // Taiwan's old grid: PROJ 9.1 knows the way to the new one alone.
        steps = [
          try CoordinateTransformation(fromEPSG: 3828, toEPSG: 3826),
          try CoordinateTransformation(fromEPSG: 3826, toEPSG: 4326),
        ]
      } else {
        steps = [try CoordinateTransformation(from: system, to: SpatialReference(epsg: 4326))]
      }
    }
  }

  /// Whether a line names a coordinate system rather than a photo.
  static func isName(_ line: String) -> Bool { epsg(line) != nil || isPROJString(line) }

  /// Whether a line is a PROJ string and nothing else: for any other text PROJ searches its whole registry for names.
  private static func isPROJString(_ line: String) -> Bool {
    let words = line.split { $0 == " " || $0 == "\t" }
    guard line.utf8.count <= 500, words.first?.hasPrefix("+proj=") == true else { return false }
    return words.allSatisfy { $0.wholeMatch(of: /\+[A-Za-z0-9_]+(=[-+.,:@A-Za-z0-9_]+)?/) != nil }
  }

  /// Returns degrees on WGS 84 from easting and northing, or from longitude and latitude.
  func degrees(x: Double, y: Double) throws(CoordinateSystemError) -> (latitude: Double, longitude: Double) {
    var place = (x: x, y: y, z: 0.0)
    for step in steps { place = try step.transform(x: place.x, y: place.y) }
    return (place.y, place.x)
  }

  /// Returns the code that a name stands for; `nil` for PROJ strings and for what is no name.
  private static func epsg(_ name: String) -> Int? {
    let name = name.uppercased()
    if name.hasPrefix("+INIT=EPSG:") { return Int(name.dropFirst(11).trimmingWhitespace()) }
    if name.hasPrefix("EPSG:") { return Int(name.dropFirst(5).trimmingWhitespace()) }
    let words = name.split { !$0.isLetter && !$0.isNumber }.map(String.init)
    guard words.first == "WGS84" || Array(words.prefix(2)) == ["WGS", "84"] else { return nil }
    let rest = Array(words.drop { $0 == "WGS" || $0 == "84" || $0 == "WGS84" })
    if rest.isEmpty || rest == ["LATLON"] || rest == ["LONLAT"] { return 4326 }
    guard rest.first == "UTM" else { return nil }
    let zone = rest.dropFirst().filter { $0 != "ZONE" }.joined()
    guard let hemisphere = zone.last, "NS".contains(hemisphere), let number = Int(zone.dropLast()),
      (1...60).contains(number)
    else { return nil }
    return (hemisphere == "N" ? 32_600 : 32_700) + number
  }
}
