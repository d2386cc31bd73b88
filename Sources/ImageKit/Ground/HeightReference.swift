/// How the nominal ellipsoidal heights of one photo's places become heights that are known.
///
/// Geometry needs the camera somewhere above the ellipsoid even where the file does not say how high it was; what comes
/// out must not be taken for an ellipsoidal height then. The difference is the same for all places of a photo.
struct HeightReference: Hashable, Sendable {
  /// What the heights that can be stated are measured from.
  var datum: HeightDatum
  /// Metres to add to a nominal height to get the height above the datum.
  var offset: Double
  /// Metres to add to a nominal height to get the height above the ellipsoid; nil when that is not known.
  var ellipsoidOffset: Double?

  /// Returns the height of a place in the datum.
  func height(nominal: Double) -> Height { Height(metres: nominal + offset, datum: datum) }
}
