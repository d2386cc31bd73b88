/// A name that no detector has.
public struct UnknownDetectorError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The name that was asked for.
  public var name: String

  /// Says which names there are.
  public var description: String {
    let known = DetectorList.all.map { $0.name }.joined(separator: ", ")
    return "there is no detector '\(name)'; the detectors are: \(known)"
  }
}
