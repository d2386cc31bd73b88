/// A value read from a photo, with the tag it came from and how sure it is.
public struct Sourced<Value: Sendable>: Sendable {
  /// The value, in the unit its owner documents.
  public var value: Value
  /// The tag it was read from, as written: `XMP drone-dji:GimbalYawDegree`, `EXIF GPSLatitude`.
  public var source: String
  /// One standard deviation in the value's unit, when the file or the maker states it.
  public var sigma: Double?

  /// Creates a value with its source.
  public init(_ value: Value, source: String, sigma: Double? = nil) {
    self.value = value
    self.source = source
    self.sigma = sigma
  }
}

extension Sourced: Equatable where Value: Equatable {}
extension Sourced: Hashable where Value: Hashable {}
extension Sourced: Codable where Value: Codable {}
