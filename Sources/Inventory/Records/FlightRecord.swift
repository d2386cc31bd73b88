/// One folder of photos that was inspected.
public struct FlightRecord: Sendable, Hashable, Codable {
  /// The flight's name, the same as in the keys of its photos.
  public var name: String
  /// The folder as the user gave it.
  public var folder: String

  /// Creates a flight record.
  public init(name: String, folder: String) {
    self.name = name
    self.folder = folder
  }
}
