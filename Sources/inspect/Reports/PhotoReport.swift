import Foundation
import ImageKit
import Inventory

/// What `inspect photos` says of one file; the JSON keys are the command's contract.
struct PhotoReport: Sendable, Encodable {
  let file: String
  let status: String
  let make, model, capturedAt: String?
  let latitude, longitude: Double?
  let height: Height?
  let relativeHeight: Double?
  let orientation: Orientation?
  let width, rows: Int?
  let focalLength: Double?
  let distortion: LensDistortion?
  let groundSampleDistance: Double?
  let rtk: String?
  let blur, exposure: Double?
  let sources: [String: String]
  let sigmas: [String: Double]
  let warnings: [MetadataWarning]
  /// Why the photo cannot be used, in words; empty when it can.
  let reason: String
  /// What comparing it with its neighbours has found; nil when it was not compared.
  var registration: FlightRegistration.Photo?
  /// What only the flight as a whole shows.
  var flight: FlightReport?
  /// The width of cracks that is asked about, in millimetres.
  var gradeWidth: Double?

  private enum Key: String, CodingKey, CaseIterable {
    case file, status, make, model
    case capturedAt = "captured_at"
    case latitude, longitude
    case height = "height_m"
    case heightDatum = "height_datum"
    case relativeHeight = "relative_height_m"
    case yaw = "yaw_deg"
    case pitch = "pitch_deg"
    case roll = "roll_deg"
    case width
    case rows = "height"
    case focalLength = "focal_px"
    case distortion
    case gsd = "gsd_m"
    case rtk, blur, exposure, sources, sigmas, warnings
    case warningDetails = "warning_details"
    case reason, registration, flight
    case narrowestGradable = "narrowest_gradable_mm"
    case standOff = "standoff_m"
    case gradeWidth = "grade_width_mm"
    case gradeStandOff = "grade_standoff_m"
    case gradesWidth = "grades_width"
  }

  /// Writes every key, with null where nothing is known.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(file, forKey: .file)
    try container.encode(status, forKey: .status)
    try container.encode(make, forKey: .make)
    try container.encode(model, forKey: .model)
    try container.encode(capturedAt, forKey: .capturedAt)
    try container.encode(latitude, forKey: .latitude)
    try container.encode(longitude, forKey: .longitude)
    try container.encode(height?.metres, forKey: .height)
    try container.encode(height?.datum.rawValue, forKey: .heightDatum)
    try container.encode(relativeHeight, forKey: .relativeHeight)
    try container.encode(orientation?.yaw, forKey: .yaw)
    try container.encode(orientation?.pitch, forKey: .pitch)
    try container.encode(orientation?.roll, forKey: .roll)
    try container.encode(width, forKey: .width)
    try container.encode(rows, forKey: .rows)
    try container.encode(focalLength, forKey: .focalLength)
    try container.encode(distortion.map { [$0.k1, $0.k2, $0.p1, $0.p2, $0.k3] }, forKey: .distortion)
    try container.encode(groundSampleDistance, forKey: .gsd)
    try container.encode(rtk, forKey: .rtk)
    try container.encode(blur, forKey: .blur)
    try container.encode(exposure, forKey: .exposure)
    try container.encode(sources, forKey: .sources)
    try container.encode(sigmas, forKey: .sigmas)
    try container.encode(warnings.map(\.code), forKey: .warnings)
    try container.encode(warnings, forKey: .warningDetails)
    try container.encode(reason, forKey: .reason)
    try container.encode(registration.map(RegistrationReport.init), forKey: .registration)
    try container.encode(flight, forKey: .flight)
    try container.encode(narrowestGradable, forKey: .narrowestGradable)
    try container.encode(standOff, forKey: .standOff)
    try container.encode(gradeWidth, forKey: .gradeWidth)
    try container.encode(gradeStandOff, forKey: .gradeStandOff)
    try container.encode(gradesWidth, forKey: .gradesWidth)
  }
}
