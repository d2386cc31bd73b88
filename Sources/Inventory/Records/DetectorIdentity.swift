/// A detector and the version of it that gave a result.
public struct DetectorIdentity: Sendable, Hashable, Codable {
  /// The name on the command line: `crack`.
  public var name: String
  /// Grows whenever the same pixels could give another result.
  public var version: Int

  /// Creates an identity.
  public init(name: String, version: Int) {
    self.name = name
    self.version = version
  }

  /// The name and the version as one word: `crack@1`.
  public var identifier: String { "\(name)@\(version)" }
}
