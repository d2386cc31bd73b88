/// The properties that DJI invented and Autel took over, in the namespace of either.
struct GimbalProperties {
  let packet: XMPPacket
  let namespace: XMPPacket.Namespace
  /// How the namespace is called in sources: `drone-dji`.
  let prefix: String

  func source(_ name: String) -> String { "XMP \(prefix):\(name)" }

  /// Adds the position: signed decimal degrees, with the longitude under its right or its misspelt name.
  func readPosition(into claims: inout MetadataClaims, sigma: Double) {
    let names = ["GpsLatitude", "GPSLatitude", "Latitude"]
    guard let name = names.first(where: { packet.text(namespace, $0) != nil }) else { return }
    let latitude = claims.degrees(packet, namespace, name)
    let right = claims.degrees(packet, namespace, name.replacing("Latitude", with: "Longitude"))
    // Real: all photos of a Phantom 4 Multispectral have only this spelling.
    let misspelt = claims.degrees(packet, namespace, name.replacing("Latitude", with: "Longtitude"))
    if let right, let misspelt, abs(right - misspelt) > 1e-5 {
      claims.warn(
        "longitude_spelling_conflict",
        "GpsLongitude is \(right)°, GpsLongtitude \(misspelt)°; the right spelling is used")
    }
    claims.addPosition(latitude: latitude, longitude: right ?? misspelt, source: source(name), sigma: sigma)
  }

  /// Adds the height above take-off.
  func readRelativeHeight(into claims: inout MetadataClaims, sigma: Double?) {
    claims.addRelativeHeight(
      claims.number(packet, namespace, "RelativeAltitude"), source: source("RelativeAltitude"), sigma: sigma)
  }

  /// Adds the angles of the gimbal: north-east-down, in the order Z-Y-X, which is our own convention.
  func readOrientation(into claims: inout MetadataClaims, sigma: Double) {
    let pitch = claims.number(packet, namespace, "GimbalPitchDegree")
    let roll = claims.number(packet, namespace, "GimbalRollDegree")
    if let yaw = claims.number(packet, namespace, "GimbalYawDegree") {
      claims.addOrientation(yaw: yaw, pitch: pitch, roll: roll, source: source("GimbalYawDegree"), sigma: sigma)
    } else if pitch != nil {
      // A gimbal that cannot turn points where the nose does.
      claims.warn(
        "yaw_of_aircraft", "the gimbal's yaw is missing; the aircraft's, \(source("FlightYawDegree")), is used")
      claims.addOrientation(
        yaw: claims.number(packet, namespace, "FlightYawDegree"), pitch: pitch, roll: roll,
        source: source("FlightYawDegree"), sigma: DefaultSigma.yawOfAircraft)
    }
    if packet.text(namespace, "GimbalReverse") == "1" && abs(roll ?? 180) < 90 {
      claims.warn(
        "gimbal_reversed", "the gimbal hangs upside down but its roll is \(roll ?? 0)°; angles kept as written")
    }
  }
}
