/// When a photo was taken.
public struct CaptureTime: Hashable, Sendable, Codable {
  /// The clock of the camera as written, ISO 8601 without zone; empty when only UTC is known.
  ///
  /// Example: `2020-06-23T15:17:15.25`.
  public var local: String
  /// Seconds since 1970-01-01 UTC; `nil` when the file gives no zone.
  public var utc: Double?

  /// Creates a capture time.
  public init(local: String, utc: Double? = nil) {
    self.local = local
    self.utc = utc
  }
}
