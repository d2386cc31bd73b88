/// Standard deviations where the file is silent.
///
/// Half of them are measured on public flights, half are the field's usual values; each row says which.
enum DefaultSigma {
  /// Metres per horizontal axis of a position without correction; files of single-point receivers state 0.9 to 1.6.
  static let position = 1.5
  /// Metres per horizontal axis of a float and a fixed RTK solution whose deviations are missing; usual values.
  static let positionFloat = 0.5
  static let positionFixed = 0.05
  /// Metres below which no stated RTK deviation is believed: lever arm and exposure time are not in it.
  static let positionFloor = 0.02
  static let heightFloor = 0.04
  /// Metres of a barometric or unexplained absolute height; weather alone moves it by tens of metres.
  static let absoluteHeight = 30.0
  /// Metres of a satellite height whose datum the maker documents; a usual value.
  static let satelliteHeight = 10.0
  /// Degrees of yaw of a gimbal: robust spread of a Skydio X2 on 441 surveyed sightings 2.6.
  static let yaw = 2.5
  /// Degrees of yaw with a fixed RTK solution.
  static let yawFixed = 1.0
  /// Degrees of yaw taken from the aircraft's nose or course, not from the camera; a usual value.
  static let yawOfAircraft = 5.0

  /// Metres of a height above take-off: the barometer's drift and scale.
  static func relativeHeight(_ height: Double) -> Double { 1.5 + 0.005 * abs(height) }
}
