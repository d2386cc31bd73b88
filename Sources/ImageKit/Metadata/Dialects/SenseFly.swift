/// senseFly's own namespace, written into photos of the cameras its wings carry: state of the aircraft, not of a gimbal.
///
/// The camera looks down from the fuselage, the top of the image to the nose, so that the aircraft's angles are those of
/// a Pix4D camera. The heading is the course over ground: in a cross wind the nose points elsewhere.
enum SenseFly: MetadataDialect {
  static let name = "senseFly"
  static let summary = "senseFly wings: the angles of the aircraft"

  static func recognises(_ header: PhotoHeader) -> Bool { header.xmp.mentions(.senseFly) }

  static func read(_ header: PhotoHeader, into claims: inout MetadataClaims) {
    let packet = header.xmp
    claims.addPosition(
      latitude: claims.degrees(packet, .senseFly, "Latitude"),
      longitude: claims.degrees(packet, .senseFly, "Longitude"),
      source: "XMP sensefly:Latitude", sigma: DefaultSigma.position)
    claims.addAbsoluteHeight(
      claims.number(packet, .senseFly, "AltitudeWGS84"), datum: .ellipsoid, source: "XMP sensefly:AltitudeWGS84",
      sigma: DefaultSigma.satelliteHeight)
    claims.addAbsoluteHeight(
      claims.number(packet, .senseFly, "AltitudeAMSL"), datum: .meanSeaLevel, source: "XMP sensefly:AltitudeAMSL",
      sigma: DefaultSigma.satelliteHeight)
    claims.addRelativeHeight(
      claims.number(packet, .senseFly, "Height"), source: "XMP sensefly:Height", sigma: nil)
    if let text = packet.text(.senseFly, "UTCTime"), var time = TimeText(text) {
      time.offset = 0
      claims.addUTC(time.utc, source: "XMP sensefly:UTCTime")
    }
    guard let heading = claims.number(packet, .senseFly, "Heading"),
      let pitch = claims.number(packet, .senseFly, "PitchAngle"), abs(pitch) <= 90,
      let roll = claims.number(packet, .senseFly, "RollAngle"), abs(roll) <= 180, abs(heading) <= 36_000,
      heading != 0 || pitch != 0 || roll != 0
    else { return }
    claims.warn(
      "attitude_of_aircraft", "the angles are the aircraft's; the camera is taken to look straight down from it")
    claims.orientations.append(
      Sourced(
        Orientation(pix4DYaw: heading, pitch: pitch, roll: roll), source: "XMP sensefly:Heading",
        sigma: DefaultSigma.yawOfAircraft))
  }
}
