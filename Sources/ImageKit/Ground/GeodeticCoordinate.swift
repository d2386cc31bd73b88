/// A place on or above the earth on WGS 84.
public struct GeodeticCoordinate: Hashable, Sendable, Codable {
  /// Degrees north, −90…90.
  public var latitude: Double
  /// Degrees east, −180…180.
  public var longitude: Double
  /// Metres above the WGS 84 ellipsoid.
  public var ellipsoidalHeight: Double

  /// Creates a coordinate from degrees and metres above the ellipsoid.
  public init(latitude: Double, longitude: Double, ellipsoidalHeight: Double = 0) {
    self.latitude = latitude
    self.longitude = longitude
    self.ellipsoidalHeight = ellipsoidalHeight
  }
}

/// What a height is measured from.
public enum HeightDatum: String, Hashable, Sendable, Codable, CaseIterable {
  /// The WGS 84 ellipsoid.
  case ellipsoid
  /// Mean sea level: the EGM96 geoid.
  case meanSeaLevel = "egm96"
  /// The point of take-off.
  case takeoff
  /// The ground below.
  case ground
  /// The file does not say, and the maker is not known to be consistent.
  case unknown
}

/// A height and what it is measured from.
public struct Height: Hashable, Sendable, Codable {
  /// Metres above the datum.
  public var metres: Double
  /// What the height is measured from.
  public var datum: HeightDatum

  /// Creates a height in metres above a datum.
  public init(metres: Double, datum: HeightDatum) {
    self.metres = metres
    self.datum = datum
  }
}
