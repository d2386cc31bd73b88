import ImageKit

/// What comparing a photo with its neighbours has found, for scripts.
struct RegistrationReport: Encodable {
  let photo: FlightRegistration.Photo

  init(_ photo: FlightRegistration.Photo) { self.photo = photo }

  private enum Key: String, CodingKey {
    case pairs
    case turned = "turned_deg"
    case before = "disagreement_before_m"
    case after = "disagreement_after_m"
    case east = "east_m"
    case north = "north_m"
    case up = "up_m"
    case heading = "heading_deg"
    case tilt = "tilt_deg"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(photo.matchCount, forKey: .pairs)
    try container.encode(photo.turn.degrees, forKey: .turned)
    try container.encode(photo.disagreementBefore, forKey: .before)
    try container.encode(photo.disagreementAfter, forKey: .after)
    try container.encode(photo.correction.east, forKey: .east)
    try container.encode(photo.correction.north, forKey: .north)
    try container.encode(photo.correction.up, forKey: .up)
    try container.encode(photo.correction.heading, forKey: .heading)
    try container.encode(photo.correction.tilt, forKey: .tilt)
  }
}
