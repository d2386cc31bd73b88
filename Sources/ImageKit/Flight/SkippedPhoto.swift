/// A file that looks like a photo and cannot be used.
public struct SkippedPhoto: Hashable, Sendable {
  /// The path below the flight folder, with `/` between its parts.
  public var name: String
  /// The name of the flight folder.
  public var flight: String
  /// Why it cannot be used.
  public var error: PhotoError

  /// Creates a skipped photo.
  public init(name: String, flight: String, error: PhotoError) {
    self.name = name
    self.flight = flight
    self.error = error
  }
}
