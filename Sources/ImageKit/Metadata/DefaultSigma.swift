/// What a dialect writes beside a value whose file states no deviation.
///
/// The numbers are those of ``DefaultSigmas``, where their bases stand; only what that table does not have stands here.
enum DefaultSigma {
  /// Metres per horizontal axis of a position without correction; files of single-point receivers state 0.9 to 1.6.
  static let position = DefaultSigmas.standard.horizontal
  /// Metres per horizontal axis of a float and a fixed RTK solution whose deviations are missing; usual values.
  static let positionFloat = DefaultSigmas.standard.horizontalRTKFloat
  static let positionFixed = 0.05
  /// Metres below which no stated RTK deviation is believed: lever arm and exposure time are not in it.
  static let positionFloor = DefaultSigmas.standard.horizontalRTK
  static let heightFloor = DefaultSigmas.standard.heightRTK
  /// Metres of a barometric or unexplained absolute height; weather alone moves it by tens of metres.
  static let absoluteHeight = DefaultSigmas.standard.absoluteHeightUnknownDatum
  /// Metres of a satellite height whose datum the maker documents.
  static let satelliteHeight = DefaultSigmas.standard.absoluteHeight
  /// Degrees of yaw of a gimbal: robust spread of a Skydio X2 on 441 surveyed sightings 2.6.
  static let yaw = DefaultSigmas.standard.yaw
  /// Degrees of yaw with a fixed RTK solution.
  static let yawFixed = DefaultSigmas.standard.yawRTK
  /// Degrees of yaw taken from the aircraft's nose or course, not from the camera; a usual value.
  static let yawOfAircraft = 5.0

  /// Metres of a height above take-off: the barometer's drift and scale.
  static func relativeHeight(_ height: Double) -> Double {
    DefaultSigmas.standard.relativeHeight + DefaultSigmas.standard.relativeHeightPerMetre * abs(height)
  }
}
