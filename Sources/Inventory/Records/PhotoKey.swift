/// Which photo: its flight and its path inside the flight's folder.
///
/// Names are compared byte by byte, as file systems do: two names that differ only in Unicode normalisation are two
/// photos. Keys sort by flight and then by name.
public struct PhotoKey: Sendable, Codable {
  /// The flight's name.
  public var flight: String
  /// The path inside the flight's folder, with `/` between its parts.
  public var name: String

  /// Creates a key.
  public init(flight: String, name: String) {
    self.flight = flight
    self.name = name
  }
}

extension PhotoKey: Hashable {
  /// Compares the bytes of both names.
  public static func == (left: PhotoKey, right: PhotoKey) -> Bool {
    left.flight.utf8.elementsEqual(right.flight.utf8) && left.name.utf8.elementsEqual(right.name.utf8)
  }

  /// Feeds the bytes of both names into the hasher.
  public func hash(into hasher: inout Hasher) {
    for byte in flight.utf8 { hasher.combine(byte) }
    hasher.combine(0 as UInt8)
    for byte in name.utf8 { hasher.combine(byte) }
  }
}

extension PhotoKey: Comparable {
  /// Orders by flight and then by name, byte by byte.
  public static func < (left: PhotoKey, right: PhotoKey) -> Bool {
    if !left.flight.utf8.elementsEqual(right.flight.utf8) {
      return left.flight.utf8.lexicographicallyPrecedes(right.flight.utf8)
    }
    return left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
  }
}
