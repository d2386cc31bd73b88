import ImageKit

/// What only a flight as a whole shows: repeated in each of its photos, so that one object a file says all.
struct FlightReport: Sendable, Encodable {
  let name: String
  let warnings: [MetadataWarning]
  let registration: FlightRegistration?

  /// Creates the report of a flight.
  init(_ flight: Flight) {
    name = flight.name
    warnings = flight.warnings
    registration = flight.registration
  }

  private enum Key: String, CodingKey {
    case name, warnings, pairs
    case warningDetails = "warning_details"
    case medianBefore = "median_before_m"
    case medianTurned = "median_turned_m"
    case medianAfter = "median_after_m"
    case sharedUp = "shared_up_m"
    case sharedHeading = "shared_heading_deg"
    case sharedMountUp = "shared_mount_up_deg"
    case sharedMountLeft = "shared_mount_left_deg"
    case sharedSigmas = "shared_sigmas"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(name, forKey: .name)
    try container.encode(warnings.map(\.code), forKey: .warnings)
    try container.encode(warnings, forKey: .warningDetails)
    try container.encode(registration?.matchCount, forKey: .pairs)
    try container.encode(registration?.medianBefore, forKey: .medianBefore)
    try container.encode(registration?.medianTurned, forKey: .medianTurned)
    try container.encode(registration?.medianAfter, forKey: .medianAfter)
    try container.encode(registration?.shared.up, forKey: .sharedUp)
    try container.encode(registration?.shared.heading, forKey: .sharedHeading)
    try container.encode(registration?.shared.mountUp, forKey: .sharedMountUp)
    try container.encode(registration?.shared.mountLeft, forKey: .sharedMountLeft)
    try container.encode(registration?.shared.sigmas, forKey: .sharedSigmas)
  }
}
